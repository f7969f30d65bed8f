import { capacityFor, HashTable, mix, mustReplace } from "./scratch.ts";
import type { Tokens } from "./tokens.ts";
import type { Vocabulary } from "./vocabulary.ts";

/**
 * The most frequent n-grams of one document, n after n: an n-gram can only repeat where both (n-1)-grams in it do,
 * so each step looks at what the step before left over. N-grams are compared as numbers: there are no collisions.
 */
export class TopGrams {
  /** N-gram at each position, -1 where it is certain to be unique. */
  #grams = new Int32Array(0);
  #next = new Int32Array(0);
  #firsts = new Int32Array(0);
  #counts = new Int32Array(0);
  #shorter = new Int32Array(0);
  /** Positions that are looked at. */
  #places = new Int32Array(0);
  /** At each slot of the table, the n-gram as one number: (n-1)-gram times distinct tokens plus last token. */
  #keys = new Float64Array(0);
  readonly #table = new HashTable();

  /**
   * Characters of the most frequent n-gram, joined by spaces, times its count, for each n of 2, 3 and 4. Ties go to the
   * first seen; an n-gram that occurs once counts too; 0 when the document has fewer than n tokens.
   */
  read(tokens: Tokens, vocabulary: Vocabulary): [two: number, three: number, four: number] {
    this.#reserve(tokens.count + 1);
    this.#grams.set(vocabulary.types.subarray(0, tokens.count));
    this.#counts.set(vocabulary.counts.subarray(0, vocabulary.size));
    return [2, 3, 4].map((n) => this.#top(tokens, vocabulary, n)) as [number, number, number];
  }

  #top(tokens: Tokens, vocabulary: Vocabulary, n: number): number {
    if (tokens.count < n) return 0;
    const size = this.#extend(tokens.count - n + 1, vocabulary, n);
    let best = 0;
    for (let gram = 1; gram < size; gram++) if (this.#counts[gram] > this.#counts[best]) best = gram;
    const first = size > 0 && this.#counts[best] > 1 ? this.#firsts[best] : 0;
    const times = size > 0 ? this.#counts[best] : 1;
    return (tokens.characters[first + n] - tokens.characters[first] + n - 1) * times;
  }

  /** Numbers the n-grams that may repeat, given the (n-1)-grams; returns how many there are. */
  #extend(positions: number, { types, size: distinct }: Vocabulary, n: number): number {
    const candidates = this.#candidates(positions);
    const slots = this.#table.reset(candidates);
    const mask = this.#table.mask;
    if (this.#keys.length < slots.length) this.#keys = new Float64Array(slots.length);
    const keys = this.#keys;
    const places = this.#places;
    const grams = this.#grams;
    const next = this.#next.fill(-1, 0, positions + 1);
    const firsts = this.#firsts;
    const counts = this.#shorter;
    let size = 0;
    for (let c = 0; c < candidates; c++) {
      const p = places[c];
      const head = grams[p];
      const last = types[p + n - 1];
      const key = head * distinct + last;
      let slot = mix(Math.imul(head, 0x9e3779b1) + last) & mask;
      while (slots[slot] >= 0 && keys[slot] !== key) slot = (slot + 1) & mask;
      let gram = slots[slot];
      if (gram < 0) {
        gram = size++;
        slots[slot] = gram;
        keys[slot] = key;
        firsts[gram] = p;
        counts[gram] = 0;
      }
      counts[gram]++;
      next[p] = gram;
    }
    [this.#grams, this.#next] = [next, grams];
    [this.#shorter, this.#counts] = [this.#counts, counts];
    return size;
  }

  /** Lists the positions whose n-gram may occur twice; returns how many there are. */
  #candidates(positions: number): number {
    const places = this.#places;
    const grams = this.#grams;
    const counts = this.#counts;
    let found = 0;
    let repeats = isRepeated(grams, counts, 0);
    for (let p = 0; p < positions; p++) {
      const after = isRepeated(grams, counts, p + 1);
      places[found] = p;
      found += repeats & after;
      repeats = after;
    }
    return found;
  }

  #reserve(length: number): void {
    if (!mustReplace(this.#grams.length, length)) return;
    const capacity = capacityFor(length);
    this.#grams = new Int32Array(capacity);
    this.#next = new Int32Array(capacity);
    this.#firsts = new Int32Array(capacity);
    this.#counts = new Int32Array(capacity);
    this.#shorter = new Int32Array(capacity);
    this.#places = new Int32Array(capacity);
  }
}

/** 1 when the gram at a position occurs twice or more. */
function isRepeated(grams: Int32Array, counts: Int32Array, position: number): number {
  const gram = grams[position];
  return gram >= 0 && counts[gram] > 1 ? 1 : 0;
}
