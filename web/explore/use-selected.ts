import { useEffect, useMemo, useRef } from "preact/hooks";
import { postForBytes } from "../shared/api.ts";
import { useData } from "../shared/use-data.ts";
import type { Filters } from "./address.ts";
import { indexPatienceMs, isIndexBuilding } from "./index-building.ts";
import type { Points } from "./render/index.ts";
import { type Colouring, colouringsIn, remotePart, selected } from "./selection.ts";
import { useNoteStale } from "./stale.ts";

/** 1 for each point of the selection; undefined while nothing narrows it. The old marks stay until new ones are complete. */
export function useSelected(
  filters: Filters,
  { x, y }: Points,
  colourings: ReadonlyMap<string, Colouring>,
  version: string,
): Uint8Array | undefined {
  const remote = JSON.stringify(remotePart(filters, colourings));
  const answer = useData(
    async (signal) => {
      if (remote === "{}") return { remote, version, indices: undefined };
      const where = JSON.parse(remote) as object;
      const bytes = await postForBytes("/api/selections/indices", { version, where }, signal);
      return { remote, version, indices: new Uint32Array(bytes) };
    },
    [remote, version],
  );
  const isWaiting = isIndexBuilding(answer.error);
  useEffect(() => {
    if (!isWaiting) return;
    const timer = setTimeout(answer.reload, indexPatienceMs);
    return () => clearTimeout(timer);
  }, [isWaiting, answer.error]);
  useNoteStale(answer.error);
  const last = useRef<Uint8Array | undefined>(undefined);
  const { lasso, categories, ranges } = filters;
  return useMemo(() => {
    const isKnown = colouringsIn(filters).every((by) => colourings.has(by));
    const isComplete =
      isKnown && (remote === "{}" || (answer.data?.remote === remote && answer.data.version === version));
    const indices = remote === "{}" ? undefined : answer.data?.indices;
    if (isComplete) last.current = selected(filters, { x, y, colourings, indices });
    return last.current?.length === x.length ? last.current : undefined; // of another map
  }, [remote, answer.data, lasso, categories, ranges, colourings, x, y]);
}
