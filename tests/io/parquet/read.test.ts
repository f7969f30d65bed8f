import { describe, expect, test } from "vitest";
import { batchOf, strings, texts } from "../../../src/core/batch.ts";
import { BytesSink } from "../../../src/io/parquet/bytes-sink.ts";
import { readParquet, readParquetFile } from "../../../src/io/parquet/read.ts";
import { parquetOf } from "./memory-file.ts";
import { everyType, plainRows } from "./rows.ts";

const schema = { id: "VARCHAR", text: "VARCHAR", words: "BIGINT" } as const;
const rows = [
  { id: "a", text: "one", words: 1n },
  { id: "b", text: null, words: 0n },
  { id: "c", text: "drei Wörter da", words: 3n },
];
const file = await parquetOf(schema, [batchOf(schema, rows)]);

describe("readParquet", () => {
  test("gives the columns asked for, in that order", () => {
    const batch = readParquet(file, ["words", "id"]);
    expect(batch.schema.fields.map((field) => field.name)).toEqual(["words", "id"]);
    expect(plainRows(batch)).toEqual(rows.map(({ words, id }) => ({ words, id })));
  });

  test("decompresses only these", () => {
    const damaged = file.slice();
    damaged.fill(0xff, 4, 20);
    expect(() => readParquet(damaged, ["id"])).toThrow(/^Parquet: /);
    expect(readParquet(damaged, ["words"]).numRows).toBe(3);
  });

  test("gives the number of rows when no column is asked for", () => {
    expect(readParquet(file, []).numRows).toBe(3);
  });

  test("gives texts as bytes and offsets, empty where null", () => {
    const { bytes, offsets, length } = texts(readParquet(file));
    expect(Buffer.from(bytes).toString()).toBe("onedrei Wörter da");
    expect([...offsets]).toEqual([0, 3, 3, 18]);
    expect(length).toBe(3);
  });

  test("gives an empty batch for a file without rows", async () => {
    const batch = readParquet(await parquetOf(everyType, []));
    expect(batch.numRows).toBe(0);
    expect(batch.schema.fields.map((field) => field.name)).toEqual(Object.keys(everyType));
    expect(strings(batch, "varchar")).toEqual([]);
  });

  test("names the nearest column for one that is not there", () => {
    expect(() => readParquet(file, ["word"])).toThrow('the file has no column "word". Did you mean "words"?');
  });

  test("reads through the files port", async () => {
    const files = { read: async (path: string) => (path === "part" ? file : new Uint8Array(0)) };
    expect((await readParquetFile(files, "part", ["id"])).numRows).toBe(3);
  });
});

test("a slab that outgrows Arrow's offsets is an Error that says so", () => {
  const sink = new BytesSink(3, 0, 10);
  const value = Uint8Array.of(6, 0, 0, 0, ...Buffer.from("sechs!"));
  sink.appendPlain(value, 1);
  expect(() => sink.appendPlain(value, 1)).toThrow("more than 10 bytes does not fit one batch");
});
