// How fast are texts signed, which sketch finds most at equal bands × rows, and how does the search for copies grow?
// node bench/deduplicate.ts <books.jsonl.gz> [<neardup folder with docs.jsonl.gz and pairs.csv>]
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { gunzipSync } from "node:zlib";
import { deduplicate } from "../src/clean/deduplicate/deduplicate.ts";
import { type Batch, batchOf } from "../src/core/batch.ts";
import type { BatchStage } from "../src/core/stage.ts";
import type { Schema } from "../src/core/table.ts";
import { writeBandKeys } from "../src/features/minhash/bands.ts";
import { bandsFor, chanceOfFinding } from "../src/features/minhash/s-curve.ts";
import { collectShingles, createShingles, type Shingles } from "../src/features/minhash/shingles.ts";
import { measure, openSigner, type TextColumn } from "../src/features/minhash/signature.ts";
import { createSketcher, type Sketcher } from "../src/features/minhash/sketch.ts";
import { createWords, scanWords } from "../src/features/minhash/words.ts";
import { files } from "../src/io/files.ts";
import { tables } from "../src/io/parquet/tables.ts";
import { runEntry } from "../tests/clean/deduplicate/context.ts";

const [books, planted] = process.argv.slice(2);
if (books === undefined) {
  console.error("usage: node bench/deduplicate.ts <books.jsonl.gz> [<neardup folder>]");
  process.exit(2);
}

interface Text {
  readonly id: string;
  readonly text: string;
}

const sketchers: Record<string, (length: number, seed: number) => Sketcher> = {
  "fast similarity sketch": createSketcher,
  "one permutation, densified": onePermutation,
  "a permutation for each value": permutations,
};

const texts = read(books);
await signing(texts);
await fromParquet(texts);
if (planted !== undefined) recall(read(`${planted}/docs.jsonl.gz`), `${planted}/pairs.csv`);
await searching(texts);

async function signing(documents: readonly Text[]): Promise<void> {
  const whole = columnOf(documents.map(({ text }) => text));
  const paragraphs = columnOf(
    documents.flatMap(({ text }) => text.split("\n\n").filter((part) => part.length > 0)),
  );
  const words = createWords();
  const shingles = createShingles();
  const sign = await openSigner({ shingle: 5, words: "characters", banding: bandsFor(0.8), seed: 1 });
  const fewer = await openSigner({
    shingle: 5,
    words: "characters",
    banding: { bands: 14, rows: 8 },
    seed: 1,
  });
  const rows = { "passages (4.4 kB)": whole, paragraphs };
  console.log("Signature kernel, MB of text per CPU second");
  console.table(
    Object.fromEntries(
      Object.entries(rows).map(([name, column]) => [
        name,
        {
          words: speed(column, () =>
            each(column, (from, to) => scanWords(words, column.bytes, from, to, "characters")),
          ),
          "and shingles": speed(column, () =>
            each(column, (from, to) => {
              scanWords(words, column.bytes, from, to, "characters");
              collectShingles(shingles, words, 5);
            }),
          ),
          "whole, 14 x 8": speed(column, () => fewer(column)),
          "whole, 29 x 8": speed(column, () => sign(column)),
        },
      ]),
    ),
  );
}

/** The stage as a run has it: a part of `documents` is read, signed, and its signatures are stored; unpacking and packing included. */
async function fromParquet(documents: readonly Text[]): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), "sluice-bench-"));
  const schema = { id: "VARCHAR", text: "VARCHAR" } as const;
  const paragraphs = documents.flatMap(({ id, text }) =>
    text.split("\n\n").map((part, i) => ({ id: `${id}-${i}`, text: part })),
  );
  const table: Record<string, Record<string, number>> = {};
  const inputs: Record<string, readonly Text[]> = { passages: documents, paragraphs };
  for (const [name, rows] of Object.entries(inputs)) {
    const input = join(folder, `${name}.parquet`);
    await store(input, schema, [
      batchOf(
        schema,
        rows.map(({ id, text }) => ({ id, text })),
      ),
    ]);
    const bytes = rows.reduce((sum, { text }) => sum + Buffer.byteLength(text), 0);
    table[name] = { documents: rows.length };
    for (const bands of [14, 29]) {
      const [stage] = deduplicate({ bands, rows: 8 }) as readonly BatchStage[];
      const kernel = await stage.open({ stage: "copies", file: (file) => file });
      let best = Number.POSITIVE_INFINITY;
      for (let run = 0; run < 5; run++) {
        const start = process.cpuUsage();
        const { signatures } = await kernel(tables.read(readFileSync(input), ["id", "text"]));
        await store(join(folder, `${name}-${bands}-${run}.parquet`), stage.tables.signatures, [signatures]);
        best = Math.min(best, cpuSeconds(start));
      }
      table[name][`${bands} x 8`] = Math.round(bytes / 1e6 / best);
    }
  }
  console.log("Parquet in, band keys out as Parquet, MB of text per CPU second");
  console.table(table);
  rmSync(folder, { recursive: true, force: true });
}

/** Files are never written over: each run has a name of its own. */
async function store(path: string, schema: Schema, batches: readonly Batch[]): Promise<void> {
  const handle = await files.create(path);
  const writer = tables.writer(schema, handle);
  for (const batch of batches) await writer.append(batch);
  await writer.close();
  await handle.close();
}

/** Of the pairs of a similarity range, the share that meet in a band, against the S-curve. */
function recall(documents: readonly Text[], pairsFile: string): void {
  const column = columnOf(documents.map(({ text }) => text));
  const index = new Map(documents.map(({ id }, i) => [id, i]));
  const pairs = readFileSync(pairsFile, "utf8")
    .trim()
    .split("\n")
    .slice(1)
    .map((row) => row.split(","));
  const found = pairs.map(([a, b, s]) => ({ a: index.get(a)!, b: index.get(b)!, similarity: Number(s) }));
  const ranges = [0.5, 0.6, 0.7, 0.8, 0.9].map((from) => [from, from + 0.1] as const);
  for (const banding of [bandsFor(0.8), { bands: 14, rows: 8 }]) {
    console.log(
      `Pairs that share a band at ${banding.bands} x ${banding.rows}, mean of 10 seeds (short: both under 100 shingles)`,
    );
    const table: Record<string, Record<string, number>> = { "S-curve": {} };
    for (const [name, create] of Object.entries(sketchers)) {
      table[name] = {};
      const sums = ranges.map(() => ({ hits: 0, all: 0, shortHits: 0, shortAll: 0, curve: 0 }));
      let seconds = 0;
      for (let seed = 1; seed <= 10; seed++) {
        const start = process.cpuUsage();
        const { keys, sizes } = allKeys(
          column,
          create(banding.bands * banding.rows, seed),
          banding.bands,
          banding.rows,
        );
        seconds += cpuSeconds(start);
        for (const { a, b, similarity } of found) {
          const range = ranges.findIndex(([from, to]) => similarity >= from && similarity < to);
          if (range < 0) continue;
          const sum = sums[range];
          const hit = keys[a].some((key, band) => key === keys[b][band]) ? 1 : 0;
          sum.all++;
          sum.hits += hit;
          sum.curve += chanceOfFinding(similarity, banding);
          if (Math.max(sizes[a], sizes[b]) < 100) {
            sum.shortAll++;
            sum.shortHits += hit;
          }
        }
      }
      ranges.forEach(([from, to], i) => {
        const label = `${from}-${to.toFixed(1)}`;
        table["S-curve"][label] = round(sums[i].curve / sums[i].all);
        table[name][label] = round(sums[i].hits / sums[i].all);
        table[name][`short ${label}`] = round(sums[i].shortHits / sums[i].shortAll);
      });
      table[name]["MB/s"] = Math.round((10 * column.bytes.length) / 1e6 / seconds);
    }
    console.table(table);
  }
}

async function searching(documents: readonly Text[]): Promise<void> {
  console.log(
    "Search for copies: the passages, a tenth of them again with one word in fifty changed; CPU seconds",
  );
  const table: Record<string, Record<string, number | string>> = {};
  for (const times of [1, 4]) {
    const rows = [...grown(documents, times)].map(({ id, text }, position) => ({
      id,
      text,
      source: "bench",
      position,
    }));
    const before = process.memoryUsage().rss;
    const world = await runEntry(rows, deduplicate(), { memory: "1GB" });
    table[`${times}x`] = {
      documents: rows.length,
      MB: Math.round(rows.reduce((sum, { text }) => sum + text.length, 0) / 1e6),
      "sign, with storing": round(world.seconds.signatures),
      verify: round(world.seconds.verify),
      stars: round(world.seconds.stars),
      decide: round(world.seconds.deduplicate),
      candidates: world.notes.verify?.candidates ?? 0,
      copies: world.notes.deduplicate?.copies ?? 0,
      "RSS gained, MB": Math.round((process.memoryUsage().rss - before) / 1e6),
    };
    world.close();
  }
  console.table(table);
  const page = documents.slice(0, 1)[0].text;
  const boiler = Array.from({ length: 20_000 }, (_, i) => ({
    id: `p${i}`,
    text: `${page} Page ${i}.`,
    source: "bench",
    position: i,
  }));
  const world = await runEntry(boiler, deduplicate({ largestShare: 1 }));
  console.log(
    `20,000 pages of one boilerplate (${page.length} characters): verify ${round(world.seconds.verify)} s,`,
  );
  console.log(
    `${world.notes.verify?.candidates} candidates of ${(20_000 * 19_999) / 2} pairs, largest cluster ${world.notes.deduplicate?.["largest cluster"]}`,
  );
  world.close();
}

/** Copies of the corpus that share no words, so that it grows without new duplicates but the planted tenth. */
function* grown(documents: readonly Text[], times: number): Generator<Text> {
  for (let k = 0; k < times; k++) {
    for (const [i, { id, text }] of documents.entries()) {
      const own = k === 0 ? text : text.replaceAll(/[a-z]+/g, (word) => word + "xyz"[k - 1]);
      yield { id: `${id}-${k}`, text: own };
      if (i % 10 === 0) yield { id: `${id}-${k}-copy`, text: everyFiftieth(own) };
    }
  }
}

function everyFiftieth(text: string): string {
  return text
    .split(" ")
    .map((word, i) => (i % 50 === 25 ? `changed${i}` : word))
    .join(" ");
}

function allKeys(column: TextColumn, sketch: Sketcher, bands: number, rows: number) {
  const words = createWords();
  const shingles = createShingles();
  const keys: BigUint64Array[] = [];
  const sizes: number[] = [];
  each(column, (from, to) => {
    measure(words, shingles, { words: "characters", shingle: 5 }, column.bytes, from, to);
    const own = new BigUint64Array(bands);
    writeBandKeys(new Uint32Array(own.buffer), 0, sketch(shingles), { bands, rows });
    keys.push(own);
    sizes.push(shingles.count);
  });
  return { keys, sizes };
}

/** Classic MinHash: for each value the least hash under a permutation of its own. */
function permutations(length: number, seed: number): Sketcher {
  const sketch = new Uint32Array(length);
  return ({ low, high, count }: Shingles) => {
    for (let k = 0; k < length; k++) {
      const factor = Math.imul(k * 2 + 1 + seed * 7919, 0x9e3779b1) | 1;
      const term = Math.imul(k + seed * 104_729, 0x85ebca77);
      let least = 0xffffffff;
      for (let i = 0; i < count; i++) {
        const value = (Math.imul(low[i] ^ term, factor) ^ Math.imul(high[i], factor + 2)) >>> 0;
        if (value < least) least = value;
      }
      sketch[k] = least;
    }
    return sketch;
  };
}

/** One-permutation hashing with optimal densification (Shrivastava 2017): an empty bin copies a random full one. */
function onePermutation(length: number, seed: number): Sketcher {
  const sketch = new Uint32Array(length);
  const full = new Uint8Array(length);
  const salt = Math.imul(seed, 0x9e3779b1);
  return ({ low, high, count }: Shingles) => {
    full.fill(0);
    for (let i = 0; i < count; i++) {
      const bin = (((Math.imul(low[i] ^ salt, 0x7feb352d) >>> 16) * length) >>> 16) | 0;
      const value = Math.imul(high[i] ^ salt, 0x846ca68b) >>> 0;
      if (full[bin] === 0 || value < sketch[bin]) sketch[bin] = value;
      full[bin] = 1;
    }
    for (let bin = 0; bin < length && count > 0; bin++) {
      let from = bin;
      for (let attempt = 1; full[from] !== 1; attempt++) {
        from = (((Math.imul(bin * 0x10001 + attempt + salt, 0x9e3779b1) >>> 16) * length) >>> 16) | 0;
      }
      if (from !== bin) sketch[bin] = sketch[from];
    }
    return sketch;
  };
}

function read(path: string): Text[] {
  return gunzipSync(readFileSync(path))
    .toString()
    .trim()
    .split("\n")
    .map((line) => JSON.parse(line) as Text);
}

function columnOf(documents: readonly string[]): TextColumn {
  const parts = documents.map((text) => Buffer.from(text));
  const offsets = new Int32Array(parts.length + 1);
  for (let i = 0; i < parts.length; i++) offsets[i + 1] = offsets[i] + parts[i].length;
  return { bytes: new Uint8Array(Buffer.concat(parts)), offsets, length: parts.length };
}

function each({ offsets, length }: TextColumn, work: (from: number, to: number) => void): void {
  for (let i = 0; i < length; i++) work(offsets[i], offsets[i + 1]);
}

/** Best of five runs, so that other work on the machine counts least. */
function speed(column: TextColumn, work: () => unknown): number {
  let best = Number.POSITIVE_INFINITY;
  for (let run = 0; run < 5; run++) {
    const start = process.cpuUsage();
    work();
    best = Math.min(best, cpuSeconds(start));
  }
  return Math.round(column.bytes.length / 1e6 / best);
}

function cpuSeconds(start: NodeJS.CpuUsage): number {
  const { user, system } = process.cpuUsage(start);
  return (user + system) / 1e6;
}

function round(value: number): number {
  return Math.round(value * 1000) / 1000;
}
