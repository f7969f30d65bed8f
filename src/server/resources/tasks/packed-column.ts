import type { Row } from "../../../core/table.ts";

/** Rows that come in one row of the query: few large rows are read far faster than many small ones. */
const rowsPerRow = 50_000;

/** Runs SQL; `LiveWorkspace` and `Database` do. */
export interface Asks {
  rows(sql: string): Promise<Row[]>;
}

/**
 * Visits the rows of a relation with a column `id` and numeric columns, a million in about a second: ids as bytes between two
 * offsets, nulls of the others as NaN.
 */
export async function eachPacked(
  database: Asks,
  relation: string,
  columns: readonly string[],
  visit: (bytes: Uint8Array, start: number, end: number, values: readonly number[]) => void,
): Promise<void> {
  const lists = columns.map((name) => `, list(coalesce(${name}::DOUBLE, 'nan') ORDER BY place) AS ${name}`);
  const rows = await database.rows(
    `SELECT encode(string_agg(id, '' ORDER BY place)) AS ids, list(strlen(id)::INTEGER ORDER BY place) AS lengths${lists.join("")}
      FROM (SELECT *, row_number() OVER () AS place FROM (${relation}) WHERE id IS NOT NULL) GROUP BY place // ${rowsPerRow}`,
  );
  for (const row of rows) {
    const bytes = row.ids as Uint8Array;
    const lengths = row.lengths as number[];
    const lines = columns.map((name) => row[name] as number[]);
    let start = 0;
    for (let i = 0; i < lengths.length; i++) {
      const end = start + lengths[i];
      visit(
        bytes,
        start,
        end,
        lines.map((line) => line[i]),
      );
      start = end;
    }
  }
}
