import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type DuckDBConnection, DuckDBInstance, type DuckDBValue } from "@duckdb/node-api";
import {
  Float32,
  Float64,
  Int32,
  LargeUtf8,
  makeData,
  Null,
  TimestampMicrosecond,
  TimestampSecond,
  Utf8,
  vectorFromArray,
} from "apache-arrow";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type Batch, batchOf, type ColumnValues, makeBatch } from "../../../src/core/batch.ts";
import { UserError } from "../../../src/core/errors.ts";
import type { ColumnType, Row, Schema } from "../../../src/core/table.ts";
import { readParquet } from "../../../src/io/parquet/read.ts";
import { parquetWriter } from "../../../src/io/parquet/write.ts";
import { memoryFile, parquetOf } from "./memory-file.ts";
import { plainRows } from "./rows.ts";

let folder: string;
let path: string;
let connection: DuckDBConnection;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "sluice-parquet-"));
  path = join(folder, "part.parquet");
  connection = await (await DuckDBInstance.create(":memory:", { threads: "1" })).connect();
});

afterAll(async () => {
  connection.closeSync();
  await rm(folder, { recursive: true });
});

async function query(sql: string): Promise<Record<string, DuckDBValue>[]> {
  return (await connection.runAndReadAll(sql)).getRowObjects();
}

async function store(schema: Schema, rows: readonly Row[]): Promise<Uint8Array> {
  const bytes = await parquetOf(schema, [batchOf(schema, rows)]);
  await writeFile(path, bytes);
  return bytes;
}

/** A batch of one column `x` over an Arrow vector. */
function single(vector: unknown): Batch {
  return makeBatch({ x: { data: (vector as { data: ColumnValues["data"][] }).data[0] } as ColumnValues });
}

/** What comes back of one column `x`. */
async function returned(type: ColumnType, batch: Batch): Promise<unknown[]> {
  return plainRows(readParquet(await parquetOf({ x: type }, [batch]))).map((row) => row.x);
}

describe("row groups", () => {
  test("end after 122,880 rows, whatever the batches", async () => {
    const schema = { n: "INTEGER" } as const;
    const rows = Array.from({ length: 250_000 }, (_, n) => ({ n }));
    const bytes = await store(schema, rows);
    const whole = batchOf(schema, rows);
    const pieces = [0, 7, 122_879, 122_881, 200_000, 250_000];
    const slices = pieces.slice(1).map((end, i) => whole.slice(pieces[i], end));
    expect(await parquetOf(schema, slices)).toEqual(bytes);
    expect(
      await query(`SELECT row_group_num_rows AS rows FROM parquet_metadata('${path}') ORDER BY row_group_id`),
    ).toEqual([{ rows: 122_880n }, { rows: 122_880n }, { rows: 4240n }]);
    expect(await query(`SELECT sum(n) AS sum, count(*) AS rows FROM '${path}'`)).toEqual([
      { sum: (250_000n * 249_999n) / 2n, rows: 250_000n },
    ]);
    expect(readParquet(bytes).getChild("n")?.toArray()).toEqual(Int32Array.from(rows, ({ n }) => n));
  });

  test("end with the row that reaches 16 MB, in pages of 1 MB", async () => {
    const text = "Zeile für Zeile. ".repeat(16_384);
    const rows = Array.from({ length: 70 }, (_, i) => ({ text: i % 9 === 4 ? null : `${i} ${text}` }));
    const bytes = await store({ text: "VARCHAR" }, rows);
    const groups = await query(`SELECT row_group_num_rows AS rows FROM parquet_metadata('${path}')`);
    expect(groups.map((group) => group.rows)).toEqual([64n, 6n]);
    expect(plainRows(readParquet(bytes))).toEqual(rows);
    expect(await query(`FROM '${path}'`)).toEqual(rows);
  });
});

describe("dictionaries", () => {
  test("are used where at most a quarter of the strings are distinct", async () => {
    const rows = Array.from({ length: 8000 }, (_, i) => ({
      rule: i % 3 === 0 ? null : `rule ${i % 1000}`,
      id: `document ${i}`,
      terms: [`a${i % 5}`, "b", `c${i % 3}`],
    }));
    const bytes = await store({ rule: "VARCHAR", id: "VARCHAR", terms: "VARCHAR[]" }, rows);
    const encodings = await query(
      `SELECT path_in_schema AS path, encodings FROM parquet_metadata('${path}') ORDER BY column_id`,
    );
    expect(encodings).toEqual([
      { path: "rule", encodings: "PLAIN, RLE, RLE_DICTIONARY" },
      { path: "id", encodings: "PLAIN, RLE" },
      { path: "terms, list, element", encodings: "PLAIN, RLE, RLE_DICTIONARY" },
    ]);
    expect(plainRows(readParquet(bytes))).toEqual(rows);
    expect(await query(`SELECT rule, id, terms[1] AS a, terms[3] AS c FROM '${path}'`)).toEqual(
      rows.map(({ rule, id, terms }) => ({ rule, id, a: terms[0], c: terms[2] })),
    );
  });

  test("hold up to 4,096 words", async () => {
    for (const words of [4096, 4097]) {
      const rows = Array.from({ length: 4 * words }, (_, i) => ({ word: `w${i % words}` }));
      const bytes = await store({ word: "VARCHAR" }, rows);
      const [{ encodings }] = await query(`SELECT encodings FROM parquet_metadata('${path}')`);
      expect(String(encodings).includes("DICTIONARY")).toBe(words === 4096);
      expect(plainRows(readParquet(bytes))).toEqual(rows);
      expect(await query(`FROM '${path}'`)).toEqual(rows);
    }
  });
});

describe("statistics", () => {
  async function ranges(): Promise<unknown[][]> {
    const rows = await query(
      `SELECT stats_min_value AS least, stats_max_value AS largest, stats_null_count AS nulls
       FROM parquet_metadata('${path}') ORDER BY column_id`,
    );
    return rows.map(({ least, largest, nulls }) => [least, largest, nulls]);
  }

  test("give least, largest and nulls of numbers, times and short strings", async () => {
    await store(
      { s: "VARCHAR", d: "DOUBLE", b: "BIGINT", u: "UBIGINT", i: "INTEGER", k: "BOOLEAN", t: "TIMESTAMP" },
      [
        { s: "é", d: 0.5, b: -7n, u: 2n ** 63n, i: 3, k: true, t: new Date(0) },
        { s: "zz", d: -2, b: 9n, u: 1n, i: -3, k: false, t: new Date(-1) },
        {},
        { s: "z", d: 1e300, b: 0n, u: 2n, i: 0, k: true, t: new Date(1000) },
      ],
    );
    expect(await ranges()).toEqual([
      ["z", "é", 1n],
      ["-2.0", "1e+300", 1n],
      ["-7", "9", 1n],
      ["1", String(2n ** 63n), 1n],
      ["-3", "3", 1n],
      ["false", "true", 1n],
      ["1969-12-31 23:59:59.999", "1970-01-01 00:00:01", 1n],
    ]);
  });

  test("have no range for NaN, for long strings and for columns of nulls", async () => {
    await store({ d: "DOUBLE", s: "VARCHAR", n: "BIGINT" }, [
      { d: 1, s: "a" },
      { d: Number.NaN, s: "b".repeat(65) },
    ]);
    expect(await ranges()).toEqual([
      [null, null, 0n],
      [null, null, 0n],
      [null, null, 2n],
    ]);
    expect(await query(`SELECT count(*) AS rows FROM '${path}' WHERE d > 5`)).toEqual([{ rows: 1n }]);
  });

  test("count zero as both zeros", async () => {
    await store({ d: "DOUBLE" }, [{ d: 0 }, { d: -0 }]);
    expect(await ranges()).toEqual([["-0.0", "0.0", 0n]]);
    expect(await query(`SELECT count(*) AS rows FROM '${path}' WHERE d = 0`)).toEqual([{ rows: 2n }]);
  });

  test("let DuckDB skip row groups, even damaged ones", async () => {
    const rows = Array.from({ length: 3 * 122_880 }, (_, n) => ({ n, s: String(n).padStart(9, "0") }));
    const bytes = await store({ n: "BIGINT", s: "VARCHAR" }, rows);
    const [{ start }] = await query(
      `SELECT min(data_page_offset) AS start FROM parquet_metadata('${path}') WHERE row_group_id = 2`,
    );
    await writeFile(path, bytes.fill(0xff, 4, Number(start)));
    for (const where of ["n >= 300000", "s >= '000300000'"])
      expect(await query(`SELECT count(*) AS rows FROM '${path}' WHERE ${where}`)).toEqual([
        { rows: 68_640n },
      ]);
    await expect(query(`SELECT sum(n) FROM '${path}'`)).rejects.toThrow();
  });
});

describe("what a batch may hold", () => {
  test("columns in any order, and fewer than the table", async () => {
    const batch = batchOf({ b: "VARCHAR", a: "INTEGER" }, [{ a: 1, b: "x" }]);
    const bytes = await parquetOf({ a: "INTEGER", b: "VARCHAR", c: "FLOAT[]" }, [batch]);
    expect(plainRows(readParquet(bytes))).toEqual([{ a: 1, b: "x", c: null }]);
  });

  test("numbers of another Arrow type", async () => {
    expect(await returned("BIGINT", single(vectorFromArray([1, -2, null], new Int32())))).toEqual([
      1n,
      -2n,
      null,
    ]);
    expect(await returned("UBIGINT", single(vectorFromArray([1, 2 ** 40], new Float64())))).toEqual([
      1n,
      2n ** 40n,
    ]);
    expect(await returned("DOUBLE", single(vectorFromArray([0.5, null], new Float32())))).toEqual([
      0.5,
      null,
    ]);
    expect(await returned("DOUBLE", batchOf({ x: "BIGINT" }, [{ x: 3n }]))).toEqual([3]);
    expect(await returned("INTEGER", batchOf({ x: "BIGINT" }, [{ x: 3n }]))).toEqual([3]);
    expect(await returned("VARCHAR", single(vectorFromArray([null, null], new Null())))).toEqual([
      null,
      null,
    ]);
  });

  test("timestamps in seconds and microseconds", async () => {
    const seconds = makeData({ type: new TimestampSecond(), length: 1, data: BigInt64Array.of(-5n) });
    expect(await returned("TIMESTAMP", single({ data: [seconds] }))).toEqual([-5000]);
    const micros = makeData({ type: new TimestampMicrosecond(), length: 1, data: BigInt64Array.of(-1n) });
    await writeFile(path, await parquetOf({ x: "TIMESTAMP" }, [single({ data: [micros] })]));
    expect(await query(`SELECT epoch_us(x) AS x FROM '${path}'`)).toEqual([{ x: -1n }]);
    expect(await returned("TIMESTAMP", single({ data: [micros] }))).toEqual([-1]);
  });

  test("dictionary strings, large strings, and slices of both", async () => {
    const words = ["drop", null, "keep", "drop", "", "é"];
    const coded = single(vectorFromArray(words));
    expect(await returned("VARCHAR", coded)).toEqual(words);
    expect(await returned("VARCHAR", coded.slice(1, 5))).toEqual(words.slice(1, 5));
    const large = single(vectorFromArray(words, new LargeUtf8()));
    expect(await returned("VARCHAR", large)).toEqual(words);
    expect(await returned("VARCHAR", large.slice(2, 6))).toEqual(words.slice(2, 6));
  });

  test("bytes under a null, which are not written", async () => {
    const valid = vectorFromArray(["a", "b"], new Utf8()).data[0];
    const covered = makeData({
      type: new Utf8(),
      length: 3,
      nullCount: 1,
      nullBitmap: Uint8Array.of(0b101),
      valueOffsets: Int32Array.of(0, 1, 9, 10),
      data: Buffer.from("aGARBAGE!b"),
    });
    expect(await returned("VARCHAR", single({ data: [covered] }))).toEqual(["a", null, "b"]);
    const clean = batchOf({ x: "VARCHAR" }, [{ x: "a" }, { x: null }, { x: "b" }]);
    expect(await parquetOf({ x: "VARCHAR" }, [single({ data: [covered] })])).toEqual(
      await parquetOf({ x: "VARCHAR" }, [clean]),
    );
    expect(valid.length).toBe(2);
  });
});

describe("what a batch may not hold", () => {
  async function refused(type: ColumnType, batch: Batch): Promise<string> {
    const error = await parquetOf({ x: type }, [batch]).catch((reason: unknown) => reason);
    expect(error).toBeInstanceOf(UserError);
    return (error as Error).message;
  }

  test("a column that the table lacks", async () => {
    const batch = batchOf({ wordcount: "BIGINT" }, [{ wordcount: 1n }]);
    await expect(parquetOf({ word_count: "BIGINT" }, [batch])).rejects.toThrow(
      'the table has no column "wordcount". Did you mean "word_count"?',
    );
  });

  test("numbers that the type cannot hold", async () => {
    const half = batchOf({ x: "DOUBLE" }, [{ x: 0.5 }]);
    expect(await refused("BIGINT", half)).toBe('column "x" is BIGINT, which cannot hold 0.5');
    expect(await refused("INTEGER", half)).toBe('column "x" is INTEGER, which cannot hold 0.5');
    expect(await refused("UBIGINT", batchOf({ x: "BIGINT" }, [{ x: -1n }]))).toContain("cannot hold -1");
    expect(await refused("BIGINT", batchOf({ x: "UBIGINT" }, [{ x: 2n ** 63n }]))).toContain("cannot hold");
  });

  test("another kind of value", async () => {
    expect(await refused("BIGINT", batchOf({ x: "VARCHAR" }, [{ x: "1" }]))).toContain(
      "is BIGINT in the table",
    );
    expect(await refused("VARCHAR", batchOf({ x: "DOUBLE" }, [{ x: 1 }]))).toContain(
      "but Float64 in the batch",
    );
    expect(await refused("FLOAT[]", batchOf({ x: "DOUBLE" }, [{ x: 1 }]))).toContain(
      "is FLOAT[] in the table",
    );
  });

  test("strings that are not UTF-8, which DuckDB would refuse to read", async () => {
    const halves = makeData({
      type: new Utf8(),
      length: 2,
      valueOffsets: Int32Array.of(0, 1, 2),
      data: Buffer.from("é"),
    });
    expect(await refused("VARCHAR", single({ data: [halves] }))).toContain(
      "string 0 of the batch is not UTF-8",
    );
  });
});

test("close returns the rows and leaves the handle open", async () => {
  const file = memoryFile();
  const calls: string[] = [];
  const handle = {
    ...file,
    sync: async () => void calls.push("sync"),
    close: async () => void calls.push("close"),
  };
  const writer = parquetWriter({ x: "INTEGER" }, handle);
  await writer.append(batchOf({ x: "INTEGER" }, [{ x: 1 }, { x: 2 }]));
  expect(await writer.close()).toBe(2);
  expect(calls).toEqual([]);
});
