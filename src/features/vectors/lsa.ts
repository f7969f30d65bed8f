import { BUCKETS, makeFeatureCounter } from "./hashing.ts";
import { type SparseBlock, type SparseMatrix, sparseBuilder } from "./sparse.ts";
import { randomizedSvd } from "./svd.ts";

/** What decides an LSA model besides the texts. */
export interface LsaOptions {
  readonly dimensions: number;
  /** Words of each document that are read. */
  readonly words: number;
  readonly seed: number;
}

/** A fitted LSA model: `weights` (buckets × dimensions) takes a hashed text to its vector. */
export interface LsaModel extends LsaOptions {
  /** Documents it was fitted on. */
  readonly documents: number;
  readonly singularValues: readonly number[];
  readonly weights: Float32Array;
}

/** Takes UTF-8 texts one by one and gives their model at the end. */
export interface LsaFitter {
  add(bytes: Uint8Array, start: number, end: number): void;
  finish(): LsaModel;
}

/** Latent semantic analysis (Deerwester et al. 1990) on hashed words: sublinear tf, smoothed idf, randomized SVD. */
export function fitLsa(options: LsaOptions): LsaFitter {
  const counter = makeFeatureCounter(options.words);
  const builder = sparseBuilder(BUCKETS);
  const frequency = new Float64Array(BUCKETS);
  return {
    add(bytes, start, end) {
      const length = counter.count(bytes, start, end);
      if (length === 0) return;
      for (let i = 0; i < length; i++) frequency[counter.buckets[i]]++;
      builder.addRow(counter.buckets, counter.weights, length);
    },
    finish: () => finish(builder.finish(), frequency, options),
  };
}

/** Turns texts into unit vectors; a text without a known word becomes the zero vector. */
export interface Projector {
  project(bytes: Uint8Array, start: number, end: number, into: Float32Array, offset: number): void;
}

/** A projector with its own scratch memory, for one thread. */
export function makeProjector({ weights, dimensions, words }: LsaModel): Projector {
  const counter = makeFeatureCounter(words);
  const sum = new Float64Array(dimensions);
  return {
    project(bytes, start, end, into, offset) {
      const length = counter.count(bytes, start, end);
      sum.fill(0);
      for (let i = 0; i < length; i++) {
        const row = counter.buckets[i] * dimensions;
        const value = counter.weights[i];
        for (let j = 0; j < dimensions; j++) sum[j] += value * weights[row + j];
      }
      let square = 0;
      for (let j = 0; j < dimensions; j++) square += sum[j] * sum[j];
      const scale = square > 0 ? 1 / Math.sqrt(square) : 0;
      for (let j = 0; j < dimensions; j++) into[offset + j] = sum[j] * scale;
    },
  };
}

/** The unit vector of one string: the query of a search over `vectors`. */
export function embedText(model: LsaModel, text: string): Float32Array {
  const bytes = Buffer.from(text);
  const vector = new Float32Array(model.dimensions);
  makeProjector(model).project(bytes, 0, bytes.length, vector, 0);
  return vector;
}

function finish(matrix: SparseMatrix, frequency: Float64Array, options: LsaOptions): LsaModel {
  const idf = frequency.map((df) => Math.log((1 + matrix.rows) / (1 + df)) + 1);
  weigh(matrix, idf);
  const { vectors, values } =
    matrix.rows === 0
      ? {
          vectors: new Float32Array(BUCKETS * options.dimensions),
          values: new Float64Array(options.dimensions),
        }
      : randomizedSvd(matrix, { rank: options.dimensions, seed: options.seed });
  for (let bucket = 0; bucket < BUCKETS; bucket++) {
    const row = bucket * options.dimensions;
    for (let j = 0; j < options.dimensions; j++) vectors[row + j] *= idf[bucket];
  }
  return { ...options, documents: matrix.rows, singularValues: Array.from(values), weights: vectors };
}

/** Multiplies by idf and scales every row to length 1, so that long documents weigh no more than short ones. */
function weigh({ rows, columns, blocks }: SparseMatrix, idf: Float64Array): void {
  const squares = new Float64Array(rows);
  eachEntry(columns, blocks, (block, entry, column) => {
    block.values[entry] *= idf[column];
    squares[block.firstRow + block.rows[entry]] += block.values[entry] ** 2;
  });
  eachEntry(columns, blocks, (block, entry) => {
    block.values[entry] /= Math.sqrt(squares[block.firstRow + block.rows[entry]]);
  });
}

function eachEntry(
  columns: number,
  blocks: readonly SparseBlock[],
  visit: (block: SparseBlock, entry: number, column: number) => void,
): void {
  for (const block of blocks)
    for (let column = 0; column < columns; column++)
      for (let entry = block.starts[column]; entry < block.starts[column + 1]; entry++)
        visit(block, entry, column);
}
