import { useEffect, useState } from "preact/hooks";
import type { MapAnswer } from "../../src/server/resources/map/wire.ts";
import { ApiError, get } from "../shared/api.ts";

const lookEveryMs = 20_000;
const name = "sluice:stale-map";

/** Passes an error on to whoever tells people that the map on show is old, if it is that. */
export function noteStale(error: unknown): void {
  if (error instanceof ApiError && error.code === "stale_version") dispatchEvent(new Event(name));
}

/** True when a run has finished since this version of the map was loaded. */
export function useStale(version: string): boolean {
  const [old, setOld] = useState("");
  useEffect(() => {
    const tell = () => setOld(version);
    const look = async () => {
      if (document.hidden) return;
      const map = await get<MapAnswer>("/api/map").catch(() => undefined);
      if (map !== undefined && map.version !== version) tell();
    };
    const timer = setInterval(look, lookEveryMs);
    addEventListener(name, tell);
    return () => {
      clearInterval(timer);
      removeEventListener(name, tell);
    };
  }, [version]);
  return old === version;
}

/** Tells of a stale map when a request of a part of the page says so. */
export function useNoteStale(error: Error | undefined): void {
  useEffect(() => noteStale(error), [error]);
}
