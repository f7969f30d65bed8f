import { hashPair, mix } from "../signals/scratch.ts";

/**
 * The distinct n-grams of one order while they are counted: n-gram `g` is the (n-1)-gram `parents[g]` followed by the unit
 * `units[g]`. 28 bytes an n-gram, with room to grow up to twice that.
 */
export class GramCounts {
  size = 0;
  parents = new Int32Array(1024);
  units = new Int32Array(1024);
  /** How often it occurs. */
  occurrences = new Int32Array(1024);
  /** Units that occur before it, distinct ones. */
  continuations = new Int32Array(1024);
  /** The (n-1)-gram that it is without its first unit. */
  suffixes = new Int32Array(1024);
  #slots = new Int32Array(2048).fill(-1);

  /** Counts an occurrence; gives the number of the n-gram. */
  count(parent: number, unit: number, suffix: number): number {
    const mask = this.#slots.length - 1;
    let slot = mix(hashPair(parent, unit)) & mask;
    for (let g = this.#slots[slot]; g >= 0; g = this.#slots[slot]) {
      if (this.parents[g] === parent && this.units[g] === unit) {
        this.occurrences[g]++;
        return g;
      }
      slot = (slot + 1) & mask;
    }
    if (this.size === this.parents.length) {
      this.#grow();
      return this.count(parent, unit, suffix);
    }
    this.#slots[slot] = this.size;
    this.parents[this.size] = parent;
    this.units[this.size] = unit;
    this.suffixes[this.size] = suffix;
    this.occurrences[this.size] = 1;
    return this.size++;
  }

  #grow(): void {
    const length = 2 * this.parents.length;
    for (const name of ["parents", "units", "occurrences", "continuations", "suffixes"] as const) {
      const grown = new Int32Array(length);
      grown.set(this[name]);
      this[name] = grown;
    }
    this.#slots = new Int32Array(2 * length).fill(-1);
    const mask = this.#slots.length - 1;
    for (let g = 0; g < this.size; g++) {
      let slot = mix(hashPair(this.parents[g], this.units[g])) & mask;
      while (this.#slots[slot] >= 0) slot = (slot + 1) & mask;
      this.#slots[slot] = g;
    }
  }
}
