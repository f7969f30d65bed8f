import { useEffect, useRef, useState } from "preact/hooks";

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

/** Runs something when the server answers again after it was away. */
export function useReturn(
  outbox: Store<{ readonly trouble: string | undefined }>,
  onReturn: () => unknown,
): void {
  const latest = useRef(onReturn);
  latest.current = onReturn;
  useEffect(() => {
    let wasAway = outbox.state.trouble !== undefined;
    return outbox.subscribe(() => {
      const isAway = outbox.state.trouble !== undefined;
      if (wasAway && !isAway) latest.current();
      wasAway = isAway;
    });
  }, [outbox]);
}
