import {
  BORDER,
  BYTES_PER_SYMBOL,
  EARLIER,
  END,
  FIRST_TOKEN,
  LATER,
  repeatedWindows,
} from "./repeated-windows.ts";
import { type Stretch, stretchesOf } from "./stretches.ts";
import type { Tokens, TokenUnit } from "./tokens.ts";
import { Vocabulary } from "./vocabulary.ts";

/** Tokens of a document that are repeated substrings. */
export interface Found extends Stretch {
  readonly rank: number;
}

/** A stretch of a document that was taken in, and where it begins among the symbols. */
interface Taken extends Found {
  readonly at: number;
}

/** What decides which windows are found. */
export interface CollectionOptions {
  readonly unit: TokenUnit;
  readonly minimum: number;
  readonly keep: "first" | "none";
  readonly memory: number;
}

/**
 * Stretches of documents, in document order, among which substrings of `minimum` tokens that occur twice are found exactly. Where
 * memory is full, the search is made, and only what first occurrences consist of stays for those to come.
 */
export class Collection {
  readonly #options: CollectionOptions;
  #symbols = new Int32Array(1 << 12);
  #length = 0;
  #taken: Taken[] = [];
  #vocabulary = new Vocabulary(FIRST_TOKEN);
  /** Bytes that may be in use before the next search: more than the option where first occurrences alone take half of it. */
  #limit: number;
  /** The most bytes that a search needed. */
  peak = 0;

  constructor(options: CollectionOptions) {
    this.#options = options;
    this.#limit = options.memory;
  }

  /** Takes in a stretch of the document with this rank; yields what a search found that had to be made first. */
  *add(rank: number, text: Uint8Array, tokens: Tokens, { first, end }: Stretch): Generator<Found> {
    // A stretch longer than what memory holds comes in pieces that overlap by all of a window but one token.
    const most = Math.max(2 * this.#options.minimum, Math.floor(this.#limit / BYTES_PER_SYMBOL / 4));
    for (let from = first; ; from += most - this.#options.minimum + 1) {
      const to = Math.min(end, from + most);
      if (this.#used + BYTES_PER_SYMBOL * (to - from + 2) > this.#limit && this.#length > 0)
        yield* this.#shrink();
      this.#take(rank, text, tokens, { first: from, end: to });
      if (to === end) return;
    }
  }

  /** Searches what is left and forgets everything. */
  *finish(): Generator<Found> {
    if (this.#length > 0) yield* this.#found(this.#search());
    this.#forget();
    this.#limit = this.#options.memory;
  }

  get #used(): number {
    return BYTES_PER_SYMBOL * this.#length + this.#vocabulary.size;
  }

  #take(rank: number, text: Uint8Array, { starts, ends, low }: Tokens, { first, end }: Stretch): void {
    this.#open({ rank, first, end });
    const bytes = this.#options.unit === "bytes";
    for (let i = first; i < end; i++)
      this.#symbols[this.#length++] = bytes
        ? text[starts[i]] + FIRST_TOKEN
        : this.#vocabulary.number(text, starts[i], ends[i], low[i]);
    this.#symbols[this.#length++] = BORDER;
  }

  #open(found: Found): void {
    const needed = this.#length + found.end - found.first + 2;
    if (needed > this.#symbols.length) {
      const larger = new Int32Array(Math.ceil(1.5 * needed));
      larger.set(this.#symbols.subarray(0, this.#length));
      this.#symbols = larger;
    }
    this.#taken.push({ ...found, at: this.#length });
  }

  #search(): Uint8Array {
    this.#symbols[this.#length] = END;
    this.peak = Math.max(this.peak, this.#used);
    const alphabet = this.#options.unit === "bytes" ? FIRST_TOKEN + 256 : this.#vocabulary.limit;
    return repeatedWindows(this.#symbols.subarray(0, this.#length + 1), alphabet, this.#options.minimum);
  }

  *#found(flags: Uint8Array): Generator<Found> {
    const { minimum, keep } = this.#options;
    const wanted = keep === "first" ? LATER : LATER | EARLIER;
    for (const { rank, first, end, at } of this.#taken) {
      const shift = first - at;
      for (const run of stretchesOf(at, end - shift, minimum, (i) => (flags[i] & wanted) !== 0))
        yield { rank, first: run.first + shift, end: run.end + shift };
    }
  }

  /** Searches and keeps only windows that stand nowhere before: a later copy of them will find them. */
  *#shrink(): Generator<Found> {
    const flags = this.#search();
    yield* this.#found(flags);
    const { minimum, memory } = this.#options;
    const [taken, symbols, vocabulary] = [this.#taken, this.#symbols, this.#vocabulary];
    this.#forget();
    for (const { rank, first, end, at } of taken) {
      const shift = first - at;
      for (const run of stretchesOf(at, end - shift, minimum, (i) => (flags[i] & LATER) === 0)) {
        this.#open({ rank, first: run.first + shift, end: run.end + shift });
        for (let i = run.first; i < run.end; i++)
          this.#symbols[this.#length++] = this.#renumbered(symbols[i], vocabulary);
        this.#symbols[this.#length++] = BORDER;
      }
    }
    this.#limit = Math.max(memory, 2 * this.#used);
  }

  #renumbered(symbol: number, old: Vocabulary): number {
    if (this.#options.unit === "bytes") return symbol;
    const { bytes, hash } = old.token(symbol);
    return this.#vocabulary.number(bytes, 0, bytes.length, hash);
  }

  #forget(): void {
    this.#symbols = new Int32Array(1 << 12);
    this.#length = 0;
    this.#taken = [];
    this.#vocabulary = new Vocabulary(FIRST_TOKEN);
  }
}
