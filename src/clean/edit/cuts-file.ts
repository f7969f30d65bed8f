import type { FileSink } from "../../core/stage.ts";

/** A stretch to cut from a document: byte offsets in its text (UTF-8), half-open, at character borders. */
export interface Cut {
  readonly start: number;
  readonly end: number;
  readonly rule: string;
}

/** What one document loses: sorted, disjoint. */
export interface DocumentCuts {
  readonly id: string;
  readonly cuts: readonly Cut[];
}

const FLUSH = 4096;
const NEWLINE = 10;
const QUOTE = 0x22;
const BACKSLASH = 0x5c;

/**
 * Writes what a whole-corpus stage found to cut, for the batch stage that cuts: a JSON line `[id, rule, start, end, rule, start, end …]`
 * for each document that loses something, in any order. Feed it in the order of the documents, so that the bytes do not depend on anything else.
 */
export class CutsWriter {
  readonly #sink: FileSink;
  #lines: string[] = [];

  constructor(sink: FileSink) {
    this.#sink = sink;
  }

  async add({ id, cuts }: DocumentCuts): Promise<void> {
    if (cuts.length === 0) return;
    this.#lines.push(
      `${JSON.stringify([id, ...cuts.flatMap(({ rule, start, end }) => [rule, start, end])])}\n`,
    );
    if (this.#lines.length === FLUSH) await this.#flush();
  }

  async close(): Promise<void> {
    await this.#flush();
    await this.#sink.close();
  }

  async #flush(): Promise<void> {
    await this.#sink.write(Buffer.from(this.#lines.join("")));
    this.#lines = [];
  }
}

/** Looks up cuts by document in the bytes of a cuts file: 16 to 32 bytes per document besides the file itself. */
export class CutsReader {
  readonly #bytes: Buffer;
  /** Where lines start, plus one, by hash of the id as it is written; 0 is free. */
  readonly #table: Float64Array;

  constructor(bytes: Buffer) {
    this.#bytes = bytes;
    let lines = 0;
    for (let at = bytes.indexOf(NEWLINE); at >= 0; at = bytes.indexOf(NEWLINE, at + 1)) lines++;
    this.#table = new Float64Array(2 ** Math.ceil(Math.log2(lines * 2 + 2)));
    for (let start = 0; start < bytes.length; start = bytes.indexOf(NEWLINE, start) + 1) {
      let slot = this.#slotOf(bytes, start + 1, endOfString(bytes, start + 1));
      while (this.#table[slot] !== 0) slot = (slot + 1) & (this.#table.length - 1);
      this.#table[slot] = start + 1;
    }
  }

  /** The cuts of a document, none where it loses nothing. */
  of(id: string): Cut[] {
    const written = Buffer.from(JSON.stringify(id));
    let slot = this.#slotOf(written, 0, written.length);
    for (; this.#table[slot] !== 0; slot = (slot + 1) & (this.#table.length - 1)) {
      const start = this.#table[slot]; // behind the bracket
      if (this.#bytes.compare(written, 0, written.length, start, start + written.length) === 0)
        return this.#cutsAt(start - 1);
    }
    return [];
  }

  #cutsAt(start: number): Cut[] {
    const line = JSON.parse(this.#bytes.toString("utf8", start, this.#bytes.indexOf(NEWLINE, start)));
    const cuts: Cut[] = [];
    for (let i = 1; i < line.length; i += 3)
      cuts.push({ rule: line[i], start: line[i + 1], end: line[i + 2] });
    return cuts;
  }

  #slotOf(bytes: Uint8Array, from: number, to: number): number {
    let hash = 0x811c9dc5;
    for (let i = from; i < to; i++) hash = Math.imul(hash ^ bytes[i], 0x01000193);
    return (hash ^ (hash >>> 15)) & (this.#table.length - 1);
  }
}

/** Behind the JSON string whose opening quote stands at `from`. */
function endOfString(bytes: Uint8Array, from: number): number {
  let i = from + 1;
  while (bytes[i] !== QUOTE) i += bytes[i] === BACKSLASH ? 2 : 1;
  return i + 1;
}
