/**
 * How fast are our signals beside datatrove's filters (Gopher quality and repetition, C4, FineWeb), on the same books in the same run?
 *
 *     sh bench/peers/conformance.sh /tmp/peers-conformance
 *     node bench/peers/conformance-speed.ts /tmp/peers-conformance [books.jsonl.gz]
 *
 * One thread each, CPU time. datatrove stops at the first rule that a document fails; we measure everything of every document.
 */
import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { gunzipSync } from "node:zlib";
import { batchOf } from "../../src/core/batch.ts";
import { dialectFamilies } from "../../src/features/signals/dialects/index.ts";
import type { Family } from "../../src/features/signals/family.ts";
import { measure } from "../../src/features/signals/measure.ts";

const BYTES = 3_000_000;
const BATCH = 32;
const RUNS = 5;
const [peers = "/tmp/peers-conformance", file = "../shared/data/books.jsonl.gz"] = process.argv.slice(2);

function readTexts(): string[] {
  const texts: string[] = [];
  let bytes = 0;
  for (const line of gunzipSync(readFileSync(file)).toString("utf8").split("\n")) {
    if (line === "" || bytes > BYTES) break;
    texts.push(JSON.parse(line).text);
    bytes += Buffer.byteLength(texts[texts.length - 1]);
  }
  return texts;
}

/** CPU seconds for all documents: of each batch the least of several runs, so that other programs distort little. */
async function oursTakes(families: readonly (string | Family)[]): Promise<number> {
  const kernel = await measure(...families).open({ stage: "signals", file: (name) => name });
  let total = 0;
  for (let at = 0; at < texts.length; at += BATCH) {
    const rows = texts.slice(at, at + BATCH).map((text, i) => ({ id: `${i}`, text }));
    const batch = batchOf({ id: "VARCHAR", text: "VARCHAR" }, rows);
    let best = Number.POSITIVE_INFINITY;
    for (let run = 0; run < RUNS; run++) {
      const before = process.cpuUsage();
      await kernel(batch);
      const { user, system } = process.cpuUsage(before);
      best = Math.min(best, (user + system) / 1e6);
    }
    total += best;
  }
  return total;
}

const texts = readTexts();
const megabytes = texts.reduce((sum, text) => sum + Buffer.byteLength(text), 0) / 1e6;
const input = texts.map((text) => JSON.stringify({ text })).join("\n");
const printed = execFileSync(
  join(peers, "venv/bin/python"),
  [join(import.meta.dirname, "conformance-speed.py")],
  { input, stdio: ["pipe", "pipe", "inherit"] },
);
const theirs = JSON.parse(printed.toString("utf8")).cpu_seconds as number;
const rows = [
  {
    what: "datatrove: Gopher, C4, FineWeb filters",
    "MB/s of CPU time": (megabytes / theirs).toFixed(2),
    ratio: "1",
  },
];
const contests: readonly (readonly [string, readonly (string | Family)[]])[] = [
  ["ours: gopher, c4, fineweb", ["gopher", "c4", "fineweb"]],
  ...dialectFamilies.map((family) => [`ours: ${family.name}`, [family]] as const),
  [
    "ours: basics, gopher, c4, fineweb and all dialects",
    ["basics", "gopher", "c4", "fineweb", ...dialectFamilies],
  ],
];
for (const [what, families] of contests) {
  const seconds = await oursTakes(families);
  rows.push({
    what,
    "MB/s of CPU time": (megabytes / seconds).toFixed(1),
    ratio: (theirs / seconds).toFixed(0),
  });
}
console.log(`${texts.length} documents, ${megabytes.toFixed(1)} MB`);
console.table(rows);
