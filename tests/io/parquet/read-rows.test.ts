import { truncateSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { batchOf } from "../../../src/core/batch.ts";
import { readParquet } from "../../../src/io/parquet/read.ts";
import { RowReader } from "../../../src/io/parquet/read-rows.ts";
import { temporaryFolder } from "../../temporary-folder.ts";
import { parquetOf } from "./memory-file.ts";
import { everyType, rowsOf } from "./rows.ts";

const folder = temporaryFolder("sluice-rows-");
const names = Object.keys(everyType);

async function fileOf(bytes: Uint8Array): Promise<string> {
  const path = join(folder, `${Math.random()}.parquet`);
  writeFileSync(path, bytes);
  return path;
}

describe("RowReader", () => {
  test("gives the same values as reading the whole file, for every type and any rows in any order", async () => {
    await fc.assert(
      fc.asyncProperty(rowsOf(everyType), fc.array(fc.nat()), async (rows, picks) => {
        fc.pre(rows.length > 0);
        const bytes = await parquetOf(everyType, [batchOf(everyType, rows)]);
        const wanted = picks.map((pick) => pick % rows.length);
        const got = await new RowReader(await fileOf(bytes)).read(names, wanted);
        const whole = readParquet(bytes);
        const expected = wanted.map((row) =>
          Object.fromEntries(names.map((name) => [name, whole.getChild(name)?.get(row)])),
        );
        const text = (value: unknown) =>
          JSON.stringify(value, (_, one) => (typeof one === "bigint" ? `${one}` : one));
        expect(text(got)).toBe(text(expected));
      }),
      { numRuns: 60 },
    );
  });

  test("finds rows on both sides of pages and row groups", async () => {
    const schema = { id: "VARCHAR", text: "VARCHAR" } as const;
    const rows = Array.from({ length: 400 }, (_, i) => ({ id: `d${i}`, text: `${i} `.repeat(20_000) })); // 30 MB: two groups
    const path = await fileOf(await parquetOf(schema, [batchOf(schema, rows)]));
    const wanted = [399, 0, 1, 12, 13, 200, 201, 230, 399];
    const got = await new RowReader(path).read(["text", "id"], wanted);
    expect(got.map(({ id, text }) => [id, String(text).split(" ")[0]])).toEqual(
      wanted.map((row) => [`d${row}`, String(row)]),
    );
  });

  test("gives a whole column of strings, packed, over all row groups", async () => {
    const schema = { id: "VARCHAR", text: "VARCHAR" } as const;
    const rows = Array.from({ length: 200 }, (_, i) => ({ id: `d${i}`, text: "x".repeat(150_000) })); // 30 MB: two groups
    const path = await fileOf(await parquetOf(schema, [batchOf(schema, rows)]));
    const { bytes, offsets, length } = await new RowReader(path).texts("id");
    expect(
      Array.from({ length }, (_, i) => Buffer.from(bytes.subarray(offsets[i], offsets[i + 1])).toString()),
    ).toEqual(rows.map(({ id }) => id));
  });

  test("says which column or row is not there, and when the file is cut off", async () => {
    const schema = { id: "VARCHAR" } as const;
    const path = await fileOf(await parquetOf(schema, [batchOf(schema, [{ id: "a" }])]));
    const reader = new RowReader(path);
    await expect(reader.read(["text"], [0])).rejects.toThrow('has no column "text"');
    await expect(reader.read(["id"], [1])).rejects.toThrow("there is no row 1");
    truncateSync(path, 20);
    await expect(new RowReader(path).read(["id"], [0])).rejects.toThrow(/^Parquet: /);
  });
});
