/** Bytes of the runs by which patterns are found, and between the places that are looked at. */
const RUN = 4;
const STRIDE = 4;
/** Bytes of the shortest pattern: it holds a run at a place that is looked at, wherever it starts. */
export const SHORTEST = RUN + STRIDE - 1;
const BITS = 14;

/** A pattern, and where in it a run stands. */
interface Place {
  readonly pattern: number;
  readonly bytes: Uint8Array;
  readonly at: number;
}

/** Finds literal strings, never regular expressions, in one pass that looks at every fourth place of the text. */
export class Substrings {
  /** A bit for each hash of a run of some pattern. */
  readonly #isKnown = new Int32Array(2 ** BITS / 32);
  readonly #places = new Map<number, Place[]>();
  readonly #ignoreCase: boolean;

  /** Strings of at least SHORTEST UTF-8 bytes; `ignoreCase` is about ASCII letters, and then they must be in lower case. */
  constructor(patterns: readonly string[], ignoreCase: boolean) {
    this.#ignoreCase = ignoreCase;
    for (const [pattern, text] of patterns.entries()) {
      const bytes = Buffer.from(text);
      if (bytes.length < SHORTEST) throw new Error(`pattern "${text}" has fewer than ${SHORTEST} bytes`);
      for (let at = 0; at < STRIDE; at++) this.#add({ pattern, bytes, at });
    }
  }

  /** Calls `found` with each place between two bytes and the number of the pattern there; three bytes must follow the last. */
  search(
    bytes: Uint8Array,
    view: DataView,
    from: number,
    to: number,
    found: (start: number, pattern: number, end: number) => void,
  ): void {
    const isKnown = this.#isKnown;
    for (let i = from; i <= to - RUN; i += STRIDE) {
      const run = view.getInt32(i, true) & 0x1f1f1f1f;
      const hash = Math.imul(run, 0x9e3779b1) >>> (32 - BITS);
      if ((isKnown[hash >> 5] >>> hash) & 1) this.#verify(bytes, i, from, to, run, found);
    }
  }

  #verify(
    text: Uint8Array,
    i: number,
    from: number,
    to: number,
    run: number,
    found: (start: number, pattern: number, end: number) => void,
  ): void {
    for (const { pattern, bytes, at } of this.#places.get(run) ?? []) {
      const start = i - at;
      const end = start + bytes.length;
      if (start >= from && end <= to && this.#readsAs(text, start, bytes)) found(start, pattern, end);
    }
  }

  #readsAs(text: Uint8Array, start: number, bytes: Uint8Array): boolean {
    for (let k = 0; k < bytes.length; k++) {
      const byte = text[start + k];
      const isUpper = this.#ignoreCase && byte >= 0x41 && byte <= 0x5a;
      if ((isUpper ? byte + 32 : byte) !== bytes[k]) return false;
    }
    return true;
  }

  /** Five bits a byte: upper and lower case fall together. */
  #add(place: Place): void {
    const { bytes, at } = place;
    const run =
      (bytes[at] | (bytes[at + 1] << 8) | (bytes[at + 2] << 16) | (bytes[at + 3] << 24)) & 0x1f1f1f1f;
    const hash = Math.imul(run, 0x9e3779b1) >>> (32 - BITS);
    this.#isKnown[hash >> 5] |= 1 << hash;
    this.#places.set(run, [...(this.#places.get(run) ?? []), place]);
  }
}
