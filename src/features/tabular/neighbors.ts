import { makeRandom } from "../vectors/random.ts";
import type { Columns, ImputeSettings } from "./imputer.ts";
import { standardize } from "./standardize.ts";

/**
 * Fills each missing value with the mean of the column in the nearest rows that know it (Troyanskaya et al. 2001). The distance is Euclidean
 * over the standardised columns that both rows know, scaled up to all columns (Dixon 1979). Without such a row: the mean.
 */
export function imputeByNeighbors(
  columns: Columns,
  { neighbors, donors, seed }: Pick<ImputeSettings, "neighbors" | "donors" | "seed">,
): Float64Array[] {
  const scaled = standardize(columns);
  const drawn = drawRows(columns[0]?.length ?? 0, donors, seed);
  const held = scaled.columns.map((values) => Float64Array.from(drawn, (row) => values[row]));
  const measure = new Distances(held);
  const out = columns.map((values) => Float64Array.from(values));
  for (let row = 0; row < (columns[0]?.length ?? 0); row++) {
    const missing = columns.flatMap((values, c) => (Number.isFinite(values[row]) ? [] : [c]));
    if (missing.length === 0) continue;
    const distances = measure.from(scaled.columns.map((values) => values[row]));
    for (const c of missing) {
      const near = nearestKnown(held[c], distances, neighbors);
      const sum = near.reduce((total, donor) => total + held[c][donor], 0);
      out[c][row] = scaled.means[c] + (near.length === 0 ? 0 : sum / near.length) * scaled.deviations[c];
    }
  }
  return out;
}

/** Distances from one row to all donors, column after column: no test for missing values in the inner loop, for their weight is 0. */
class Distances {
  readonly #values: readonly Float64Array[];
  /** 1 where a donor knows the column, else 0. */
  readonly #known: readonly Float64Array[];
  readonly #sums: Float64Array;
  readonly #shared: Float64Array;

  constructor(donors: readonly Float64Array[]) {
    this.#values = donors.map((values) => values.map((value) => (Number.isNaN(value) ? 0 : value)));
    this.#known = donors.map((values) => values.map((value) => (Number.isNaN(value) ? 0 : 1)));
    this.#sums = new Float64Array(donors[0]?.length ?? 0);
    this.#shared = new Float64Array(this.#sums.length);
  }

  /** Squared distances to the donors, infinite where they know no column in common. The array is used again. */
  from(row: readonly number[]): Float64Array {
    const [sums, shared] = [this.#sums.fill(0), this.#shared.fill(0)];
    const columns = [...row.keys()].filter((c) => !Number.isNaN(row[c]));
    let next = 0;
    for (; next + 2 <= columns.length; next += 2) this.#addTwo(columns[next], columns[next + 1], row);
    if (next < columns.length) this.#addTwo(columns[next], undefined, row);
    const width = this.#values.length;
    for (let d = 0; d < sums.length; d++)
      sums[d] = shared[d] === 0 ? Number.POSITIVE_INFINITY : (sums[d] * width) / shared[d];
    return sums;
  }

  #addTwo(a: number, b: number | undefined, row: readonly number[]): void {
    const [sums, shared] = [this.#sums, this.#shared];
    const [x, knownX, atX] = [this.#values[a], this.#known[a], row[a]];
    const none = b === undefined;
    const [y, knownY, atY] = none ? [x, knownX, 0] : [this.#values[b], this.#known[b], row[b]];
    const weight = none ? 0 : 1;
    for (let d = 0; d < sums.length; d++) {
      const u = atX * knownX[d] - x[d];
      const v = (atY * knownY[d] - y[d]) * weight;
      sums[d] += u * u + v * v;
      shared[d] += knownX[d] + knownY[d] * weight;
    }
  }
}

/** All rows, or a sample without replacement, in ascending order. */
function drawRows(count: number, most: number, seed: number): Int32Array {
  const rows = Int32Array.from({ length: count }, (_, i) => i);
  if (count <= most) return rows;
  const random = makeRandom(seed);
  for (let i = 0; i < most; i++) {
    const other = i + random.below(count - i);
    [rows[i], rows[other]] = [rows[other], rows[i]];
  }
  return rows.slice(0, most).sort();
}

/** The nearest donors that know a column, by insertion into a short list; ties go to the earlier row. */
function nearestKnown(values: Float64Array, distances: Float64Array, count: number): number[] {
  const found: number[] = [];
  let worst = Number.POSITIVE_INFINITY;
  for (let d = 0; d < distances.length; d++) {
    const far = distances[d];
    if (far >= worst || far === Number.POSITIVE_INFINITY || Number.isNaN(values[d])) continue;
    let at = found.length;
    while (at > 0 && distances[found[at - 1]] > far) at--;
    found.splice(at, 0, d);
    if (found.length > count) found.pop();
    if (found.length === count) worst = distances[found[count - 1]];
  }
  return found;
}
