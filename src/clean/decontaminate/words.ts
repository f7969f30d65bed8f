import { byteLength, codePointAt } from "../../features/minhash/code-points.ts";
import { namesOfDates } from "./dates.ts";
import {
  ALONE,
  DIGIT,
  IGNORED,
  Letters,
  type Normalisation,
  NUMBER_MARKS,
  SEPARATOR,
  SEVERAL,
} from "./letters.ts";

const START_LOW = 0x811c9dc5 | 0;
const START_HIGH = 0x5bd1e995;
const PRIME_LOW = 0x01000193;
const PRIME_HIGH = 0x27d4eb2f;
const ZERO = 0x30;

/**
 * The normalised words of one text, reused from text to text: word `i` has the hash `hashes[2 * i]`, `hashes[2 * i + 1]`, the
 * letters from `ends[i - 1]` (0 for the first) to `ends[i]` of `letters`, and the bytes from `starts[i]` to `stops[i]` of the text.
 */
export class Words {
  count = 0;
  hashes: Uint32Array = new Uint32Array(8192);
  letters: Uint32Array = new Uint32Array(32_768);
  ends: Uint32Array = new Uint32Array(4096);
  starts: Uint32Array = new Uint32Array(4096);
  stops: Uint32Array = new Uint32Array(4096);
  readonly #classes: Letters;
  readonly #dates: ReadonlyMap<string, readonly number[]>;

  constructor(rules: Normalisation) {
    this.#classes = new Letters(rules);
    this.#dates = rules.dates ? namesOfDates(rules) : new Map();
  }

  /** Reads the UTF-8 text in `bytes` from `start` to `end`, without decoding it. */
  read(bytes: Uint8Array, start: number, end: number): void {
    this.count = 0;
    if (this.letters.length < end - start + 8) this.letters = new Uint32Array(2 * (end - start + 8)); // no byte becomes two letters
    const { ascii } = this.#classes;
    const { letters } = this;
    let n = 0;
    let i = start;
    while (i < end) {
      const first = n;
      let from = i;
      let low = START_LOW;
      let high = START_HIGH;
      while (i < end) {
        const byte = bytes[i];
        const point = byte < 128 ? byte : codePointAt(bytes, i, end);
        let letter = byte < 128 ? ascii[byte] : point < 0 ? SEPARATOR : this.#classes.classOf(point);
        let next = i + (byte < 128 ? 1 : byteLength(point));
        if (letter === SEPARATOR) {
          if (n > first) break;
          i = next;
          from = next;
          continue;
        }
        const alone = letter >= ALONE;
        if (alone && n > first) break;
        if (letter === DIGIT) {
          letter = ZERO;
          next = this.#afterNumber(bytes, next, end);
        }
        if (letter > 0) {
          letter &= ALONE - 1;
          letters[n++] = letter;
          low = Math.imul(low ^ letter, PRIME_LOW);
          high = Math.imul(high ^ letter, PRIME_HIGH);
        } else if (letter === SEVERAL) {
          for (const part of this.#classes.several(point)) {
            letters[n++] = part;
            low = Math.imul(low ^ part, PRIME_LOW);
            high = Math.imul(high ^ part, PRIME_HIGH);
          }
        } else if (letter === IGNORED && n === first) from = next;
        i = next;
        if (alone) break;
      }
      if (n > first) n = this.#add(low, high, first, n, from, i);
    }
  }

  /** Where the digits end that go on at `i`, with at most one fraction or group of thousands. */
  #afterNumber(bytes: Uint8Array, i: number, end: number): number {
    const whole = this.#afterDigits(bytes, i, end);
    const mark = whole < end ? codePointAt(bytes, whole, end) : -1;
    if (!NUMBER_MARKS.has(mark)) return whole;
    const digits = whole + byteLength(mark);
    const fraction = this.#afterDigits(bytes, digits, end);
    return fraction > digits ? fraction : whole;
  }

  #afterDigits(bytes: Uint8Array, i: number, end: number): number {
    while (i < end) {
      const point = codePointAt(bytes, i, end);
      if (point < 0 || this.#classes.classOf(point) !== DIGIT) break;
      i += byteLength(point);
    }
    return i;
  }

  /** Enters a word; answers where its letters end. */
  #add(low: number, high: number, first: number, end: number, from: number, to: number): number {
    if (this.#dates.size > 0 && end - first < 16) {
      const named = this.#dates.get(String.fromCodePoint(...this.letters.subarray(first, end)));
      if (named !== undefined) {
        this.letters.set(named, first);
        end = first + named.length;
        [low, high] = hashOf(named);
      }
    }
    const at = this.count++;
    if (at === this.ends.length) this.#grow();
    low = Math.imul(low ^ (low >>> 15), 0x2c1b3c6d);
    high = Math.imul(high ^ (high >>> 14), 0x297a2d39);
    this.hashes[2 * at] = low ^ (low >>> 13);
    this.hashes[2 * at + 1] = high ^ (high >>> 12);
    this.ends[at] = end;
    this.starts[at] = from;
    this.stops[at] = to;
    return end;
  }

  #grow(): void {
    const twice = (held: Uint32Array) => {
      const larger = new Uint32Array(2 * held.length);
      larger.set(held);
      return larger;
    };
    this.hashes = twice(this.hashes);
    this.ends = twice(this.ends);
    this.starts = twice(this.starts);
    this.stops = twice(this.stops);
  }
}

function hashOf(letters: readonly number[]): [number, number] {
  let low = START_LOW;
  let high = START_HIGH;
  for (const letter of letters) {
    low = Math.imul(low ^ letter, PRIME_LOW);
    high = Math.imul(high ^ letter, PRIME_HIGH);
  }
  return [low, high];
}

/** The normalised words of a string, joined by spaces. */
export function normalised(text: string, rules: Normalisation): string {
  const words = new Words(rules);
  const bytes = Buffer.from(text);
  words.read(bytes, 0, bytes.length);
  return Array.from({ length: words.count }, (_, i) => wordText(words, i)).join(" ");
}

/** The letters of word `i`. */
function wordText({ letters, ends }: Words, i: number): string {
  const from = i === 0 ? 0 : ends[i - 1];
  return Array.from(letters.subarray(from, ends[i]), (letter) => String.fromCodePoint(letter)).join("");
}
