/**
 * How fast are the text signals, all families together, per core, and against plain strings?
 *
 *     node bench/signals.ts FILE.jsonl.gz     (records with a `text`; the first 4 MB are taken)
 */
import { readFileSync } from "node:fs";
import { gunzipSync } from "node:zlib";
import { batchOf } from "../src/core/batch.ts";
import { measure } from "../src/features/signals/measure.ts";
import { naive } from "../tests/features/signals/oracle.ts";

const BUDGET = 4_000_000;
const BATCH = 32;
const file = process.argv[2] ?? "../shared/data/books.jsonl.gz";
const everything = ["basics", "gopher", "c4", "fineweb"];

function readTexts(): string[] {
  const texts: string[] = [];
  let bytes = 0;
  for (const line of gunzipSync(readFileSync(file)).toString("utf8").split("\n")) {
    if (line === "" || bytes > BUDGET) break;
    texts.push(JSON.parse(line).text);
    bytes += Buffer.byteLength(texts[texts.length - 1]);
  }
  return texts;
}

function batchesOf(texts: readonly string[]) {
  const parts = Array.from({ length: Math.ceil(texts.length / BATCH) }, (_, k) =>
    texts.slice(k * BATCH, (k + 1) * BATCH),
  );
  return parts.map((part) =>
    batchOf(
      { id: "VARCHAR", text: "VARCHAR" },
      part.map((text, i) => ({ id: `${i}`, text })),
    ),
  );
}

/** CPU seconds of the work on all items: of each item the least of several runs, so that other programs distort little. */
async function cpuSeconds<T>(items: readonly T[], runs: number, work: (item: T) => unknown): Promise<number> {
  const best = new Float64Array(items.length).fill(Number.POSITIVE_INFINITY);
  for (let run = 0; run < runs; run++) {
    for (const [i, item] of items.entries()) {
      const before = process.cpuUsage();
      await work(item);
      const { user, system } = process.cpuUsage(before);
      best[i] = Math.min(best[i], (user + system) / 1e6);
    }
  }
  return best.reduce((a, b) => a + b, 0);
}

const texts = readTexts();
const megabytes = texts.reduce((sum, text) => sum + Buffer.byteLength(text), 0) / 1e6;
const batches = batchesOf(texts);
const rows: Record<string, string | number>[] = [];

for (const families of [...everything.map((name) => [name]), everything]) {
  const kernel = await measure(...families).open({ stage: "signals", file: (name) => name });
  const seconds = await cpuSeconds(batches, 10, kernel);
  rows.push({ families: families.join(" + "), "MB/s of CPU time": (megabytes / seconds).toFixed(1) });
}
const slice = texts.slice(0, Math.ceil(texts.length / 8));
const share = slice.reduce((sum, text) => sum + Buffer.byteLength(text), 0) / 1e6;
const seconds = await cpuSeconds(slice, 2, naive);
rows.push({ families: "all, plain strings", "MB/s of CPU time": (share / seconds).toFixed(1) });

console.log(`${texts.length} documents, ${megabytes.toFixed(1)} MB`);
console.table(rows);
