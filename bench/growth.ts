/** Does time grow with the corpus and no faster? Run: node bench/growth.ts [largest factor] */
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { writeCorpus } from "./corpus.ts";
import { megabytes, printStages, watchRun } from "./watch.ts";

const booksBytes = 25.3e6;
const tolerance = 1.1;
const largest = Number(process.argv[2] ?? 8);

/** CPU seconds per byte of the step before: load of other programs distorts time, but not this. */
let before = 0;
for (let factor = 1; factor <= largest; factor *= 2) {
  const folder = mkdtempSync(join(tmpdir(), "sluice-growth-"));
  try {
    const written = await writeCorpus(folder, booksBytes * factor, 4);
    const run = await watchRun("chain", folder, ["--input", "part-*.jsonl", "--workers", "2"]);
    const perByte = run.cpuSeconds / written;
    const growth = before > 0 ? (perByte / before).toFixed(2) : "-";
    console.log(
      `${factor}x ${megabytes(written).padStart(5)} MB  ${run.seconds.toFixed(1).padStart(6)} s  ${(written / 1e6 / run.seconds).toFixed(1).padStart(5)} MB/s  CPU ${run.cpuSeconds.toFixed(1).padStart(6)} s  per byte ${growth} of before  peak ${megabytes(run.peakBytes)} MB`,
    );
    printStages(run);
    if (before > 0 && perByte > before * tolerance) process.exitCode = 1;
    before = perByte;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
