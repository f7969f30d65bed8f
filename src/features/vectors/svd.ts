import { gram, orthonormalize, symmetricEigen } from "./dense.ts";
import { makeRandom } from "./random.ts";
import { multiply, multiplyTransposed, type SparseMatrix } from "./sparse.ts";

/** Right singular vectors (columns × rank, row-major) and singular values in falling order. */
export interface Svd {
  readonly rank: number;
  readonly vectors: Float32Array;
  readonly values: Float64Array;
}

/** How exact the randomized factorisation is: extra directions, and power iterations that sharpen the spectrum. */
export interface SvdOptions {
  readonly rank: number;
  readonly seed: number;
  readonly oversampling?: number;
  readonly iterations?: number;
}

/** Truncated SVD by random projection with power iterations (Halko, Martinsson and Tropp 2011, algorithms 4.4 and 5.1). */
export function randomizedSvd(
  matrix: SparseMatrix,
  { rank, seed, oversampling = 8, iterations = 4 }: SvdOptions,
): Svd {
  const width = Math.max(1, Math.min(rank + oversampling, matrix.rows, matrix.columns));
  const random = makeRandom(seed);
  const start = new Float32Array(matrix.columns * width).map(() => (random.next() < 0.5 ? -1 : 1));
  let left = multiply(matrix, start, width);
  orthonormalize(left, width);
  for (let i = 0; i < iterations; i++) {
    left = multiply(matrix, multiplyTransposed(matrix, left, width), width);
    orthonormalize(left, width);
  }
  return factor(multiplyTransposed(matrix, left, width), width, rank);
}

/** The factors of B = QᵀA, given as Bᵀ: its Gram matrix has the squared singular values. */
function factor(bt: Float32Array, width: number, rank: number): Svd {
  const { values, vectors: turn } = symmetricEigen(gram(bt, width), width);
  const kept = Math.min(rank, width);
  const sigma = Float64Array.from(values.subarray(0, kept), (value) => Math.sqrt(Math.max(0, value)));
  const scale = Float64Array.from(sigma, (value) => (value > sigma[0] * 1e-6 ? 1 / value : 0));
  const columns = bt.length / width;
  const vectors = new Float32Array(columns * rank);
  for (let row = 0; row < columns; row++) {
    for (let j = 0; j < kept; j++) {
      let sum = 0;
      for (let k = 0; k < width; k++) sum += bt[row * width + k] * turn[k * width + j];
      vectors[row * rank + j] = sum * scale[j];
    }
  }
  const padded = new Float64Array(rank);
  padded.set(sigma);
  return { rank, vectors, values: padded };
}
