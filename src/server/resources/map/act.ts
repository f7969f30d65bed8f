import type { z } from "zod";
import type { Act } from "../../../core/people.ts";
import { HttpError } from "../../http/errors.ts";
import type { Explorer, Shown } from "./explorer.ts";
import { idAt } from "./packed-ids.ts";
import type { ActAnswer, actBody, Where } from "./wire.ts";

/** Records one deed for all documents of a selection. */
export function actOn(
  explorer: Explorer,
  { map }: Shown,
  places: Uint32Array,
  { id, act, where }: z.output<typeof actBody>,
  voter: string,
): ActAnswer {
  if (places.length === 0)
    throw new HttpError(400, "empty_selection", "The selection holds no document: there is nothing to do.");
  const documents = Array.from(places, (place) => idAt(map.ids, place));
  const selection = describeSelection(where, documents.length);
  const deed: Act =
    "label" in act
      ? { act: "label", ...act.label, documents, selection }
      : { act: "decide", ...act.decide, documents, selection };
  const [recorded] = explorer.dependencies.people.record(voter, [{ id, act: deed }]);
  return { deed: recorded.id, documents: documents.length };
}

/** How the documents were found, for the log: `lasso, search "licence": 41 documents`. */
export function describeSelection(where: Where, documents: number): string {
  const parts = [
    where.polygon && "lasso",
    where.clusters && `cluster ${where.clusters.slice(0, 5).join(", ")}`,
    ...(where.categories ?? []).map(({ by, values }) => `${by} ${values.slice(0, 5).join(", ")}`),
    ...(where.range ?? []).map(({ by, low, high }) => `${by} from ${low ?? "−∞"} to ${high ?? "∞"}`),
    where.search !== undefined && `search ${JSON.stringify(where.search)}`,
    where.ids && "chosen one by one",
  ].filter((part) => typeof part === "string");
  const found = parts.length > 0 ? parts.join(", ").slice(0, 500) : "the whole map";
  return `${found}: ${documents} ${documents === 1 ? "document" : "documents"}`;
}
