/** How often features occur in documents, as sparse rows: 8 bytes a distinct feature of a document. */
export class DocumentCounts {
  readonly features: number;
  /** Units of each document, ends of lines included. */
  readonly units: number[] = [];
  #starts: number[] = [0];
  #names = new Int32Array(1 << 16);
  #counts = new Int32Array(1 << 16);
  #length = 0;
  readonly #scratch: Int32Array;

  constructor(features: number) {
    this.features = features;
    this.#scratch = new Int32Array(features);
  }

  /** Adds a document: `visit` calls back for every occurrence of a feature. */
  add(units: number, visit: (found: (feature: number) => void) => void): void {
    const scratch = this.#scratch;
    const start = this.#length;
    visit((feature) => {
      if (scratch[feature]++ > 0) return;
      if (this.#length === this.#names.length) this.#grow();
      this.#names[this.#length++] = feature;
    });
    for (let at = start; at < this.#length; at++) {
      this.#counts[at] = scratch[this.#names[at]];
      scratch[this.#names[at]] = 0;
    }
    this.units.push(units);
    this.#starts.push(this.#length);
  }

  /** Adds the counts of a document to `sums`. */
  addTo(sums: Float64Array, document: number): void {
    const end = this.#starts[document + 1];
    for (let at = this.#starts[document]; at < end; at++) sums[this.#names[at]] += this.#counts[at];
  }

  #grow(): void {
    this.#names = twice(this.#names);
    this.#counts = twice(this.#counts);
  }
}

function twice(numbers: Int32Array<ArrayBuffer>): Int32Array<ArrayBuffer> {
  const grown = new Int32Array(2 * numbers.length);
  grown.set(numbers);
  return grown;
}

/**
 * Sums the counts of kept documents among the first `count`, in their order, until their tokens reach `most`; gives the units of those summed.
 */
export function sumKept(
  counts: DocumentCounts,
  kept: Uint8Array,
  count: number,
  tokens: Float64Array,
  most: number,
  sums: Float64Array,
): number {
  sums.fill(0);
  let [units, used] = [0, 0];
  for (let i = 0; i < count && used < most; i++) {
    if (kept[i] === 0) continue;
    counts.addTo(sums, i);
    units += counts.units[i];
    used += tokens[i];
  }
  return units;
}
