import type { NeighboursAnswer } from "../../src/server/resources/documents/wire.ts";
import { get } from "../shared/api.ts";
import { useData } from "../shared/use-data.ts";

/** Documents like one, `loading` until they are here; undefined where nobody wants them. */
export type Neighbours = NeighboursAnswer["neighbours"] | Error | "loading" | undefined;

const shown = 10;

/** Fetches the documents most like one. */
export function useNeighbours(id: string, isWanted: boolean): Neighbours {
  const { data, error } = useData(
    async (signal) => {
      if (!isWanted || id === "") return undefined;
      const path = `/api/documents/${encodeURIComponent(id)}/neighbours`;
      const { neighbours } = await get<NeighboursAnswer>(path, { count: shown }, signal);
      return { id, neighbours };
    },
    [id, isWanted],
  );
  if (!isWanted || id === "") return undefined;
  if (error !== undefined) return error;
  return data?.id === id ? data.neighbours : "loading";
}
