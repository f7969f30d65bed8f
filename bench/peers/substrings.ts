/**
 * How do substrings of 100 bytes that occur twice, and the cost of finding them, compare with deduplicate-text-datasets (Lee et al. 2022)?
 *
 *     sh bench/peers/substrings.sh /tmp/peers-substrings
 *     node bench/peers/substrings.ts /tmp/peers-substrings/target/release/dedup_dataset DOCUMENTS.jsonl.gz…
 *
 * Both remove all copies, as the peer does. CPU time: ours of the whole pipeline without reading, texts out included; the peer's of its
 * three commands, ranges out.
 */
import { execFileSync } from "node:child_process";
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { basename, dirname, join } from "node:path";
import { gunzipSync } from "node:zlib";
import { deduplicateSubstrings } from "../../src/clean/substrings/deduplicate-substrings.ts";
import { type Pipeline, pipeline } from "../../src/core/pipeline.ts";
import { files } from "../../src/io/files.ts";
import { openViews } from "../../src/io/open-views.ts";
import { type Given, given } from "../../tests/clean/segments/given.ts";
import { runHere } from "../../tests/recovery/in-process.ts";

const LENGTH = 100;

interface Result {
  readonly seconds: number;
  readonly left: ReadonlyMap<string, string>;
}

const [command, ...inputs] = process.argv.slice(2);
if (command === undefined || inputs.length === 0) {
  console.error("usage: node bench/peers/substrings.ts <dedup_dataset> <documents.jsonl.gz>…");
  process.exit(2);
}
const rows: Record<string, object> = {};
for (const input of inputs) {
  const documents = read(input);
  const folder = mkdtempSync(join(tmpdir(), "sluice-bench-"));
  const [ours, theirs] = [await sluice(documents, folder), peer(documents, folder)];
  rmSync(folder, { recursive: true });
  const megabytes = documents.reduce((sum, { text }) => sum + Buffer.byteLength(text), 0) / 1e6;
  rows[`${basename(dirname(input))}/${basename(input)}`] = {
    MB: Math.round(megabytes),
    "MB left, ours": size(ours),
    "MB left, peer": size(theirs),
    "documents left the same": `${documents.filter(({ id }) => ours.left.get(id) === theirs.left.get(id)).length} of ${documents.length}`,
    "CPU s, ours": Math.round(ours.seconds * 10) / 10,
    "CPU s, peer": Math.round(theirs.seconds * 10) / 10,
    "sluice is faster": `${(theirs.seconds / ours.seconds).toFixed(1)} times`,
  };
}
console.table(rows);

async function sluice(documents: readonly Given[], folder: string): Promise<Result> {
  const entry = deduplicateSubstrings({
    unit: "bytes",
    minimum: LENGTH,
    keep: "none",
    largestShare: 1,
    afterwards: { minimumWords: 0 },
  });
  const reading = await cpuSeconds(
    pipeline({ name: "p", stages: { documents: given(documents) } }),
    `${folder}/a`,
  );
  const stages = { documents: given(documents), repeats: entry };
  const all = await cpuSeconds(pipeline({ name: "p", stages }), `${folder}/b`);
  const { database } = await openViews({ folder: `${folder}/b`, files });
  const left = await database.rows("SELECT id, text FROM text");
  database.close();
  return {
    seconds: all - reading,
    left: new Map(left.map(({ id, text }) => [id as string, text as string])),
  };
}

async function cpuSeconds(all: Pipeline, folder: string): Promise<number> {
  const start = process.cpuUsage();
  await runHere(all, folder);
  const { user, system } = process.cpuUsage(start);
  return (user + system) / 1e6;
}

/** Documents one after another, before each a separator of bytes that UTF-8 does not have and its number, as the peer's own scripts write them. */
function peer(documents: readonly Given[], folder: string): Result {
  const starts: number[] = [];
  const parts: Buffer[] = [];
  let at = 0;
  for (const [i, { text }] of documents.entries()) {
    const separator = Buffer.from([0xff, 0xff, 0, 0, 0, 0]);
    separator.writeUInt32LE(i, 2);
    parts.push(separator, Buffer.from(text));
    starts.push(at + separator.length);
    at += separator.length + Buffer.byteLength(text);
  }
  const data = join(folder, "data");
  writeFileSync(data, Buffer.concat(parts));
  mkdirSync(join(folder, "cache"));
  const cache = ["--cache-dir", join(folder, "cache"), "--length-threshold", String(LENGTH)];
  const commands = [
    ["make", "--data-file", data],
    ["self-similar", "--data-file", data, ...cache, "--num-threads", "2"],
    ["collect", "--data-file", data, ...cache],
  ];
  let seconds = 0;
  let printed = "";
  for (const given of commands) {
    const script = 'TIMEFORMAT="cpu %U %S"; time "$@"';
    const output = execFileSync("bash", ["-c", `{ ${script}; } 2>&1`, "bash", command, ...given], {
      maxBuffer: 2 ** 30,
      encoding: "utf8",
      cwd: folder,
    });
    const [, user, system] = /cpu ([\d.]+) ([\d.]+)/.exec(output) ?? [];
    seconds += Number(user) + Number(system);
    printed = output;
  }
  const ranges = [...printed.matchAll(/^(\d+) (\d+)$/gm)].map(
    ([, from, to]) => [Number(from), Number(to)] as const,
  );
  return { seconds, left: withoutRanges(documents, starts, ranges) };
}

function withoutRanges(
  documents: readonly Given[],
  starts: readonly number[],
  ranges: readonly (readonly [number, number])[],
): Map<string, string> {
  let next = 0;
  return new Map(
    documents.map(({ id, text }, i) => {
      const bytes = Buffer.from(text);
      const kept: Buffer[] = [];
      let at = 0;
      while (next < ranges.length && ranges[next][1] <= starts[i]) next++;
      for (let r = next; r < ranges.length && ranges[r][0] < starts[i] + bytes.length; r++) {
        const [from, to] = whole(bytes, ranges[r][0] - starts[i], ranges[r][1] - starts[i]);
        kept.push(bytes.subarray(at, Math.max(at, from)));
        at = Math.max(at, to);
      }
      kept.push(bytes.subarray(at));
      return [id, Buffer.concat(kept).toString()];
    }),
  );
}

/** The range within the text and between characters. */
function whole(bytes: Buffer, start: number, end: number): [from: number, to: number] {
  let [from, to] = [Math.max(0, start), Math.min(bytes.length, end)];
  while (from < to && (bytes[from] & 0xc0) === 0x80) from++;
  while (to > from && to < bytes.length && (bytes[to] & 0xc0) === 0x80) to--;
  return [from, to];
}

function size({ left }: Result): number {
  const bytes = [...left.values()].reduce((sum, text) => sum + Buffer.byteLength(text), 0);
  return Math.round(bytes / 1e4) / 100;
}

function read(path: string): Given[] {
  const lines = gunzipSync(readFileSync(path)).toString().trim().split("\n");
  return lines.map((line) => JSON.parse(line) as Given).map(({ id, text }) => ({ id, text }));
}
