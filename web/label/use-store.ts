import { useEffect, useState } from "preact/hooks";

/** Something with a state that changes, and a way to hear of it. */
export interface Store<S> {
  readonly state: S;
  subscribe(listener: () => void): () => void;
}

/** The present state of a store; the component is drawn again when it changes. */
export function useStore<S>(store: Store<S>): S {
  const [, draw] = useState(0);
  useEffect(() => {
    const stop = store.subscribe(() => draw((count) => count + 1));
    draw((count) => count + 1); // it may have changed between the first drawing and now
    return stop;
  }, [store]);
  return store.state;
}
