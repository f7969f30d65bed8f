import { useEffect, useState } from "preact/hooks";

/** A value that follows when it has not changed for a while: what is typed or dragged asks the server once, not at every step. */
export function useLate<T>(value: T, ms: number): T {
  const [late, setLate] = useState(value);
  useEffect(() => {
    const timer = setTimeout(() => setLate(value), ms);
    return () => clearTimeout(timer);
  }, [value, ms]);
  return late;
}
