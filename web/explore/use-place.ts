import type { SelectionAnswer } from "../../src/server/resources/map/wire.ts";
import { post } from "../shared/api.ts";
import { useData } from "../shared/use-data.ts";

/** Where a document lies on the map: its index; undefined while it is not known, or when it is not on it. */
export function usePlace(id: string, version: string): number | undefined {
  const { data } = useData(
    async (signal) => {
      if (id === "") return undefined;
      const body = { version, where: { ids: [id] }, limit: 1 };
      const { rows } = await post<SelectionAnswer>("/api/selections", body, signal);
      return { id, index: rows[0]?.index };
    },
    [id, version],
  );
  return data?.id === id ? data.index : undefined;
}
