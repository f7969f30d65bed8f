import { useEffect, useRef } from "preact/hooks";
import type { Progress } from "../../src/server/resources/runs/wire.ts";

/** What the workspace tells by itself. */
export interface WorkspaceEvents {
  readonly onProgress: (progress: Progress | null) => void;
  /** Results changed. */
  readonly onVersion: () => void;
  /** Somebody did something. */
  readonly onPeople: () => void;
}

const againMs = 5000;

/**
 * Listens to the workspace while the page is seen; a hidden page gives its stream back, since a browser has few. The state that
 * comes first on every connection is not news: it is told only when it differs from the one before.
 */
export function useEvents(events: WorkspaceEvents): void {
  const latest = useRef(events);
  latest.current = events;
  useEffect(() => {
    const known = new Map<string, string>();
    let source: EventSource | undefined;
    let timer: ReturnType<typeof setTimeout> | undefined;
    const close = () => {
      clearTimeout(timer);
      source?.close();
      source = undefined;
    };
    const news = (event: MessageEvent<string>, tell: () => void) => {
      const before = known.get(event.type);
      known.set(event.type, event.data);
      if (before !== undefined && before !== event.data) tell();
    };
    const open = () => {
      close();
      if (document.hidden) return;
      source = new EventSource("/api/runs/events");
      source.addEventListener("progress", (event) => latest.current.onProgress(JSON.parse(event.data)));
      source.addEventListener("version", (event) => news(event, () => latest.current.onVersion()));
      source.addEventListener("people", (event) => news(event, () => latest.current.onPeople()));
      // A browser tries again by itself unless it was refused: too many streams, or signed out.
      source.onerror = () => {
        if (source?.readyState === EventSource.CLOSED) timer = setTimeout(open, againMs);
      };
    };
    open();
    document.addEventListener("visibilitychange", open);
    return () => {
      document.removeEventListener("visibilitychange", open);
      close();
    };
  }, []);
}
