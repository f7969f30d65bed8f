/** A value in the Thrift compact protocol: its type code, and how it puts its bytes. */
export interface ThriftValue {
  readonly code: number;
  put(sink: number[]): void;
}

/** A 32-bit integer (enumerations too). */
export function i32(value: number): ThriftValue {
  return { code: 5, put: (sink) => putZigzag(sink, value) };
}

/** A 64-bit integer within the safe integers. */
export function i64(value: number): ThriftValue {
  return { code: 6, put: (sink) => putZigzag(sink, value) };
}

/** A 16-bit integer. */
export function i16(value: number): ThriftValue {
  return { code: 4, put: (sink) => putZigzag(sink, value) };
}

/** A signed byte. */
export function i8(value: number): ThriftValue {
  return { code: 3, put: (sink) => sink.push(value & 0xff) };
}

/** A boolean field: its value is in the type code. */
export function bool(value: boolean): ThriftValue {
  return { code: value ? 1 : 2, put: () => {} };
}

/** Bytes with their length. */
export function binary(bytes: Uint8Array): ThriftValue {
  return {
    code: 8,
    put: (sink) => {
      putVarint(sink, bytes.length);
      for (const byte of bytes) sink.push(byte);
    },
  };
}

/** A string as UTF-8. */
export function text(value: string): ThriftValue {
  return binary(new TextEncoder().encode(value));
}

/** A list of values of one type, not of booleans. */
export function list(code: number, values: readonly ThriftValue[]): ThriftValue {
  return {
    code: 9,
    put: (sink) => {
      if (values.length < 15) sink.push((values.length << 4) | code);
      else {
        sink.push(0xf0 | code);
        putVarint(sink, values.length);
      }
      for (const value of values) value.put(sink);
    },
  };
}

/** A struct by field number; an undefined field is absent. */
export function struct(fields: Readonly<Record<number, ThriftValue | undefined>>): ThriftValue {
  return { code: 12, put: (sink) => putFields(sink, fields) };
}

/** The type code of structs, for lists of them. */
export const structCode = 12;

/** The bytes of a value. */
export function thriftBytes(value: ThriftValue): Uint8Array {
  const sink: number[] = [];
  value.put(sink);
  return Uint8Array.from(sink);
}

// Integer keys come in ascending order, and no field of Parquet is more than 15 after another.
function putFields(sink: number[], fields: Readonly<Record<number, ThriftValue | undefined>>): void {
  let last = 0;
  for (const key in fields) {
    const value = fields[key];
    if (value === undefined) continue;
    sink.push(((Number(key) - last) << 4) | value.code);
    value.put(sink);
    last = Number(key);
  }
  sink.push(0);
}

function putZigzag(sink: number[], value: number): void {
  putVarint(sink, value < 0 ? -2 * value - 1 : 2 * value);
}

function putVarint(sink: number[], value: number): void {
  let rest = value;
  while (rest >= 0x80) {
    sink.push((rest % 0x80) | 0x80);
    rest = Math.floor(rest / 0x80);
  }
  sink.push(rest);
}
