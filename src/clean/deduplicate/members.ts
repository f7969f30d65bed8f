import type { QueryContext } from "../../core/stage.ts";
import type { Schema } from "../../core/table.ts";
import type { Settings } from "./options.ts";
import { keepOrder, orderReads, scopeValue } from "./order.ts";

/**
 * Columns of the private table `members`: every document that may have a copy or be one, by rank in the order of keeping (1 is
 * kept first). Those of earlier releases come before all others.
 */
export const memberColumns = {
  id: "VARCHAR",
  rank: "BIGINT",
  /** The earlier release, from 0, and the number of the document in it; null for documents of this run. */
  release: "BIGINT",
  number: "BIGINT",
  /** Number of the scope. */
  scope: "BIGINT",
  /** Rank of the first document with the same bytes. */
  content: "BIGINT",
  /** Rank of the first document that is an exact copy in the sense of the options. */
  representative: "BIGINT",
  /** Rank of the first document with the same address; null without one. */
  url: "BIGINT",
} as const satisfies Schema;

/** Columns of the private table `corpus`, one row: how many documents were ranked, and how many of them are of this run. */
export const corpusColumns = { ranked: "BIGINT", documents: "BIGINT" } as const satisfies Schema;

const signed = "exact_1, exact_2, words_1, words_2, bytes, words, url";

/** Ranks the surviving documents and those of earlier releases and groups equal ones, as temporary table `name`. */
export async function createMembers(context: QueryContext, settings: Settings, name: string): Promise<void> {
  await context.execute(`CREATE TEMP TABLE ${name} AS
    WITH own AS (${ownQuery(context, settings)}), found AS (${foundQuery(context, settings)}), ranked AS (
      SELECT id, release, number, ${signed}, dense_rank() OVER (ORDER BY scope) AS scope,
        row_number() OVER (ORDER BY release NULLS LAST, number, place) AS rank FROM found
    ), grouped AS (
      SELECT *, min(rank) OVER (PARTITION BY scope, exact_1, exact_2, bytes) AS content FROM ranked
    )
    SELECT id, rank, release, number, scope, content, ${representative(settings)} AS representative,
      ${settings.methods.includes("url") ? "CASE WHEN url IS NOT NULL THEN min(rank) OVER (PARTITION BY scope, url) END" : "CAST(NULL AS BIGINT)"} AS url
    FROM grouped`);
}

function ownQuery(context: QueryContext, settings: Settings): string {
  const signals = orderReads(settings).includes("signals");
  return `SELECT s.id, CAST(NULL AS BIGINT) AS release, CAST(NULL AS BIGINT) AS number,
      ${signed
        .split(", ")
        .map((column) => `s.${column}`)
        .join(", ")},
      CAST(${scopeValue(settings.scope)} AS VARCHAR) AS scope, row_number() OVER (ORDER BY ${keepOrder(settings.keep)}) AS place
    FROM ${context.table("signatures")} s
    JOIN ${context.table("survivors")} v ON v.id = s.id
    JOIN ${context.table("documents")} d ON d.id = s.id
    ${signals ? `LEFT JOIN ${context.table("signals")} g ON g.id = s.id` : ""}`;
}

function foundQuery(context: QueryContext, settings: Settings): string {
  if (settings.against.length === 0) return "SELECT * FROM own";
  const scope = settings.scope === "global" ? "'0'" : "scope";
  return `SELECT * FROM own UNION ALL
    SELECT id, release, number, ${signed}, ${scope} AS scope, CAST(NULL AS BIGINT) AS place FROM ${context.table("earlier")}`;
}

/** Texts are compared by all methods but `url`, and an equal text is then a copy whichever of them was chosen. */
function representative({ methods, normalize }: Settings): string {
  if (methods.every((method) => method === "url")) return "rank";
  if (!normalize) return "content";
  return "CASE WHEN words = 0 THEN content ELSE min(rank) OVER (PARTITION BY scope, words_1, words_2, words) END";
}

/** The row of `corpus`. */
export function corpusQuery(members: string): string {
  return `SELECT count(*) AS ranked, count(*) FILTER (WHERE release IS NULL) AS documents FROM ${members}`;
}

/**
 * The members that later stages ask about: in a candidate pair, or equal to another in text or address. They are few, as a rule:
 * a table of all would cost more than finding them. Vectors are compared of all.
 */
export function questionedQuery({ methods }: Settings, members: string, candidates: string): string {
  const shared = ["content", "representative", "url"].map(
    (column) => `${column} <> rank OR rank IN (SELECT ${column} FROM ${members} WHERE ${column} <> rank)`,
  );
  const paired = `rank IN (SELECT a FROM ${candidates} UNION ALL SELECT b FROM ${candidates})`;
  const questioned = methods.includes("semantic") ? "true" : [...shared, paired].join(" OR ");
  return `SELECT ${Object.keys(memberColumns).join(", ")} FROM ${members} WHERE ${questioned} ORDER BY rank`;
}
