/**
 * How fast are the text signals, all families together, per core, and against plain strings?
 *
 *     node bench/signals.ts FILE.jsonl.gz     (records with a `text`; the first 8 MB are taken)
 */
import { readFileSync } from "node:fs";
import { gunzipSync } from "node:zlib";
import { batchOf } from "../src/core/batch.ts";
import { measure } from "../src/features/signals/measure.ts";
import { naive } from "../tests/features/signals/oracle.ts";

const BUDGET = 8_000_000;
const BATCH = 512;
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

/** Least CPU seconds of several runs. */
async function cpuSeconds(runs: number, work: () => unknown): Promise<number> {
  let best = Number.POSITIVE_INFINITY;
  for (let run = 0; run < runs; run++) {
    const before = process.cpuUsage();
    await work();
    const { user, system } = process.cpuUsage(before);
    best = Math.min(best, (user + system) / 1e6);
  }
  return best;
}

const texts = readTexts();
const megabytes = texts.reduce((sum, text) => sum + Buffer.byteLength(text), 0) / 1e6;
const batches = batchesOf(texts);
const rows: Record<string, string | number>[] = [];

for (const families of [...everything.map((name) => [name]), everything]) {
  const kernel = await measure(...families).open({ stage: "signals", file: (name) => name });
  const seconds = await cpuSeconds(5, async () => {
    for (const batch of batches) await kernel(batch);
  });
  rows.push({ families: families.join(" + "), "MB/s of CPU time": (megabytes / seconds).toFixed(1) });
}
const slice = texts.slice(0, Math.ceil(texts.length / 8));
const share = slice.reduce((sum, text) => sum + Buffer.byteLength(text), 0) / 1e6;
const seconds = await cpuSeconds(1, () => slice.map(naive));
rows.push({ families: "all, plain strings", "MB/s of CPU time": (share / seconds).toFixed(1) });

console.log(`${texts.length} documents, ${megabytes.toFixed(1)} MB`);
console.table(rows);
