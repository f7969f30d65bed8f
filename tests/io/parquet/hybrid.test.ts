import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { bitWidth, encodeHybrid } from "../../../src/io/parquet/hybrid.ts";
import { decodeHybrid } from "../../../src/io/parquet/hybrid-read.ts";

function decoded(bytes: Uint8Array, width: number, count: number): number[] {
  const out = new Uint16Array(count);
  decodeHybrid(bytes, width, count, out);
  return [...out];
}

describe("runs and packed groups", () => {
  test("a run is its length, doubled, and the value", () => {
    expect([...encodeHybrid(new Array(100).fill(5), 0, 100, 3)]).toEqual([0xc8, 0x01, 5]);
  });

  test("eight values of three bits are packed from the lowest bit on", () => {
    // The example of Encodings.md in apache/parquet-format.
    expect([...encodeHybrid([0, 1, 2, 3, 4, 5, 6, 7], 0, 8, 3)]).toEqual([
      3, 0b10001000, 0b11000110, 0b11111010,
    ]);
  });

  test("any values come back", () => {
    const piece = fc.record({ value: fc.nat(4095), length: fc.nat(40) });
    fc.assert(
      fc.property(fc.array(piece), fc.nat(5), (pieces, skip) => {
        const values = pieces.flatMap(({ value, length }) => new Array<number>(length).fill(value));
        const width = bitWidth(Math.max(0, ...values));
        const from = Math.min(skip, values.length);
        const bytes = encodeHybrid(values, from, values.length, width);
        expect(decoded(bytes, width, values.length - from)).toEqual(values.slice(from));
      }),
    );
  });

  test("the width holds the largest value, and is never zero", () => {
    expect([0, 1, 2, 3, 4, 255, 256, 4095].map(bitWidth)).toEqual([1, 1, 2, 2, 3, 8, 9, 12]);
  });
});

describe("damage", () => {
  test("a run longer than the values, or none", () => {
    expect(() => decoded(Uint8Array.of(200, 1, 5), 3, 99)).toThrow("damaged");
    expect(() => decoded(Uint8Array.of(0, 5), 3, 1)).toThrow("damaged");
  });

  test("a value wider than the width", () => {
    expect(() => decoded(Uint8Array.of(200, 1, 8), 3, 100)).toThrow("damaged");
  });

  test("groups or runs that end too early, and bytes after the last", () => {
    expect(() => decoded(Uint8Array.of(3, 1, 2), 3, 8)).toThrow("damaged");
    expect(() => decoded(Uint8Array.of(200, 1), 3, 100)).toThrow("damaged");
    expect(() => decoded(Uint8Array.of(200, 1, 5, 0), 3, 100)).toThrow("damaged");
    expect(() => decoded(new Uint8Array(9).fill(0xff), 3, 100)).toThrow("damaged");
  });
});
