import { literal } from "../../../core/database.ts";
import type { Row } from "../../../core/table.ts";
import type { Term } from "../../../io/search/query.ts";

/** Documents that are looked through while there is no index. */
const scannedDocuments = 20_000;
const longestText = 200_000;

/** What a scan found: rows with `id`, `title`, `beginning`. */
export interface Scanned {
  readonly count: number;
  readonly rows: readonly Row[];
  /** There are more documents than were looked through. */
  readonly partial: boolean;
}

/**
 * Looks for the words of a query, wherever they stand in a text, in the first documents of the workspace: coarser than
 * the index and in the order of the documents, but there at once.
 */
export async function scan(
  ask: (sql: string) => Promise<Row[]>,
  terms: readonly Term[],
  { limit, offset }: { readonly limit: number; readonly offset: number },
): Promise<Scanned> {
  const words = [...new Set(terms.flatMap(({ runs }) => runs))];
  const holds = words.map((word) => `contains(plain, ${literal(word)})`).join(" AND ");
  const [{ found, looked }] = await ask(`WITH looked AS (
      SELECT id, lower(strip_accents(left(text, ${longestText}))) AS plain FROM text LIMIT ${scannedDocuments})
    SELECT (SELECT list(id) FROM looked WHERE ${holds}) AS found, (SELECT count(*) FROM looked) AS looked`);
  const ids = (found ?? []) as string[];
  const page = ids.slice(offset, offset + limit);
  const rows = page.length > 0 ? await documents(ask, page) : [];
  const order = new Map(page.map((id, i) => [id, i]));
  return {
    count: ids.length,
    rows: rows.toSorted((a, b) => order.get(String(a.id))! - order.get(String(b.id))!),
    partial: looked === scannedDocuments,
  };
}

function documents(ask: (sql: string) => Promise<Row[]>, ids: readonly string[]): Promise<Row[]> {
  const some = `id IN (${ids.map(literal).join(", ")})`;
  return ask(`SELECT id, title, beginning
    FROM (SELECT id, left(text, ${longestText}) AS beginning FROM text WHERE ${some})
    LEFT JOIN (SELECT id, title FROM documents WHERE ${some}) USING (id)`);
}
