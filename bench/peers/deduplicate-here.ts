// Sluice's part of bench/peers/deduplicate.ts: the function on texts in memory.
// node bench/peers/deduplicate-here.ts docs.jsonl BANDS ROWS
import { readFileSync } from "node:fs";
import { duplicatePairs } from "../../src/clean/deduplicate/duplicate-pairs.ts";

const [path, bands, rows] = process.argv.slice(2);
const start = performance.now();
const documents = readFileSync(path, "utf8")
  .trim()
  .split("\n")
  .map((line) => JSON.parse(line) as { readonly id: string; readonly text: string });
const pairs = await duplicatePairs(
  documents.map(({ id }) => id),
  documents.map(({ text }) => text),
  { bands: Number(bands), rows: Number(rows) },
);
const { user, system } = process.cpuUsage();
const removed = [...new Set(pairs.map(({ b }) => b))].sort();
console.log(
  JSON.stringify({ wall: (performance.now() - start) / 1000, cpu: (user + system) / 1e6, removed }),
);
