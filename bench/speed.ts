// How fast is ingest + signals + rules + exact duplicates, and where does the time go?
// usage: node bench/speed.ts [MB of JSONL, default 100] [workers, default 2]
import { spawnSync } from "node:child_process";
import { mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { writeCorpus } from "./corpus.ts";

const [target = "100", workers = "2"] = process.argv.slice(2);
const folder = mkdtempSync(join(tmpdir(), "sluice-speed-"));
const root = resolve(import.meta.dirname, "..");
const textBytes = await writeCorpus(folder, Number(target) * 1e6, 4);

const plain = run([]);
const profiled = run(["--cpu-prof", `--cpu-prof-dir=${join(folder, "profile")}`]);
const megabytes = textBytes / 1e6;
console.log(
  `${megabytes.toFixed(0)} MB, ${workers} workers: gopher + c4 + fineweb signals, their rules, exact duplicates`,
);
console.log(
  `wall        ${plain.wall.toFixed(1)} s   ${(megabytes / plain.wall).toFixed(1)} MB/s   ${(megabytes / plain.wall / Number(workers)).toFixed(1)} MB/s per core by wall`,
);
console.log(
  `processor   ${plain.cpu.toFixed(1)} s   ${(megabytes / plain.cpu).toFixed(1)} MB/s per core by processor time`,
);
console.log(`peak memory ${plain.peakMegabytes.toFixed(0)} MB`);
for (const [part, share] of shares(join(folder, "profile"), profiled.cpu))
  console.log(`${part.padEnd(34)} ${(100 * share).toFixed(1).padStart(5)} %`);
rmSync(folder, { recursive: true });

/** Runs the chain in a fresh workspace; processor time and memory as the kernel counted them. */
function run(flags: readonly string[]) {
  const workspace = join(folder, `workspace-${flags.length}`);
  const pipeline = join(root, "bench/pipelines/speed.ts");
  const begun = performance.now();
  const child = spawnSync(
    "/usr/bin/time",
    [
      "-f",
      "%U %S %M",
      process.execPath,
      ...flags,
      join(root, "bin/sluice.js"),
      "run",
      pipeline,
      "--input",
      join(folder, "part-*.jsonl"),
      "--workers",
      workers,
      "--no-report",
      "--workspace",
      workspace,
    ],
    { encoding: "utf8" },
  );
  if (child.status !== 0) throw new Error(child.stderr);
  const [user, system, kilobytes] = (child.stderr.trim().split("\n").at(-1) as string).split(" ").map(Number);
  return { wall: (performance.now() - begun) / 1000, cpu: user + system, peakMegabytes: kilobytes / 1000 };
}

interface Profile {
  readonly nodes: readonly {
    readonly id: number;
    readonly callFrame: { readonly functionName: string; readonly url: string };
  }[];
  readonly samples: readonly number[];
  readonly timeDeltas: readonly number[];
}

/** Share of the processor time by who spent it; what no JavaScript profile saw is DuckDB's own threads. */
function shares(profiles: string, cpu: number): [string, number][] {
  const seconds = new Map<string, number>();
  for (const file of readdirSync(profiles)) {
    const { nodes, samples, timeDeltas } = JSON.parse(readFileSync(join(profiles, file), "utf8")) as Profile;
    const parts = new Map(nodes.map(({ id, callFrame }) => [id, partOf(callFrame)]));
    for (const [i, sample] of samples.entries()) {
      const part = parts.get(sample) as string;
      seconds.set(part, (seconds.get(part) ?? 0) + timeDeltas[i] / 1e6);
    }
  }
  seconds.delete("idle");
  const seen = [...seconds.values()].reduce((sum, value) => sum + value, 0);
  seconds.set("DuckDB and other native threads", Math.max(0, cpu - seen));
  return [...seconds]
    .map(([part, value]) => [part, value / cpu] as [string, number])
    .sort(([, a], [, b]) => b - a);
}

function partOf({ functionName, url }: Profile["nodes"][number]["callFrame"]): string {
  if (functionName === "(idle)") return "idle";
  if (functionName === "(garbage collector)") return "garbage collection";
  if (/zlib|encoding|json\.ts|stringSlice|utf8/i.test(url + functionName)) return "decoding and compression";
  if (/node-api|node-bindings/.test(url)) return "DuckDB, called from JavaScript";
  const own = /\/src\/([a-z]+)\/([a-z-]+)/.exec(url);
  if (own) return `ours: ${own[1]}/${own[2]}`;
  return "Node: start, modules, files";
}
