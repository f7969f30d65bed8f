import { Float64, Int32, makeData } from "apache-arrow";
import { type ColumnValues, column } from "../../core/batch.ts";
import type { Signal } from "./family.ts";

/** A column of measurements under way. */
export interface Cells {
  /** The numbers by row, NaN where none is set; null in a column of texts. */
  readonly numbers: Float64Array | null;
  /** The texts by row, null where none is set. */
  readonly strings: (string | null)[];
  finish(): ColumnValues;
}

/** Room for the measurements of `rows` documents. */
export function cellsFor(type: Signal["type"], rows: number): Cells {
  if (type === "VARCHAR") {
    const strings = new Array<string | null>(rows).fill(null);
    return { numbers: null, strings, finish: () => column(type, strings) };
  }
  const numbers = new Float64Array(rows).fill(Number.NaN);
  return { numbers, strings: [], finish: () => numberColumn(type, numbers) };
}

/** A column of the numbers that are finite, null where they are not. */
function numberColumn(type: "DOUBLE" | "INTEGER", numbers: Float64Array): ColumnValues {
  const length = numbers.length;
  const present = new Uint8Array(Math.ceil(length / 8));
  let nullCount = 0;
  for (let row = 0; row < length; row++) {
    if (Number.isFinite(numbers[row])) present[row >> 3] |= 1 << (row & 7);
    else {
      numbers[row] = 0;
      nullCount++;
    }
  }
  const missing = { length, nullCount, nullBitmap: nullCount > 0 ? present : null };
  return type === "INTEGER"
    ? { data: makeData({ type: new Int32(), data: Int32Array.from(numbers), ...missing }) }
    : { data: makeData({ type: new Float64(), data: numbers, ...missing }) };
}
