import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { batchOf } from "../../../src/core/batch.ts";
import type { Row } from "../../../src/core/table.ts";
import { readParquet } from "../../../src/io/parquet/read.ts";
import { parquetOf } from "./memory-file.ts";
import { everyType, plain, plainRows, rowsOf } from "./rows.ts";

function plainRow(row: Row): Record<string, unknown> {
  return Object.fromEntries(Object.entries(row).map(([name, value]) => [name, plain(value)]));
}

describe("what parquetWriter wrote, readParquet reads", () => {
  for (const [name, type] of Object.entries(everyType)) {
    test(`${type} with nulls and empties`, async () => {
      const schema = { [name]: type };
      await fc.assert(
        fc.asyncProperty(rowsOf(schema), async (rows) => {
          const batch = readParquet(await parquetOf(schema, [batchOf(schema, rows)]));
          expect(plainRows(batch)).toEqual(rows.map(plainRow));
        }),
        { numRuns: 60 },
      );
    });
  }

  test("all types side by side, in batches of any size, sliced anywhere", async () => {
    await fc.assert(
      fc.asyncProperty(rowsOf(everyType, 60), fc.array(fc.nat(60)), async (rows, cuts) => {
        const whole = batchOf(everyType, rows);
        const bounds = [0, ...cuts.map((cut) => Math.min(cut, rows.length)), rows.length].sort(
          (a, b) => a - b,
        );
        const slices = bounds.slice(1).map((end, i) => whole.slice(bounds[i], end));
        const bytes = await parquetOf(everyType, slices);
        expect(bytes).toEqual(await parquetOf(everyType, [whole]));
        expect(plainRows(readParquet(bytes))).toEqual(rows.map(plainRow));
      }),
      { numRuns: 60 },
    );
  });
});
