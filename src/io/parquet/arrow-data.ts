import { Data } from "apache-arrow";
import { arrowType } from "../../core/batch.ts";
import { BytesSink } from "./bytes-sink.ts";
import { BitSink, type FixedSink } from "./fixed-sink.ts";
import type { Column, LeafType } from "./format.ts";
import type { Entries } from "./read-column.ts";

/** The Arrow column of a column's entries. */
export function arrowData(column: Column, entries: Entries): Data {
  const type = arrowType(column.type);
  if (!column.isList) return leafData(type, column.leaf.type, entries.leaf, entries.definitions);
  const { offsets, rowValid, itemValid } = lists(entries);
  const items = leafData(type.children[0].type, column.leaf.type, entries.leaf, itemValid);
  const bits = bitmap(rowValid);
  return new Data(type, 0, rowValid.length, bits.nulls, [offsets, undefined, bits.bytes], [items]);
}

function leafData(type: Data["type"], name: LeafType, leaf: Entries["leaf"], valid: Uint8Array): Data {
  const { bytes: nullBitmap, nulls } = bitmap(valid);
  if (nulls > 0) leaf.spread(valid);
  const { length } = valid;
  if (leaf instanceof BytesSink)
    return new Data(type, 0, length, nulls, [leaf.offsets.subarray(0, length + 1), leaf.bytes, nullBitmap]);
  if (leaf instanceof BitSink)
    return new Data(type, 0, length, nulls, [undefined, bits(leaf.bytes, length), nullBitmap]);
  return new Data(type, 0, length, nulls, [undefined, numbers(leaf, name, length), nullBitmap]);
}

/** Offsets of the lists' elements, and where lists and elements are not null. */
function lists({ definitions, repetitions }: Entries) {
  const rows = repetitions.reduce((sum, level) => sum + 1 - level, 0);
  const items = definitions.reduce((sum, level) => sum + (level >= 2 ? 1 : 0), 0);
  const offsets = new Int32Array(rows + 1);
  const rowValid = new Uint8Array(rows);
  const itemValid = new Uint8Array(items);
  let row = 0;
  let item = 0;
  for (let i = 0; i < definitions.length; i++) {
    if (repetitions[i] === 0) rowValid[row++] = definitions[i] > 0 ? 1 : 0;
    if (definitions[i] >= 2) itemValid[item++] = definitions[i] - 2;
    offsets[row] = item;
  }
  return { offsets, rowValid, itemValid };
}

function numbers({ bytes: { buffer } }: FixedSink, type: LeafType, length: number) {
  switch (type) {
    case "DOUBLE":
      return new Float64Array(buffer, 0, length);
    case "FLOAT":
      return new Float32Array(buffer, 0, length);
    case "INTEGER":
      return new Int32Array(buffer, 0, length);
    case "UBIGINT":
      return new BigUint64Array(buffer, 0, length);
    case "TIMESTAMP":
      return milliseconds(new BigInt64Array(buffer, 0, length));
    default:
      return new BigInt64Array(buffer, 0, length);
  }
}

/** Microseconds as Arrow's milliseconds, rounded down, in place. */
function milliseconds(values: BigInt64Array): BigInt64Array {
  for (let i = 0; i < values.length; i++) {
    const rest = values[i] % 1000n;
    values[i] = (values[i] - (rest < 0n ? rest + 1000n : rest)) / 1000n;
  }
  return values;
}

/** Arrow's null bitmap; undefined when nothing is null. */
function bitmap(valid: Uint8Array): { bytes: Uint8Array | undefined; nulls: number } {
  let values = 0;
  for (let i = 0; i < valid.length; i++) values += valid[i];
  if (values === valid.length) return { bytes: undefined, nulls: 0 };
  return { bytes: bits(valid, valid.length), nulls: valid.length - values };
}

function bits(bytes: Uint8Array, length: number): Uint8Array {
  // Arrow pads its buffers to 8 bytes.
  const out = new Uint8Array(((length + 63) >> 6) << 3);
  for (let i = 0; i < length; i++) out[i >> 3] |= bytes[i] << (i & 7);
  return out;
}
