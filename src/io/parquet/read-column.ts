import { BytesSink, type DictionaryWords, dictionaryWords } from "./bytes-sink.ts";
import { BitSink, FixedSink, type LeafSink } from "./fixed-sink.ts";
import { type Column, encoding, maxDefinition } from "./format.ts";
import { decodeHybrid } from "./hybrid-read.ts";
import type { ChunkPlace, FileColumn } from "./read-footer.ts";
import { chunkPages, type PagePlace, pageBody } from "./read-page.ts";

/** All entries of a column: their levels, and the values that are not null. */
export interface Entries {
  readonly definitions: Uint8Array;
  /** Empty unless the column is a list. */
  readonly repetitions: Uint8Array;
  readonly leaf: BytesSink | FixedSink | BitSink;
}

/** Decompresses and decodes the chunks of a column. */
export function readEntries(file: Uint8Array, { column, chunks }: FileColumn): Entries {
  const count = chunks.reduce((sum, chunk) => sum + chunk.entries, 0);
  if (count > 2 ** 31 - 1)
    throw new Error(`Parquet: column "${column.name}" has too many values for a batch`);
  const pages = chunks.map((chunk) => chunkPages(file, chunk));
  const entries = {
    definitions: new Uint8Array(count),
    repetitions: new Uint8Array(column.isList ? count : 0),
    leaf: leafSink(column, count, pages),
  };
  let at = 0;
  pages.forEach((chunk, i) => {
    readChunk(chunk, column, entries, at);
    if (column.isList) checkRows(entries, at, chunks[i]);
    at += chunks[i].entries;
  });
  return entries;
}

function leafSink({ leaf }: Column, count: number, chunks: readonly (readonly PagePlace[])[]) {
  if (leaf.shape === "bits") return new BitSink(count);
  if (leaf.shape === "fixed") return new FixedSink(leaf.width, count);
  const plain = chunks.flat().filter((page) => page.encoding === encoding.plain && !page.isDictionary);
  return new BytesSink(
    count,
    plain.reduce((sum, page) => sum + page.plainSize, 0),
  );
}

function readChunk(pages: readonly PagePlace[], column: Column, entries: Entries, start: number): void {
  let words: DictionaryWords | undefined;
  let at = start;
  for (const page of pages) {
    const body = pageBody(page);
    if (page.isDictionary) words = dictionaryWords(body, page.count);
    else {
      readPage(page, body, column, entries, at, words);
      at += page.count;
    }
  }
}

function readPage(
  page: PagePlace,
  body: Uint8Array,
  column: Column,
  { definitions, repetitions, leaf }: Entries,
  at: number,
  words: DictionaryWords | undefined,
): void {
  const afterRepetitions = column.isList ? readLevels(body, 0, 1, repetitions, at, page.count) : 0;
  const width = column.isList ? 2 : 1;
  const start = readLevels(body, afterRepetitions, width, definitions, at, page.count);
  const present = maxDefinition(column);
  let count = 0;
  for (let i = at; i < at + page.count; i++) if (definitions[i] === present) count++;
  appendValues(body.subarray(start), count, page.encoding, leaf, words);
}

function appendValues(
  bytes: Uint8Array,
  count: number,
  how: number,
  leaf: LeafSink,
  words: DictionaryWords | undefined,
): void {
  if (how === encoding.plain) leaf.appendPlain(bytes, count);
  else if (how === encoding.rleDictionary && words !== undefined && leaf instanceof BytesSink) {
    const indices = new Uint16Array(count);
    if (!(bytes[0] >= 1 && bytes[0] <= 16)) throw new Error("Parquet: an index has a wrong width");
    decodeHybrid(bytes.subarray(1), bytes[0], count, indices);
    leaf.appendIndices(words, indices);
  } else throw new Error("Parquet: a page has an encoding that Sluice does not write");
}

/** Decodes the levels at `start` of a page; returns where the next part begins. */
function readLevels(
  body: Uint8Array,
  start: number,
  width: number,
  out: Uint8Array,
  at: number,
  count: number,
): number {
  if (start + 4 > body.length) throw new Error("Parquet: a page is cut off");
  const length = new DataView(body.buffer, body.byteOffset + start, 4).getUint32(0, true);
  const end = start + 4 + length;
  if (end > body.length) throw new Error("Parquet: a page is cut off");
  decodeHybrid(body.subarray(start + 4, end), width, count, out.subarray(at, at + count));
  return end;
}

/** Throws unless the levels of a list's chunk make its number of rows, each beginning with a row. */
function checkRows({ definitions, repetitions }: Entries, start: number, chunk: ChunkPlace): void {
  let rows = 0;
  for (let i = start; i < start + chunk.entries; i++) {
    if (repetitions[i] === 0) rows++;
    else if (i === start || definitions[i] < 2 || definitions[i - 1] < 2)
      throw new Error("Parquet: the levels of a list are damaged");
  }
  if (rows !== chunk.rows) throw new Error("Parquet: a list has a wrong number of rows");
}
