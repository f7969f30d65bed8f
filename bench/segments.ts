// How fast are repeated lines, paragraphs, sentences and substrings found and cut, what do they cost in memory, and what is found of what was planted?
// node bench/segments.ts <books.jsonl.gz> [<neardup folder with docs.jsonl.gz>]
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { gunzipSync } from "node:zlib";
import { deduplicateSegments } from "../src/clean/segments/deduplicate-segments.ts";
import { settingsOf } from "../src/clean/segments/options.ts";
import { openUnits } from "../src/clean/segments/units.ts";
import { deduplicateSubstrings } from "../src/clean/substrings/deduplicate-substrings.ts";
import { repeatedWindows } from "../src/clean/substrings/repeated-windows.ts";
import { suffixArray } from "../src/clean/substrings/suffix-array.ts";
import { Tokens } from "../src/clean/substrings/tokens.ts";
import { Winnow } from "../src/clean/substrings/winnow.ts";
import { pipeline } from "../src/core/pipeline.ts";
import type { Entry } from "../src/core/stage.ts";
import { files } from "../src/io/files.ts";
import { openViews } from "../src/io/open-views.ts";
import { given } from "../tests/clean/segments/given.ts";
import { randomOf } from "../tests/clean/substrings/brute-force.ts";
import { runHere } from "../tests/recovery/in-process.ts";

interface Text {
  readonly id: string;
  readonly text: string;
}

const [books, neardup] = process.argv.slice(2);
if (books === undefined) {
  console.error("usage: node bench/segments.ts <books.jsonl.gz> [<neardup folder>]");
  process.exit(2);
}
const texts = read(books);
const planted = plant(texts);

await kernels(texts);
suffixArrays();
await whole("books", texts);
await whole("books with planted passages", planted.texts);
await recall();
if (neardup !== undefined) await whole("neardup", read(`${neardup}/docs.jsonl.gz`));
await growth();

async function kernels(documents: readonly Text[]): Promise<void> {
  const bytes = documents.map(({ text }) => Buffer.from(text));
  const table: Record<string, object> = {};
  for (const unit of ["line", "paragraph", "sentences"] as const) {
    const units = await openUnits(settingsOf({ unit }));
    table[unit] = { "MB/s": speed(bytes, (text) => units(text)) };
  }
  for (const unit of ["words", "bytes"] as const) {
    const tokens = new Tokens();
    const winnow = new Winnow(unit === "words" ? 50 : 500);
    let [fingerprints, all] = [0, 0];
    const rate = speed(bytes, (text) => {
      fingerprints += winnow.read(tokens.read(unit, text)).count;
      all += text.length;
    });
    table[`fingerprints of ${unit}`] = { "MB/s": rate, "bytes per byte": round((8 * fingerprints) / all) };
  }
  console.log("Kernels of the batch stages, MB of text per CPU second");
  console.table(table);
}

function suffixArrays(): void {
  console.log("Suffix array of a text of words that stands in it twice, CPU seconds");
  const table: Record<string, object> = {};
  for (const length of [1_000_000, 4_000_000]) {
    const random = randomOf(1);
    const symbols = Int32Array.from({ length }, () => 2 + Math.floor(Math.exp(random() * 10)));
    symbols.copyWithin(length / 2, 0, length / 2);
    symbols[length - 1] = 0;
    table[length] = {
      order: seconds(() => suffixArray(symbols, 2 ** 15)),
      "order and repeated windows": seconds(() => repeatedWindows(symbols, 2 ** 15, 50)),
      "prefix doubling with radix sort": seconds(() => doubled(symbols, 2 ** 15, 50)),
    };
  }
  console.table(table);
}

/** Names of all windows of `size` symbols by doubling their length, two counting sorts each time: what the suffix array is measured against. */
function doubled(symbols: Int32Array, alphabet: number, size: number): Int32Array {
  const { length } = symbols;
  let names = symbols.slice();
  let count = alphabet;
  const [order, next] = [new Int32Array(length), new Int32Array(length)];
  for (let known = 1; known < size; known = Math.min(2 * known, size)) {
    const shift = Math.min(known, size - known);
    const second = (i: number) => (i + shift < length ? names[i + shift] + 1 : 0);
    for (const [from, to, key] of [
      [Int32Array.from({ length }, (_, i) => i), next, second],
      [next, order, (i: number) => names[i]],
    ] as const) {
      const ends = new Int32Array(count + 2);
      for (let i = 0; i < length; i++) ends[key(i) + 1]++;
      for (let c = 0; c <= count; c++) ends[c + 1] += ends[c];
      for (let i = 0; i < length; i++) to[ends[key(from[i])]++] = from[i];
    }
    const renamed = new Int32Array(length);
    let name = 0;
    for (let k = 1; k < length; k++) {
      const [a, b] = [order[k - 1], order[k]];
      if (names[a] !== names[b] || second(a) !== second(b)) name++;
      renamed[b] = name;
    }
    names = renamed;
    count = name + 1;
  }
  return names;
}

async function whole(name: string, documents: readonly Text[]): Promise<void> {
  const megabytes = documents.reduce((sum, { text }) => sum + Buffer.byteLength(text), 0) / 1e6;
  console.log(
    `${name}: ${documents.length} documents, ${Math.round(megabytes)} MB; the whole pipeline but reading, CPU seconds`,
  );
  const entries: Record<string, Entry> = {
    line: deduplicateSegments({ unit: "line", largestShare: 1 }),
    paragraph: deduplicateSegments({ unit: "paragraph", largestShare: 1 }),
    sentences: deduplicateSegments({ unit: "sentences", largestShare: 1 }),
    "substrings, 50 words": deduplicateSubstrings({ largestShare: 1 }),
    "substrings, 100 bytes": deduplicateSubstrings({ unit: "bytes", minimum: 100, largestShare: 1 }),
    "the same, 64 MB of memory": deduplicateSubstrings({
      unit: "bytes",
      minimum: 100,
      largestShare: 1,
      memory: 64e6,
    }),
  };
  const table: Record<string, object> = {};
  for (const [key, entry] of Object.entries(entries))
    table[key] = (await run(documents, entry, megabytes)).row;
  console.table(table);
}

async function run(documents: readonly Text[], entry: Entry, megabytes: number) {
  const folder = mkdtempSync(join(tmpdir(), "sluice-bench-"));
  const reading = await cpuOf({ documents: given(documents) }, join(folder, "a"));
  const { seconds, record } = await cpuOf({ documents: given(documents), repeats: entry }, join(folder, "b"));
  const notes = Object.assign({}, ...record.stages.map((stage) => stage.notes));
  const { database } = await openViews({ folder: join(folder, "b"), files });
  const left = await database.rows("SELECT id, text FROM text");
  database.close();
  rmSync(folder, { recursive: true });
  const own = seconds - reading.seconds;
  const row = {
    "CPU s": round(own),
    "MB/s": Math.round(megabytes / own),
    removed: notes["characters removed"],
    cut: notes["documents cut"],
    dropped: notes["documents dropped"],
    "suffix array, MB": notes["suffix array, MB"] ?? "",
    "of it per byte of text": notes["suffix array, MB"] ? round(notes["suffix array, MB"] / megabytes) : "",
  };
  return { row, left: new Map(left.map(({ id, text }) => [id as string, text as string])) };
}

async function cpuOf(stages: Record<string, Entry>, folder: string) {
  const start = process.cpuUsage();
  const record = await runHere(pipeline({ name: "p", stages }), folder);
  const { user, system } = process.cpuUsage(start);
  return { seconds: (user + system) / 1e6, record };
}

/** Passages of 60 to 300 words, each put into one later document. */
function plant(documents: readonly Text[]): { texts: Text[]; passages: { id: string; text: string }[] } {
  const random = randomOf(7);
  const passages: { id: string; text: string }[] = [];
  const changed = documents.map(({ id, text }, i) => {
    if (i % 5 !== 4) return { id, text };
    const source = documents[Math.floor(random() * (i - 1))].text.split(" ");
    const size = 60 + Math.floor(random() * 240);
    const from = Math.floor(random() * Math.max(1, source.length - size));
    const passage = source.slice(from, from + size).join(" ");
    passages.push({ id, text: passage });
    const middle = text.indexOf(" ", text.length / 2);
    return { id, text: `${text.slice(0, middle)} ${passage}${text.slice(middle)}` };
  });
  return { texts: changed, passages };
}

async function recall(): Promise<void> {
  const { left } = await run(planted.texts, deduplicateSubstrings({ largestShare: 1 }), 1);
  const long = planted.passages.filter(({ text }) => text.split(" ").length >= 60);
  const gone = long.filter(({ id, text }) => !left.get(id)?.includes(text.split(" ").slice(5, 55).join(" ")));
  console.log(`planted passages of 60 words or more that are gone: ${gone.length} of ${long.length}`);
}

async function growth(): Promise<void> {
  console.log(
    "Growth: the planted books again and again, each time with other words, substrings of 50 words",
  );
  const table: Record<string, object> = {};
  for (const times of [1, 4]) {
    const documents = Array.from({ length: times }, (_, k) =>
      planted.texts.map(({ id, text }) => ({
        id: `${id}-${k}`,
        text: k === 0 ? text : text.replaceAll(/[a-z]+/g, (word) => word + "xyz"[k - 1]),
      })),
    ).flat();
    const megabytes = documents.reduce((sum, { text }) => sum + text.length, 0) / 1e6;
    const { row } = await run(documents, deduplicateSubstrings({ largestShare: 1 }), megabytes);
    table[`${times}x, ${Math.round(megabytes)} MB`] = row;
  }
  console.table(table);
}

function read(path: string): Text[] {
  const lines = gunzipSync(readFileSync(path)).toString().trim().split("\n");
  return lines.map((line) => JSON.parse(line) as Text);
}

/** Best of three, in MB per CPU second. */
function speed(documents: readonly Uint8Array[], work: (text: Uint8Array) => void): number {
  const total = documents.reduce((sum, { length }) => sum + length, 0);
  return Math.round(total / 1e6 / seconds(() => documents.forEach(work)));
}

function seconds(work: () => void): number {
  let best = Number.POSITIVE_INFINITY;
  for (let k = 0; k < 3; k++) {
    const start = process.cpuUsage();
    work();
    const { user, system } = process.cpuUsage(start);
    best = Math.min(best, (user + system) / 1e6);
  }
  return round(best);
}

function round(value: number): number {
  return Math.round(value * 1000) / 1000;
}
