import { literal } from "../../../core/database.ts";
import type { Row } from "../../../core/table.ts";

/** Characters of a text in a table or on a card. */
const excerptLength = 240;

/** Head of a document for a table, a card or a list. */
export interface Head {
  readonly title: string | null;
  readonly source: string;
  readonly excerpt: string;
}

/** `id IN (…)` for the ids; nothing is taken for SQL. */
export function isOneOf(ids: readonly string[]): string {
  return ids.length > 0 ? `id IN (${ids.map(literal).join(", ")})` : "false";
}

/** Heads of documents by id; those that there are not are left out. */
export async function readHeads(
  ask: (sql: string) => Promise<Row[]>,
  ids: readonly string[],
): Promise<Map<string, Head>> {
  if (ids.length === 0) return new Map();
  const rows = await ask(`SELECT id, title, source, beginning
    FROM (SELECT id, title, source FROM documents WHERE ${isOneOf(ids)})
    LEFT JOIN (SELECT id, left(text, ${2 * excerptLength}) AS beginning FROM text WHERE ${isOneOf(ids)}) USING (id)`);
  return new Map(
    rows.map(({ id, title, source, beginning }) => [
      String(id),
      { title: title as string | null, source: String(source), excerpt: excerptOf(String(beginning ?? "")) },
    ]),
  );
}

/** The beginning of a text in one line, cut between characters. */
export function excerptOf(text: string): string {
  const characters = [...text.replace(/\s+/g, " ").trim()];
  return characters.length > excerptLength
    ? `${characters.slice(0, excerptLength).join("")}…`
    : characters.join("");
}
