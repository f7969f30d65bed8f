import type { FixedLeaf } from "./fixed-leaf.ts";
import type { LeafType } from "./format.ts";

/** Least and largest value of a column chunk in PLAIN encoding, without the length of a string. */
export interface Range {
  readonly least: Uint8Array;
  readonly largest: Uint8Array;
}

/** Longer strings tell nothing that a reader would prune by. */
const longestBound = 64;

/** The range of fixed-width values; undefined when there are none or one is NaN, which SQL engines sort differently. */
export function numberRange(leaf: FixedLeaf, type: LeafType): Range | undefined {
  if (leaf.count === 0) return undefined;
  const values = typed(leaf, type);
  const width = leaf.width;
  if (isFloat(type) && (values as Float64Array).some(Number.isNaN)) return undefined;
  const { least, largest } = extremes(values as Float64Array);
  return {
    least: signedZero(leaf.bytes.slice(least * width, (least + 1) * width), type, 0x80),
    largest: signedZero(leaf.bytes.slice(largest * width, (largest + 1) * width), type, 0),
  };
}

/** Strings in PLAIN encoding: `starts` says where the length of each lies. */
export interface PlainStrings {
  readonly bytes: Uint8Array;
  readonly starts: Uint32Array;
  readonly count: number;
}

/** The range of strings by their bytes; undefined when there are none or a bound is longer than 64 bytes. */
export function stringRange({ bytes, starts, count }: PlainStrings): Range | undefined {
  if (count === 0) return undefined;
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  let least = 0;
  let largest = 0;
  for (let i = 1; i < count; i++) {
    if (isBefore(view, starts[i] + 4, starts[i + 1], starts[least] + 4, starts[least + 1])) least = i;
    else if (isBefore(view, starts[largest] + 4, starts[largest + 1], starts[i] + 4, starts[i + 1]))
      largest = i;
  }
  const range = {
    least: bytes.slice(starts[least] + 4, starts[least + 1]),
    largest: bytes.slice(starts[largest] + 4, starts[largest + 1]),
  };
  return Math.max(range.least.length, range.largest.length) > longestBound ? undefined : range;
}

/** Positions of the least and the largest number. */
function extremes(values: Float64Array): { least: number; largest: number } {
  let least = 0;
  let largest = 0;
  for (let i = 0; i < values.length; i++) {
    const value = values[i];
    if (value < values[least]) least = i;
    else if (value > values[largest]) largest = i;
  }
  return { least, largest };
}

/** Zero counts as -0 below and +0 above (parquet.thrift, ColumnOrder). */
function signedZero(bytes: Uint8Array, type: LeafType, sign: number): Uint8Array {
  if (!isFloat(type)) return bytes;
  const last = bytes.length - 1;
  if ((bytes[last] & 0x7f) === 0 && bytes.subarray(0, last).every((byte) => byte === 0)) bytes[last] = sign;
  return bytes;
}

function isFloat(type: LeafType): boolean {
  return type === "DOUBLE" || type === "FLOAT";
}

function typed({ bytes: { buffer }, count }: FixedLeaf, type: LeafType) {
  switch (type) {
    case "DOUBLE":
      return new Float64Array(buffer, 0, count);
    case "FLOAT":
      return new Float32Array(buffer, 0, count);
    case "INTEGER":
      return new Int32Array(buffer, 0, count);
    case "BOOLEAN":
      return new Uint8Array(buffer, 0, count);
    case "UBIGINT":
      return new BigUint64Array(buffer, 0, count);
    default:
      return new BigInt64Array(buffer, 0, count);
  }
}

function isBefore(view: DataView, a: number, aEnd: number, b: number, bEnd: number): boolean {
  const shared = a + Math.min(aEnd - a, bEnd - b);
  const shift = b - a;
  let i = a;
  while (i + 4 <= shared && view.getInt32(i) === view.getInt32(i + shift)) i += 4;
  for (; i < shared; i++) {
    const difference = view.getUint8(i) - view.getUint8(i + shift);
    if (difference !== 0) return difference < 0;
  }
  return aEnd - a < bEnd - b;
}
