import { describe, expect, test } from "vitest";
import { childStruct, integer, readStruct, string, structs } from "../../../src/io/parquet/thrift-read.ts";
import {
  bool,
  i32,
  i64,
  list,
  struct,
  structCode,
  text,
  thriftBytes,
} from "../../../src/io/parquet/thrift-write.ts";

describe("the compact protocol", () => {
  test("is written as the Thrift specification says", () => {
    const bytes = thriftBytes(struct({ 1: i32(1), 2: bool(true), 5: i64(-2), 6: text("ab"), 7: undefined }));
    expect([...bytes]).toEqual([0x15, 2, 0x11, 0x36, 3, 0x18, 2, 0x61, 0x62, 0]);
  });

  test("brings back integers, strings, lists and structs", () => {
    const counts = [0, 1, 63, 64, 2 ** 31, 2 ** 40, 2 ** 50];
    const items = counts.map((count) => struct({ 1: i64(count), 3: text(`${count} €`) }));
    const bytes = thriftBytes(struct({ 2: list(structCode, items), 4: struct({ 1: i32(7) }) }));
    const { value, end } = readStruct(Uint8Array.of(9, ...bytes, 9), 1);
    expect(end).toBe(bytes.length + 1);
    expect(integer(childStruct(value, 4, "child"), 1, "count")).toBe(7);
    const read = structs(value, 2, "items");
    expect(read.map((item) => integer(item, 1, "count"))).toEqual(counts);
    expect(read.map((item) => string(item, 3, "name"))).toEqual(counts.map((count) => `${count} €`));
  });

  test("brings back a list of 15 and more", () => {
    const items = Array.from({ length: 300 }, (_, i) => struct({ 1: i32(i) }));
    const { value } = readStruct(thriftBytes(struct({ 1: list(structCode, items) })), 0);
    expect(structs(value, 1, "items").map((item) => integer(item, 1, "i"))).toEqual(items.map((_, i) => i));
  });
});

describe("bytes that are no struct", () => {
  test("that end too early", () => {
    const bytes = thriftBytes(struct({ 1: i32(300), 2: text("abc"), 3: list(structCode, [struct({})]) }));
    for (let length = 0; length < bytes.length; length++)
      expect(() => readStruct(bytes.subarray(0, length), 0)).toThrow("cut off");
  });

  test("that nest without end", () => {
    expect(() => readStruct(new Uint8Array(100_000).fill(0x1c), 0)).toThrow("nests too deeply");
    expect(() => readStruct(Uint8Array.of(0x19, ...new Array(1000).fill(0x19)), 0)).toThrow(
      "nests too deeply",
    );
  });

  test("with an integer beyond the safe ones", () => {
    expect(() => readStruct(Uint8Array.of(0x16, ...new Array(2000).fill(0xff), 0), 0)).toThrow(
      "out of range",
    );
  });

  test("without the field asked for", () => {
    const { value } = readStruct(thriftBytes(struct({ 1: i32(-1), 2: i32(5) })), 0);
    expect(() => integer(value, 3, "the number of rows")).toThrow("the number of rows is missing");
    expect(() => integer(value, 1, "the number of rows")).toThrow("no count");
    expect(() => string(value, 2, "the name")).toThrow("the name is missing");
    expect(() => structs(value, 2, "the list")).toThrow("the list is missing");
    expect(() => childStruct(value, 2, "the child")).toThrow("the child is missing");
  });
});
