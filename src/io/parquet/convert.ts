import { type Data, DataType, TimeUnit } from "apache-arrow";
import { UserError } from "../../core/errors.ts";
import type { LeafType } from "./format.ts";

type Numbers = ArrayLike<number> | ArrayLike<bigint>;

/** Nanoseconds per unit of Arrow time. */
const nanoseconds: Record<TimeUnit, bigint> = {
  [TimeUnit.SECOND]: 1_000_000_000n,
  [TimeUnit.MILLISECOND]: 1_000_000n,
  [TimeUnit.MICROSECOND]: 1000n,
  [TimeUnit.NANOSECOND]: 1n,
};

/**
 * The little-endian values of a numeric Arrow column as `type`, nulls as any value; undefined when the
 * Arrow type is no number or time. Throws a `UserError` for a number that the type cannot hold.
 */
export function fixedValues(
  data: Data,
  valid: Uint8Array | undefined,
  type: LeafType,
  name: string,
): Uint8Array | undefined {
  if (type === "TIMESTAMP") return timestamps(data);
  if (!DataType.isInt(data.type) && !DataType.isFloat(data.type)) return undefined;
  if (DataType.isFloat(data.type) && data.type.precision === 0) return undefined;
  const values = (data.values as unknown as Float64Array).subarray(0, data.length);
  return bytesOf(numbersAs(type, values, valid, name));
}

function numbersAs(type: LeafType, values: Numbers, valid: Uint8Array | undefined, name: string) {
  switch (type) {
    case "DOUBLE":
      return values instanceof Float64Array ? values : floats(new Float64Array(values.length), values);
    case "FLOAT":
      return values instanceof Float32Array ? values : floats(new Float32Array(values.length), values);
    case "INTEGER":
      return values instanceof Int32Array ? values : integers(values, valid, name);
    case "UBIGINT":
      return values instanceof BigUint64Array ? values : longs(values, valid, name, 0n, 2n ** 64n - 1n, type);
    default:
      return values instanceof BigInt64Array
        ? values
        : longs(values, valid, name, -(2n ** 63n), 2n ** 63n - 1n, type);
  }
}

function floats<T extends Float64Array | Float32Array>(out: T, values: Numbers): T {
  for (let i = 0; i < out.length; i++) out[i] = Number(values[i]);
  return out;
}

function integers(values: Numbers, valid: Uint8Array | undefined, name: string): Int32Array {
  const out = new Int32Array(values.length);
  for (let i = 0; i < out.length; i++) {
    if (valid !== undefined && valid[i] === 0) continue;
    out[i] = Number(values[i]);
    if (out[i] !== Number(values[i])) throw outside(values[i], "INTEGER", name);
  }
  return out;
}

function longs(
  values: Numbers,
  valid: Uint8Array | undefined,
  name: string,
  least: bigint,
  most: bigint,
  type: LeafType,
): BigInt64Array {
  const out = new BigInt64Array(values.length);
  for (let i = 0; i < out.length; i++) {
    if (valid !== undefined && valid[i] === 0) continue;
    const value = values[i];
    if (typeof value === "number" && !Number.isInteger(value)) throw outside(value, type, name);
    const long = BigInt(value);
    if (long < least || long > most) throw outside(value, type, name);
    out[i] = long;
  }
  return out;
}

/** Microseconds since 1970. */
function timestamps({ type, values, length }: Data): Uint8Array | undefined {
  if (DataType.isDate(type) && type.unit === 0) return microseconds(values, length, 86_400_000_000n);
  if (DataType.isDate(type)) return microseconds(values, length, 1000n);
  if (!DataType.isTimestamp(type)) return undefined;
  const unit = nanoseconds[type.unit as TimeUnit];
  return unit === 1n ? fromNanoseconds(values, length) : microseconds(values, length, unit / 1000n);
}

function microseconds(values: ArrayLike<bigint | number>, length: number, scale: bigint): Uint8Array {
  const out = new BigInt64Array(length);
  for (let i = 0; i < length; i++) out[i] = BigInt.asIntN(64, BigInt(values[i]) * scale);
  return bytesOf(out);
}

function fromNanoseconds(values: ArrayLike<bigint>, length: number): Uint8Array {
  const out = new BigInt64Array(length);
  for (let i = 0; i < length; i++) out[i] = (values[i] - (((values[i] % 1000n) + 1000n) % 1000n)) / 1000n;
  return bytesOf(out);
}

function bytesOf({ buffer, byteOffset, byteLength }: ArrayBufferView): Uint8Array {
  return new Uint8Array(buffer, byteOffset, byteLength);
}

function outside(value: number | bigint, type: LeafType, name: string): UserError {
  return new UserError(`column "${name}" is ${type}, which cannot hold ${value}`);
}
