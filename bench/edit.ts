/**
 * How fast is each edit rule alone, and all of them in one stage, per core?
 *
 *     node bench/edit.ts [FILE.jsonl.gz…]     (records with a `text`; the first 4 MB of each are taken)
 */
import { readFileSync } from "node:fs";
import { gunzipSync } from "node:zlib";
import { boilerplate } from "../src/clean/edit/boilerplate.ts";
import { c4Lines } from "../src/clean/edit/c4-lines.ts";
import { citations } from "../src/clean/edit/citations.ts";
import { type EditMap, edit } from "../src/clean/edit/edit.ts";
import { redact } from "../src/clean/edit/redact.ts";
import { refinedWebLines } from "../src/clean/edit/refined-web-lines.ts";
import { repairUnicode } from "../src/clean/edit/repair-unicode.ts";
import { whitespace } from "../src/clean/edit/whitespace.ts";
import { type Batch, batchOf } from "../src/core/batch.ts";

const BUDGET = 4_000_000;
const BATCH = 32;
const RUNS = 7;
const data = process.env.SLUICE_DATA ?? "../shared/data";
const given = process.argv.slice(2);
const files = given.length > 0 ? given : [`${data}/books.jsonl.gz`, `${data}/quality/keep-or-drop.jsonl.gz`];
const everything: EditMap = {
  unicode: repairUnicode(),
  space: whitespace(),
  citations: citations(),
  boilerplate: boilerplate(),
  refined_web: refinedWebLines(),
  c4: c4Lines(),
  pii: redact(),
};

function batchesOf(file: string): { batches: Batch[]; megabytes: number } {
  const texts: string[] = [];
  let bytes = 0;
  for (const line of gunzipSync(readFileSync(file)).toString("utf8").split("\n")) {
    if (line === "" || bytes > BUDGET) break;
    texts.push(JSON.parse(line).text);
    bytes += Buffer.byteLength(texts[texts.length - 1]);
  }
  const starts = Array.from({ length: Math.ceil(texts.length / BATCH) }, (_, k) => k * BATCH);
  const rows = (k: number) => texts.slice(k, k + BATCH).map((text, i) => ({ id: `${k + i}`, text }));
  const batches = starts.map((k) => batchOf({ id: "VARCHAR", text: "VARCHAR" }, rows(k)));
  return { batches, megabytes: bytes / 1e6 };
}

/** Least CPU seconds of several runs over all batches. */
async function cpuSeconds(rules: EditMap, batches: readonly Batch[]): Promise<number> {
  const kernel = await edit(rules).open({ stage: "edit", file: (name) => name });
  let best = Number.POSITIVE_INFINITY;
  for (let run = 0; run < RUNS; run++) {
    const before = process.cpuUsage();
    for (const batch of batches) await kernel(batch);
    const { user, system } = process.cpuUsage(before);
    best = Math.min(best, (user + system) / 1e6);
  }
  return best;
}

for (const file of files) {
  const { batches, megabytes } = batchesOf(file);
  const speed = async (rules: EditMap) => (megabytes / (await cpuSeconds(rules, batches))).toFixed(1);
  const rows: Record<string, string>[] = [];
  for (const [name, rule] of Object.entries(everything))
    rows.push({ rule: name, "MB/s of CPU time": await speed({ [name]: rule }) });
  rows.push({ rule: "all in one stage", "MB/s of CPU time": await speed(everything) });
  console.log(`${file}, ${megabytes.toFixed(1)} MB`);
  console.table(rows);
}
