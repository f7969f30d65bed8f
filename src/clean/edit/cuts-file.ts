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

/** Looks up cuts by document in the bytes of a cuts file: 8 bytes per document besides the file itself. */
export class CutsReader {
  readonly #bytes: Buffer;
  /** Where lines start, plus one, by hash of the id; 0 is free. */
  readonly #table: Float64Array;

  constructor(bytes: Buffer) {
    this.#bytes = bytes;
    let lines = 0;
    for (let at = bytes.indexOf(10); at >= 0; at = bytes.indexOf(10, at + 1)) lines++;
    this.#table = new Float64Array(2 ** Math.ceil(Math.log2(lines * 2 + 2)));
    for (let start = 0; start < bytes.length; start = bytes.indexOf(10, start) + 1) {
      let slot = this.#slotOf(this.#line(start)[0] as string);
      while (this.#table[slot] !== 0) slot = (slot + 1) & (this.#table.length - 1);
      this.#table[slot] = start + 1;
    }
  }

  /** The cuts of a document, none where it loses nothing. */
  of(id: string): Cut[] {
    for (let slot = this.#slotOf(id); this.#table[slot] !== 0; slot = (slot + 1) & (this.#table.length - 1)) {
      const line = this.#line(this.#table[slot] - 1);
      if (line[0] === id) return cutsOf(line);
    }
    return [];
  }

  #line(start: number): (string | number)[] {
    return JSON.parse(this.#bytes.toString("utf8", start, this.#bytes.indexOf(10, start)));
  }

  #slotOf(id: string): number {
    let hash = 0x811c9dc5;
    for (let i = 0; i < id.length; i++) hash = Math.imul(hash ^ id.charCodeAt(i), 0x01000193);
    return (hash ^ (hash >>> 15)) & (this.#table.length - 1);
  }
}

function cutsOf(line: readonly (string | number)[]): Cut[] {
  const cuts: Cut[] = [];
  for (let i = 1; i < line.length; i += 3)
    cuts.push({ rule: line[i] as string, start: line[i + 1] as number, end: line[i + 2] as number });
  return cuts;
}
