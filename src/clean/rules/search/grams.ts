import type { Units } from "../../../features/ngram-lm/units.ts";
import { UnitNumbers } from "../../../features/ngram-lm/vocabulary.ts";

/** The n-grams of a target text, numbered from `FIRST_UNIT`; those without the first unit come before the longer ones. */
export class TargetGrams {
  readonly order: number;
  /** By number: the n-gram without its last unit (0 for a unit alone), without its first (0 likewise), and its units. */
  readonly contexts = [0, 0, 0];
  readonly suffixes = [0, 0, 0];
  readonly lengths = [0, 0, 0];
  /** By number: places of the target whose longest n-gram it is. */
  readonly places = [0, 0, 0];
  readonly #numbers = new UnitNumbers();

  constructor(order: number) {
    this.order = order;
  }

  /** Adds a text of the target. */
  add(units: Units): void {
    for (let i = 0; i < units.count; i++) {
      let suffix = 0;
      for (let n = 1; n <= Math.min(this.order, i + 1); n++) {
        const gram = this.#add(units, i, n, suffix);
        suffix = gram;
      }
      this.places[suffix]++;
    }
  }

  /** Calls for each n-gram of a text that the target has, every time it occurs. */
  visit(units: Units, found: (gram: number) => void): void {
    for (let i = 0; i < units.count; i++) {
      for (let n = 1; n <= Math.min(this.order, i + 1); n++) {
        const gram = this.#numbers.numberOf(hashLow(units, i, n), hashHigh(units, i, n));
        if (gram === 0) break;
        found(gram);
      }
    }
  }

  #add(units: Units, i: number, n: number, suffix: number): number {
    const gram = this.#numbers.add(hashLow(units, i, n), hashHigh(units, i, n));
    if (gram === this.contexts.length) {
      const context =
        n === 1 ? 0 : this.#numbers.numberOf(hashLow(units, i - 1, n - 1), hashHigh(units, i - 1, n - 1));
      this.contexts.push(context);
      this.suffixes.push(suffix);
      this.lengths.push(n);
      this.places.push(0);
    }
    return gram;
  }
}

/** Low half of the hash of the n units that end at place i. */
export function hashLow({ hashes }: Units, i: number, n: number): number {
  let hash = n;
  for (let at = 2 * (i - n + 1); at <= 2 * i; at += 2) {
    hash = Math.imul(hash ^ hashes[at], 0x9e3779b1);
    hash ^= hash >>> 15;
  }
  return hash >>> 0;
}

/** High half of the hash of the n units that end at place i, never 0. */
export function hashHigh({ hashes }: Units, i: number, n: number): number {
  let hash = n;
  for (let at = 2 * (i - n + 1) + 1; at <= 2 * i + 1; at += 2) {
    hash = Math.imul(hash ^ hashes[at], 0x85ebca6b);
    hash ^= hash >>> 13;
  }
  return hash >>> 0 || 1;
}
