import { Float64, Int32, makeData } from "apache-arrow";
import { type ColumnValues, column } from "../../core/batch.ts";
import type { Signal } from "./family.ts";

/** A column of measurements under way: numbers go straight into typed memory, with a bit per row where one is missing. */
export interface Cells {
  set(row: number, value: number | string | null): void;
  finish(): ColumnValues;
}

/** Room for the measurements of `rows` documents. */
export function cellsFor(type: Signal["type"], rows: number): Cells {
  return type === "VARCHAR" ? textCells(rows) : numberCells(type, rows);
}

function textCells(rows: number): Cells {
  const values = new Array<string | null>(rows).fill(null);
  return {
    set: (row, value) => {
      values[row] = value === null ? null : String(value);
    },
    finish: () => column("VARCHAR", values),
  };
}

function numberCells(type: "DOUBLE" | "INTEGER", rows: number): Cells {
  const values = type === "DOUBLE" ? new Float64Array(rows) : new Int32Array(rows);
  const present = new Uint8Array(Math.ceil(rows / 8));
  let nullCount = rows;
  return {
    set: (row, value) => {
      if (typeof value !== "number" || !Number.isFinite(value)) return;
      const bit = 1 << (row & 7);
      if ((present[row >> 3] & bit) === 0) nullCount--;
      present[row >> 3] |= bit;
      values[row] = value;
    },
    finish: () => numberColumn(values, { nullCount, nullBitmap: nullCount > 0 ? present : null }),
  };
}

function numberColumn(
  values: Float64Array | Int32Array,
  missing: { nullCount: number; nullBitmap: Uint8Array | null },
): ColumnValues {
  const length = values.length;
  return values instanceof Int32Array
    ? { data: makeData({ type: new Int32(), length, data: values, ...missing }) }
    : { data: makeData({ type: new Float64(), length, data: values, ...missing }) };
}
