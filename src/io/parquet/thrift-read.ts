import { isUtf8 } from "node:buffer";

/** A decoded value; a struct is its fields by number. */
export type ThriftNode = number | boolean | Uint8Array | readonly ThriftNode[] | ThriftFields;

/** The fields of a decoded struct by number. */
export interface ThriftFields {
  readonly fields: ReadonlyMap<number, ThriftNode>;
}

/** A decoded struct and where the next byte lies. */
export interface ThriftStruct {
  readonly value: ThriftFields;
  readonly end: number;
}

/** Deeper than any struct of Parquet; stops a file that nests to exhaust the stack. */
const deepest = 12;

/** Decodes the struct in Thrift's compact protocol at `start`; throws when the bytes are none. */
export function readStruct(bytes: Uint8Array, start: number): ThriftStruct {
  const cursor: Cursor = { bytes, at: start };
  const value = structAt(cursor, 0);
  return { value, end: cursor.at };
}

/** The integer field `id`; throws when it is absent or negative. */
export function integer(node: ThriftFields, id: number, name: string): number {
  const value = node.fields.get(id);
  if (typeof value !== "number" || value < 0) throw new Error(`Parquet: ${name} is missing or no count`);
  return value;
}

/** The struct field `id`, undefined when absent. */
export function optionalStruct(node: ThriftFields, id: number): ThriftFields | undefined {
  const value = node.fields.get(id);
  return value !== undefined && isFields(value) ? value : undefined;
}

/** The struct field `id`; throws when it is absent. */
export function childStruct(node: ThriftFields, id: number, name: string): ThriftFields {
  const value = optionalStruct(node, id);
  if (value === undefined) throw new Error(`Parquet: ${name} is missing`);
  return value;
}

/** The list of structs in field `id`; throws when it is absent. */
export function structs(node: ThriftFields, id: number, name: string): ThriftFields[] {
  const value = node.fields.get(id);
  if (!Array.isArray(value) || !value.every(isFields)) throw new Error(`Parquet: ${name} is missing`);
  return value;
}

/** The string field `id`; throws when it is absent. */
export function string(node: ThriftFields, id: number, name: string): string {
  const value = node.fields.get(id);
  if (!(value instanceof Uint8Array && isUtf8(value)))
    throw new Error(`Parquet: ${name} is missing or no text`);
  return new TextDecoder().decode(value);
}

interface Cursor {
  readonly bytes: Uint8Array;
  at: number;
}

function isFields(node: ThriftNode): node is ThriftFields {
  return typeof node === "object" && "fields" in node;
}

function structAt(cursor: Cursor, depth: number): ThriftFields {
  if (depth > deepest) throw new Error("Parquet: metadata nests too deeply");
  const fields = new Map<number, ThriftNode>();
  let id = 0;
  for (let head = byteAt(cursor); head !== 0; head = byteAt(cursor)) {
    const delta = head >> 4;
    id = delta === 0 ? zigzagAt(cursor) : id + delta;
    const code = head & 15;
    fields.set(id, code === 1 || code === 2 ? code === 1 : valueAt(cursor, code, depth));
  }
  return { fields };
}

function valueAt(cursor: Cursor, code: number, depth: number): ThriftNode {
  switch (code) {
    case 1:
    case 2:
      return byteAt(cursor) === 1;
    case 3:
      return (byteAt(cursor) << 24) >> 24;
    case 4:
    case 5:
    case 6:
      return zigzagAt(cursor);
    case 8:
      return bytesAt(cursor, varintAt(cursor));
    case 9:
      return listAt(cursor, depth + 1);
    case 12:
      return structAt(cursor, depth + 1);
    default:
      throw new Error(`Parquet: unknown Thrift type ${code}`);
  }
}

function listAt(cursor: Cursor, depth: number): ThriftNode[] {
  if (depth > deepest) throw new Error("Parquet: metadata nests too deeply");
  const head = byteAt(cursor);
  const length = head >> 4 === 15 ? varintAt(cursor) : head >> 4;
  if (length > cursor.bytes.length - cursor.at) throw new Error("Parquet: metadata is cut off");
  const values: ThriftNode[] = [];
  for (let i = 0; i < length; i++) values.push(valueAt(cursor, head & 15, depth));
  return values;
}

function bytesAt(cursor: Cursor, length: number): Uint8Array {
  const end = cursor.at + length;
  if (end > cursor.bytes.length) throw new Error("Parquet: metadata is cut off");
  const value = cursor.bytes.subarray(cursor.at, end);
  cursor.at = end;
  return value;
}

function zigzagAt(cursor: Cursor): number {
  const value = varintAt(cursor);
  return value % 2 === 0 ? value / 2 : -(value + 1) / 2;
}

function varintAt(cursor: Cursor): number {
  let value = 0;
  for (let scale = 1; ; scale *= 0x80) {
    const byte = byteAt(cursor);
    value += (byte & 0x7f) * scale;
    if (!Number.isSafeInteger(value)) throw new Error("Parquet: an integer is out of range");
    if (byte < 0x80) return value;
  }
}

function byteAt(cursor: Cursor): number {
  if (cursor.at >= cursor.bytes.length) throw new Error("Parquet: metadata is cut off");
  return cursor.bytes[cursor.at++];
}
