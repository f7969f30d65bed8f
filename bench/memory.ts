/** Does memory stay bounded when the corpus outgrows it? Run: node bench/memory.ts [short] [chain] [long] */
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { writeCorpus } from "./corpus.ts";
import { megabytes, printStages, watchRun } from "./watch.ts";

const workers = 2;
const goalBytes = 1.5e9;

/** A pipeline of `bench/pipelines`, the bytes of its corpus, and passages of 4.5 KB in a document. */
const parts: Record<string, readonly [pipeline: string, bytes: number, passages: number]> = {
  short: ["short", 1e9, 1],
  chain: ["chain", 2.5e8, 1],
  long: ["chain", 2.5e8, 200],
};

const wanted = process.argv.slice(2);
for (const [name, part] of Object.entries(parts)) {
  if (wanted.length === 0 || wanted.includes(name)) await measure(name, ...part);
}

async function measure(name: string, pipeline: string, bytes: number, passages: number): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), "sluice-memory-"));
  try {
    const written = await writeCorpus(folder, bytes, 8, passages);
    const run = await watchRun(pipeline, folder, ["--input", "part-*.jsonl", "--workers", String(workers)]);
    const rate = written / 1e6 / run.seconds;
    const perCore = written / 1e6 / run.cpuSeconds;
    console.log(`\n${name}: ${megabytes(written)} MB of JSONL, ${workers} workers`);
    console.log(
      `  ${run.seconds.toFixed(0)} s, ${rate.toFixed(1)} MB/s, ${perCore.toFixed(1)} MB per second of CPU`,
    );
    console.log(
      `  peak resident ${megabytes(run.peakBytes)} MB (goal: below ${megabytes(goalBytes)}), workspace ${megabytes(run.diskBytes)} MB`,
    );
    printStages(run);
    if (run.peakBytes > goalBytes) process.exitCode = 1;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
