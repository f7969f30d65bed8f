import type { QueryContext } from "../../core/stage.ts";
import { contract } from "../../core/table.ts";
import { keepOrder, scopeValue } from "../deduplicate/order.ts";
import type { Corpus } from "./losses.ts";

/** What a search for repeats within a scope reads besides the text: of the columns of signals only where the scope is one. */
export function memberReads(scope: string): readonly string[] {
  const measured = scope !== "global" && !(scope in contract.documents);
  return ["survivors", "documents", ...(measured ? ["signals"] : [])];
}

/**
 * The surviving documents of a private table with columns `id`, `characters` and a list column `items`, as temporary table
 * `name` (id, rank, scope, base): ranked in document order; item k of a document, from 0, has the place `base + k` in the corpus.
 */
export async function createMembers(
  context: QueryContext,
  name: string,
  { table, items, scope }: { readonly table: string; readonly items: string; readonly scope: string },
): Promise<Corpus> {
  const signals = memberReads(scope).includes("signals");
  await context.execute(`CREATE TEMP TABLE ${name} AS
    WITH ranked AS (
      SELECT s.id, s.characters, len(s.${items}) AS size, dense_rank() OVER (ORDER BY ${scopeValue(scope)}) AS scope,
        row_number() OVER (ORDER BY ${keepOrder("first")}) AS rank
      FROM ${context.table(table)} s
      JOIN ${context.table("survivors")} v ON v.id = s.id
      JOIN ${context.table("documents")} d ON d.id = s.id
      ${signals ? `LEFT JOIN ${context.table("signals")} g ON g.id = s.id` : ""}
    )
    SELECT id, rank, scope, characters, size,
      CAST(coalesce(sum(size) OVER (ORDER BY rank ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING), 0) AS BIGINT) AS base
    FROM ranked`);
  const [{ documents, characters }] = await context.rows(
    `SELECT count(*) AS documents, coalesce(sum(characters), 0) AS characters FROM ${name}`,
  );
  return { documents: Number(documents), characters: Number(characters) };
}
