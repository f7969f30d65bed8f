/** A problem for the search of recipes as columns in memory: rules of all published recipes over the signals of the documents. */
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { published } from "../src/clean/presets/published.ts";
import { namedRules, type RuleMap } from "../src/clean/rules/rule.ts";
import { candidatesOf } from "../src/clean/rules/search/candidates.ts";
import { labelGoal } from "../src/clean/rules/search/label-goal.ts";
import { readRows, spaceOver } from "../src/clean/rules/search/open-space.ts";
import type { Rows, SearchSpace } from "../src/clean/rules/search/space.ts";
import { mix } from "../src/features/signals/scratch.ts";
import { openDatabase } from "../src/io/duckdb.ts";
import { type Labeled, signalsOf } from "./rules-search-problems.ts";

/** Documents, their labels, and the space over any of them. */
export interface Problem {
  /** F1 of keeping by the reference rules. */
  readonly reference: number;
  readonly rows: Rows;
  readonly labels: Int8Array;
  readonly spaceOf: (rows: Rows) => SearchSpace;
}

/** Measures the documents and reads what rules read; `reference` are rules to compare with. */
export async function openProblem(documents: readonly Labeled[], reference: RuleMap): Promise<Problem> {
  const folder = mkdtempSync(join(tmpdir(), "rules-search-"));
  const database = await openDatabase({ threads: 2, memoryBytes: 1e9, spillFolder: folder });
  try {
    const file = join(folder, "signals.jsonl");
    writeFileSync(file, (await signalsOf(documents)).map((row) => JSON.stringify(row)).join("\n"));
    await database.execute(
      `CREATE TABLE rows AS SELECT * FROM read_json('${file}', format = 'newline_delimited', sample_size = -1)`,
    );
    const types = await database.rows("DESCRIBE rows");
    const known = Object.fromEntries(types.map((row) => [String(row.column_name), String(row.column_type)]));
    const candidates = await candidatesOf({}, published, known, database);
    const rows = await readRows(candidates, { database, relation: "rows", order: "_ordinal" });
    const labels = Int8Array.from(documents, ({ label }) => label);
    const drops = namedRules(reference).map(({ when }) => `coalesce((${when}), false)`);
    const verdicts = await database.rows(
      `SELECT (${drops.join(" OR ")}) AS dropped FROM rows ORDER BY _ordinal`,
    );
    const kept = Uint8Array.from(verdicts, ({ dropped }) => Number(!dropped));
    return {
      rows,
      labels,
      reference: labelGoal(labels).value(kept, kept.length, 1),
      spaceOf: (part) => spaceOver(candidates, part),
    };
  } finally {
    database.close();
    rmSync(folder, { recursive: true });
  }
}

/** A number that looks random for every pair, from 0 to `below`. */
export function hashed(i: number, seed: number, below: number): number {
  return (mix(Math.imul(i + 1, 0x9e3779b1) ^ Math.imul(seed, 0x85ebca6b)) >>> 0) % below;
}

/** Mean and half of the 95 % interval of the mean, by Student's t. */
export function interval(values: readonly number[]): string {
  const n = values.length;
  const mean = values.reduce((a, b) => a + b, 0) / n;
  const spread = Math.sqrt(values.reduce((sum, v) => sum + (v - mean) ** 2, 0) / Math.max(1, n - 1) / n);
  const t =
    [12.71, 4.3, 3.18, 2.78, 2.57, 2.45, 2.36, 2.31, 2.26, 2.23, 2.2, 2.18, 2.16, 2.14, 2.13][n - 2] ?? 2.1;
  return `${mean.toFixed(4)} ± ${(t * spread).toFixed(4)}`;
}
