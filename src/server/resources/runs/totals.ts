import type { People } from "../../../core/people.ts";
import type { Row } from "../../../core/table.ts";
import type { Totals } from "../../../viz/report/facts.ts";
import { reportQueries } from "../../../viz/report/queries.ts";
import type { Dependencies } from "../../dependencies.ts";

/** Documents, what is kept of them, and their tokens, as of now: with what people decided. Counted once per state. */
export function totalsOf({ live, people }: Pick<Dependencies, "live" | "people">): Promise<Totals> {
  return live.once(`totals ${decisionsState(people)}`, readTotals);
}

/** Counts what the tables hold. */
export async function readTotals(tables: { rows(sql: string): Promise<Row[]> }): Promise<Totals> {
  const [row] = await tables.rows(reportQueries.totals);
  return {
    documents: Number(row.documents),
    kept: Number(row.kept),
    quarantined: Number(row.quarantined),
    tokens: row.tokens === null ? null : Number(row.tokens),
    tokenizer: row.tokenizer === null ? null : String(row.tokenizer),
  };
}

const known = new WeakMap<object, { readonly version: number; readonly state: number }>();

/** Names the state of people's decisions: votes, which come by the thousand, leave it as it is. Asks the log once per deed. */
export function decisionsState(people: Pick<People, "deeds" | "version">): number {
  const version = people.version();
  const before = known.get(people);
  if (before?.version === version) return before.state;
  const state = people.deeds({ acts: ["decide", "undo"], limit: 1 })[0]?.seq ?? 0;
  known.set(people, { version, state });
  return state;
}
