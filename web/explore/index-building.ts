import { ApiError } from "../shared/api.ts";

/** After so long a selection by words is asked for again while the search index is being made. */
export const indexPatienceMs = 1_000;

/** True when the server will answer as soon as its search index is there. */
export function isIndexBuilding(error: Error | undefined): boolean {
  return error instanceof ApiError && error.code === "index_building";
}
