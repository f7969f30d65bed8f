import { COUNT, FIRST, ROW } from "../pairs.ts";
import { hashPair } from "../scratch.ts";
import type { TokenList, Vocabulary } from "../vocabulary.ts";

const SHORT = 8;
/** Integers of a cell: the bytes of a word, its list plus one. */
const CELL = 3;

/** For each list: how many of its words occur, and how often. Valid until the next count. */
export interface Occurrences {
  readonly distinct: Int32Array;
  readonly occurrences: Int32Array;
}

/** Lists of words that are looked up in the distinct words of a document, not word by word. A word is in one list only. */
export class WordSet {
  /** Words of at most eight bytes, in an open-addressed table. */
  readonly #table: Int32Array;
  readonly #shift: number;
  /** Longer words by length. */
  readonly #long = new Map<number, { readonly bytes: Uint8Array; readonly list: number }[]>();
  readonly #found: Occurrences;

  constructor(lists: readonly (readonly string[])[]) {
    const all = new Map(lists.flatMap((words, list) => words.map((word) => [word, list] as const)).reverse());
    const size = 2 ** Math.ceil(Math.log2(Math.max(4, all.size * 4)));
    this.#table = new Int32Array(size * CELL);
    this.#shift = Math.clz32(size - 1);
    this.#found = { distinct: new Int32Array(lists.length), occurrences: new Int32Array(lists.length) };
    for (const [word, list] of all) this.#insert(Buffer.from(word), list);
  }

  /** Counts the words of the lists in a vocabulary and the list that it numbers. */
  countIn(vocabulary: Vocabulary, { view, offsets }: TokenList): Occurrences {
    const { rows, last } = vocabulary.pairs;
    const { distinct, occurrences } = this.#found;
    distinct.fill(0);
    occurrences.fill(0);
    for (let row = ROW; row <= last; row += ROW) {
      const left = rows[row];
      const isLong = left < 0 && left >= -1 - 0xffffff;
      const list = isLong
        ? this.#longList(view, offsets[rows[row + FIRST]], ~left)
        : this.#shortList(left, rows[row + 1]);
      if (list < 0) continue;
      distinct[list]++;
      occurrences[list] += rows[row + COUNT];
    }
    return this.#found;
  }

  #insert(word: Buffer, list: number): void {
    if (word.length === 0) return;
    if (word.length > SHORT) {
      this.#long.set(word.length, [...(this.#long.get(word.length) ?? []), { bytes: word, list }]);
      return;
    }
    const bytes = Buffer.alloc(SHORT);
    word.copy(bytes);
    const [left, right] = [bytes.readInt32LE(0), bytes.readInt32LE(4)];
    let slot = this.#slotOf(left, right);
    while (this.#table[slot + 2] !== 0) slot = (slot + CELL) % this.#table.length;
    this.#table.set([left, right, list + 1], slot);
  }

  #shortList(left: number, right: number): number {
    const table = this.#table;
    let slot = this.#slotOf(left, right);
    while (table[slot + 2] !== 0 && (table[slot] !== left || table[slot + 1] !== right)) {
      slot += CELL;
      if (slot === table.length) slot = 0;
    }
    return table[slot + 2] - 1;
  }

  #slotOf(left: number, right: number): number {
    return (hashPair(left, right) >>> this.#shift) * CELL;
  }

  #longList(view: DataView, from: number, length: number): number {
    const words = this.#long.get(length);
    if (words === undefined) return -1;
    for (const { bytes, list } of words) {
      let k = 0;
      while (k < length && view.getUint8(from + k) === bytes[k]) k++;
      if (k === length) return list;
    }
    return -1;
  }
}
