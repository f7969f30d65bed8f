import { useEffect, useRef } from "preact/hooks";

/** Seconds that something was in front of the person: the clock stands while the page is hidden. */
export function useStopwatch(key: string | undefined): () => number {
  const state = useRef({ key: undefined as string | undefined, passed: 0, since: 0 });
  if (state.current.key !== key) state.current = { key, passed: 0, since: performance.now() };
  useEffect(() => {
    const turn = () => {
      const clock = state.current;
      if (document.visibilityState === "hidden") clock.passed += performance.now() - clock.since;
      clock.since = performance.now();
    };
    document.addEventListener("visibilitychange", turn);
    return () => document.removeEventListener("visibilitychange", turn);
  }, []);
  return () => {
    const { passed, since } = state.current;
    const running = document.visibilityState === "hidden" ? 0 : performance.now() - since;
    return Math.round(passed + running) / 1000;
  };
}
