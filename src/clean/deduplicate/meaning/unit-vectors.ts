import { type Batch, numbers } from "../../../core/batch.ts";

/** Vectors of length 1 one after another, with the documents they belong to; documents whose vector has no direction are left out. */
export interface UnitVectors {
  readonly ranks: readonly number[];
  readonly values: Float64Array;
  readonly dimensions: number;
}

/** The column `vector` of a batch scaled to length 1, by the column `rank`. Vectors of another length than `dimensions` throw. */
export function unitVectors(
  batch: Batch,
  dimensions: number,
): UnitVectors & { readonly rows: readonly number[] } {
  const list = batch.getChild("vector")!.data[0];
  const offsets = list.valueOffsets as Int32Array;
  const items = list.children[0]?.values as ArrayLike<number> | undefined;
  const all = numbers(batch, "rank");
  const values = new Float64Array(all.length * dimensions);
  const rows: number[] = [];
  for (let i = 0; i < all.length; i++) {
    if (offsets[i + 1] - offsets[i] !== dimensions)
      throw new Error(
        `vectors of one model differ in length: ${offsets[i + 1] - offsets[i]} and ${dimensions}`,
      );
    if (scaleTo(values, rows.length * dimensions, items!, offsets[i], dimensions)) rows.push(i);
  }
  return {
    rows,
    ranks: rows.map((row) => all[row]),
    values: values.subarray(0, rows.length * dimensions),
    dimensions,
  };
}

function scaleTo(
  to: Float64Array,
  at: number,
  from: ArrayLike<number>,
  start: number,
  length: number,
): boolean {
  let sum = 0;
  for (let k = 0; k < length; k++) sum += from[start + k] * from[start + k];
  const norm = Math.sqrt(sum);
  if (!(norm > 0 && norm < Number.POSITIVE_INFINITY)) return false;
  for (let k = 0; k < length; k++) to[at + k] = from[start + k] / norm;
  return true;
}

/** The scalar product of two rows of matrices. */
export function dot(a: Float64Array, i: number, b: Float64Array, j: number, length: number): number {
  let [one, two] = [0, 0];
  let k = 0;
  for (; k + 1 < length; k += 2) {
    one += a[i + k] * b[j + k];
    two += a[i + k + 1] * b[j + k + 1];
  }
  return k < length ? one + two + a[i + k] * b[j + k] : one + two;
}
