import { Pairs } from "./pairs.ts";
import { HashTable, hashBytes, sameBytes } from "./scratch.ts";

/** Tokens side by side: token t is the bytes `offsets[t] .. offsets[t + 1]` under `view`, which goes on 16 bytes further. */
export interface TokenList {
  readonly view: DataView;
  readonly offsets: Int32Array;
  readonly count: number;
}

/** The bytes of a token of so many or fewer are two numbers. */
const SHORT = 8;
/** By the length of a token: which bits of its first and of its next four bytes are its own. */
const lowBits = Int32Array.from([0, 0xff, 0xffff, 0xffffff, -1, -1, -1, -1, -1]);
const highBits = Int32Array.from([0, 0, 0, 0, 0, 0xff, 0xffff, 0xffffff, -1]);

/** The distinct tokens of one document, in the order in which they first appear. */
export class Vocabulary {
  /**
   * Two numbers for each token: the bytes of a short one; `~length`, which the bytes of a short one never are for they would
   * be invalid UTF-8, and the first token like it for a long one.
   */
  readonly pairs = new Pairs();
  readonly #longs = new HashTable();

  /** Numbers the tokens. */
  read(tokens: TokenList): this {
    const { view, offsets, count } = tokens;
    this.pairs.reserve(count);
    this.#longs.reset(offsets[count] / (SHORT + 1));
    const { lefts, rights } = this.pairs;
    let from = 0;
    for (let t = 0; t < count; t++) {
      const end = offsets[t + 1];
      const length = end - from;
      if (length <= SHORT) {
        lefts[t] = view.getInt32(from, true) & lowBits[length];
        rights[t] = view.getInt32(from + 4, true) & highBits[length];
      } else {
        lefts[t] = ~length;
        rights[t] = this.#firstLike(tokens, t, from, length);
      }
      from = end;
    }
    this.pairs.read(count);
    return this;
  }

  /** Whether the document has the token whose bytes, four at most, are this little-endian number, filled up with zeros. */
  has(bytes: number): boolean {
    return this.pairs.has(bytes, 0);
  }

  /** The first token with the bytes of the long token `t`. */
  #firstLike({ view, offsets }: TokenList, t: number, from: number, length: number): number {
    const { slots, mask, shift } = this.#longs;
    let slot = hashBytes(view, from, length) >>> shift;
    for (let other = slots[slot]; other >= 0; other = slots[slot]) {
      const start = offsets[other];
      if (offsets[other + 1] - start === length && sameBytes(view, start, from, length)) return other;
      slot = (slot + 1) & mask;
    }
    slots[slot] = t;
    return t;
  }
}
