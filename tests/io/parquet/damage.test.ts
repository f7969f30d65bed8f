import fc from "fast-check";
import { beforeAll, describe, expect, test } from "vitest";
import { type Batch, batchOf } from "../../../src/core/batch.ts";
import type { Row } from "../../../src/core/table.ts";
import { readParquet } from "../../../src/io/parquet/read.ts";
import { parquetOf } from "./memory-file.ts";
import { everyType } from "./rows.ts";

const rows = Array.from(
  { length: 300 },
  (_, i): Row => ({
    varchar: ["keep", "drop", null][i % 3],
    json: `{"i":${i}}`,
    double: i % 5 === 0 ? null : i / 7,
    bigint: BigInt(i),
    ubigint: BigInt(i) ** 3n,
    integer: -i,
    boolean: i % 2 === 0,
    timestamp: new Date(i * 1000),
    blob: Uint8Array.of(i, i >> 8),
    floats: i % 4 === 0 ? [] : [i, i + 0.5],
    ubigints: i % 6 === 0 ? null : [BigInt(i)],
    varchars: ["a", "b", "c"].slice(i % 4),
  }),
);

let file: Uint8Array;
beforeAll(async () => {
  file = await parquetOf(everyType, [batchOf(everyType, rows)]);
});

/** The batch, or undefined for a clean Error. */
function attempt(bytes: Uint8Array): Batch | undefined {
  try {
    return readParquet(bytes);
  } catch (error) {
    expect(error).toBeInstanceOf(Error);
    expect((error as Error).message).toMatch(/^Parquet: /);
    return undefined;
  }
}

/** Throws when offsets leave their bytes. */
function expectWhole(batch: Batch): void {
  for (const child of batch.data.children) {
    expect(child.length).toBe(batch.numRows);
    const { valueOffsets } = child as { valueOffsets?: Int32Array };
    if (valueOffsets === undefined) continue;
    expect(valueOffsets).toHaveLength(batch.numRows + 1);
    expect(valueOffsets.every((offset, i) => i === 0 || offset >= valueOffsets[i - 1])).toBe(true);
    const size = child.children[0]?.length ?? (child.values as Uint8Array).length;
    expect(valueOffsets[batch.numRows]).toBeLessThanOrEqual(size);
  }
}

describe("damaged files", () => {
  test("a changed byte gives an Error or a batch that is whole", () => {
    fc.assert(
      fc.property(fc.nat(file.length - 1), fc.integer({ min: 1, max: 255 }), (at, flip) => {
        const bytes = file.slice();
        bytes[at] ^= flip;
        const batch = attempt(bytes);
        if (batch !== undefined) expectWhole(batch);
      }),
      { numRuns: 2000 },
    );
  });

  test("several changed bytes in the footer give an Error or a batch that is whole", () => {
    const change = fc.record({ back: fc.integer({ min: 9, max: 1500 }), byte: fc.nat(255) });
    fc.assert(
      fc.property(fc.array(change, { minLength: 1, maxLength: 4 }), (changes) => {
        const bytes = file.slice();
        for (const { back, byte } of changes) bytes[Math.max(0, bytes.length - back)] = byte;
        const batch = attempt(bytes);
        if (batch !== undefined) expectWhole(batch);
      }),
      { numRuns: 1000 },
    );
  });

  test("a file that is cut off gives an Error wherever it ends", () => {
    for (let length = 0; length < file.length; length += 7)
      expect(() => readParquet(file.subarray(0, length))).toThrow(/^Parquet: /);
  });

  test("random bytes give an Error", () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 200 }), (bytes) => {
        expect(() => readParquet(bytes)).toThrow(/^Parquet: /);
      }),
    );
  });

  test("a file of another writer is refused by its name", () => {
    const bytes = file.slice();
    bytes[Buffer.from(bytes).lastIndexOf("sluice")] = "S".charCodeAt(0);
    expect(() => readParquet(bytes)).toThrow('written by "Sluice"');
  });
});
