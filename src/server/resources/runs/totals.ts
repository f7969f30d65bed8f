import type { Row } from "../../../core/table.ts";
import type { Totals } from "../../../viz/report/facts.ts";
import { reportQueries } from "../../../viz/report/queries.ts";

/** Documents, what is kept of them, and their tokens, as of now: with what people decided. */
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
