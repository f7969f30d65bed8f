import type { RuleMap } from "../../../../src/clean/rules/rule.ts";
import { candidatesOf, type RuleSet } from "../../../../src/clean/rules/search/candidates.ts";
import { readRows, spaceOver } from "../../../../src/clean/rules/search/open-space.ts";
import { openDatabase } from "../../../../src/io/duckdb.ts";

/** Random numbers from 0 to 1, always the same for a seed. */
export function random(seed: number): () => number {
  let state = seed;
  return () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return state / 2 ** 32;
  };
}

/** A real engine with a table `rows` of signals; a fifth of the values is missing. */
export async function openWorld(count: number, inForce: RuleMap, sets: readonly RuleSet[] = []) {
  const database = await openDatabase({ threads: 1, memoryBytes: 2e8, spillFolder: "/nonexistent" });
  const next = random(5);
  const cell = (value: number | string) => (next() < 0.2 ? "NULL" : String(value));
  const rows = Array.from({ length: count }, (_, i) => {
    const cells = [
      Math.floor(next() * 200),
      (next() ** 3).toFixed(4),
      (next() * 8).toFixed(2),
      next() < 0.7 ? "'en'" : "'de'",
    ];
    return `(${i}, ${10 + (i % 7)}, ${cells.map(cell).join(", ")})`;
  });
  await database.execute(
    "CREATE TABLE rows (_ordinal INTEGER, _tokens BIGINT, words INTEGER, share DOUBLE, length DOUBLE, language VARCHAR)",
  );
  await database.execute(`INSERT INTO rows VALUES ${rows.join(", ")}`);
  const known = { words: "INTEGER", share: "DOUBLE", length: "DOUBLE", language: "VARCHAR" };
  const candidates = await candidatesOf(inForce, sets, known, database);
  const source = { database, relation: "rows", order: "_ordinal" };
  const read = await readRows(candidates, source);
  return { database, known, candidates, rows: read, space: spaceOver(candidates, read) };
}
