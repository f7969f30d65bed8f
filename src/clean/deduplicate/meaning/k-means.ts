import { dot } from "./unit-vectors.ts";

/** Rounds of assigning and averaging: the borders matter only for speed. */
const ROUNDS = 8;

/** Centres of clusters, row by row. */
export interface Centres {
  readonly values: Float64Array;
  readonly count: number;
  readonly dimensions: number;
}

/**
 * Lloyd's k-means on unit vectors, which start at evenly spaced rows: the order of the rows decides. A cluster that loses all
 * its members keeps its centre.
 */
export function kMeans(vectors: Float64Array, dimensions: number, count: number): Centres {
  const rows = vectors.length / dimensions;
  const size = Math.min(count, rows);
  const values = new Float64Array(size * dimensions);
  for (let c = 0; c < size; c++) {
    const row = Math.floor((c * rows) / size) * dimensions;
    values.set(vectors.subarray(row, row + dimensions), c * dimensions);
  }
  const centres = { values, count: size, dimensions };
  for (let round = 0; round < ROUNDS && size > 1; round++) average(centres, vectors, rows);
  return centres;
}

function average(centres: Centres, vectors: Float64Array, rows: number): void {
  const { values, count, dimensions } = centres;
  const sums = new Float64Array(values.length);
  const sizes = new Int32Array(count);
  const lengths = squaredLengths(centres);
  for (let i = 0; i < rows; i++) {
    const home = nearestCentre(centres, lengths, vectors, i * dimensions);
    sizes[home]++;
    for (let k = 0; k < dimensions; k++) sums[home * dimensions + k] += vectors[i * dimensions + k];
  }
  for (let c = 0; c < count; c++) {
    if (sizes[c] === 0) continue;
    for (let k = 0; k < dimensions; k++) values[c * dimensions + k] = sums[c * dimensions + k] / sizes[c];
  }
}

/** |c|² of every centre. */
export function squaredLengths({ values, count, dimensions }: Centres): Float64Array {
  return Float64Array.from({ length: count }, (_, c) =>
    dot(values, c * dimensions, values, c * dimensions, dimensions),
  );
}

/** |x - c|² = 1 - 2 x·c + |c|² is least where |c|² - 2 x·c is; the first of equals. */
function nearestCentre(centres: Centres, lengths: Float64Array, vectors: Float64Array, at: number): number {
  const { values, count, dimensions } = centres;
  let [best, least] = [0, Number.POSITIVE_INFINITY];
  for (let c = 0; c < count; c++) {
    const distance = lengths[c] - 2 * dot(values, c * dimensions, vectors, at, dimensions);
    if (distance < least) [best, least] = [c, distance];
  }
  return best;
}
