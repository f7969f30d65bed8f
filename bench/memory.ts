/** Does memory stay bounded when the corpus outgrows it? Run: node bench/memory.ts [short] [chain] */
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { writeCorpus } from "./corpus.ts";
import { megabytes, printStages, watchRun } from "./watch.ts";

const workers = 2;
const goalBytes = 1.5e9;

/** Bytes of the corpus by pipeline of `bench/pipelines`. */
const parts: Record<string, number> = { short: 1e9, chain: 2.5e8 };

const wanted = process.argv.slice(2);
for (const [name, bytes] of Object.entries(parts)) {
  if (wanted.length === 0 || wanted.includes(name)) await measure(name, bytes);
}

async function measure(pipeline: string, bytes: number): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), "sluice-memory-"));
  try {
    const written = await writeCorpus(folder, bytes, 8);
    const run = await watchRun(pipeline, folder, ["--input", "part-*.jsonl", "--workers", String(workers)]);
    const rate = written / 1e6 / run.seconds;
    const perCore = written / 1e6 / run.cpuSeconds;
    console.log(`\n${pipeline}: ${megabytes(written)} MB of JSONL, ${workers} workers`);
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
