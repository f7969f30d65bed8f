import { HttpError } from "../../http/errors.ts";

/** The page shows a map that is gone. */
export function stale(): HttpError {
  return new HttpError(409, "stale_version", "The workspace has changed since. Load the map again.");
}
