import { literal } from "../../core/database.ts";
import type { QueryContext } from "../../core/stage.ts";
import { chance, shuffleKey } from "../mix/chance.ts";
import { findRoots } from "../mix/clusters.ts";
import { splitCase } from "../mix/split.ts";
import { formats } from "./formats.ts";
import type { WriteOptions } from "./options.ts";

/** Which document goes where. */
export interface Order {
  /** Whether a `mixture` decided it; otherwise the options of `write` did. */
  readonly mixed: boolean;
  /** Tokens of each file, end-of-text tokens included. */
  readonly planned: ReadonlyMap<string, number>;
}

/**
 * Makes the temporary table `write_order` (id, file, place): every copy of a document, its file, and its place in the
 * order of writing. Files are whole documents long.
 */
export async function findOrder(context: QueryContext, options: WriteOptions): Promise<Order> {
  const [{ rows }] = await context.rows(`SELECT count(*) AS rows FROM ${context.table("mixture")}`);
  const mixed = Number(rows) > 0;
  if (!mixed) await findRoots(context);
  const ordered = mixed
    ? `SELECT id, split, rank FROM ${context.table("mixture")}`
    : seededOrder(context.table("ids"), options);
  await context.execute(
    `CREATE OR REPLACE TEMP TABLE write_order AS
     WITH ordered AS (${ordered}), placed AS (
       SELECT ordered.id, split, rank, ids.tokens + 1 AS tokens,
         sum(ids.tokens + 1) OVER (PARTITION BY split ORDER BY rank ROWS UNBOUNDED PRECEDING) - ids.tokens - 1 AS before,
         sum(ids.tokens + 1) OVER (PARTITION BY split) AS total
       FROM ordered JOIN ${context.table("ids")} AS ids ON ids.id = ordered.id
     )
     SELECT id, tokens, ${fileCase(options)} AS file, row_number() OVER (ORDER BY split DESC, rank) AS place FROM placed`,
  );
  const totals = await context.rows(
    "SELECT file, sum(tokens)::BIGINT AS tokens FROM write_order GROUP BY file",
  );
  return { mixed, planned: new Map(totals.map(({ file, tokens }) => [String(file), Number(tokens)])) };
}

function seededOrder(ids: string, { seed, validation }: WriteOptions): string {
  return `SELECT id, ${splitCase(validation)} AS split, row_number() OVER (ORDER BY ${shuffleKey(seed, "id")}, id) AS rank
    FROM (
      SELECT ids.id, ${chance(seed, "split", "coalesce(roots.root, ids.id)")} AS draw
      FROM ${ids} AS ids LEFT JOIN mix_roots AS roots ON roots.id = ids.id
    ) AS drawn`;
}

/** Training files in equal shares of tokens. */
function fileCase({ format, shards }: WriteOptions): string {
  const { validationFile, trainingFile } = formats[format];
  const names = Array.from({ length: shards }, (_, i) => `WHEN ${i} THEN ${literal(trainingFile(i))}`);
  return `CASE WHEN split = 'validation' THEN ${literal(validationFile)}
    ELSE CASE floor(before * ${shards} / total)::BIGINT ${names.join(" ")} END END`;
}
