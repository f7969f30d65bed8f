import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { DuckDBInstance } from "@duckdb/node-api";
import { Table, tableFromArrays, tableToIPC, Utf8, vectorFromArray } from "apache-arrow";
import fc from "fast-check";
import { expect, test } from "vitest";
import { readAll, scratch } from "./scratch.ts";

async function parquet(query: string): Promise<string> {
  const path = join(scratch(), "a'b.parquet");
  const connection = await (await DuckDBInstance.create()).connect();
  await connection.run(
    `COPY (${query}) TO '${path.replaceAll("'", "''")}' (FORMAT parquet, ROW_GROUP_SIZE 2048)`,
  );
  connection.closeSync();
  return path;
}

const table = tableFromArrays({
  id: ["a", "b"],
  text: ["één", "twee"],
  n: BigInt64Array.from([1n, 2n ** 60n]),
});

test("Parquet: a row is a document; times are UTC, large integers keep their digits", async () => {
  const path = await parquet(
    `SELECT 'x' AS id, 'één' AS text, TIMESTAMP '2020-01-02 03:04:05.678' AS created, 1234567890123456789 AS n, [1, 2] AS list, NULL AS nothing`,
  );
  expect((await readAll(path)).records).toMatchObject([
    {
      id: "x",
      text: "één",
      position: 0,
      created: new Date("2020-01-02T03:04:05.678Z"),
      metadata: { n: "1234567890123456789", list: [1, 2], nothing: null },
    },
  ]);
});

test("Parquet: rows come in order over many row groups, null texts are faults, bytes that are UTF-8 are text", async () => {
  const path = await parquet(
    "SELECT CASE WHEN i % 100 <> 7 THEN encode('t' || i) END AS text, i AS id FROM range(10000) t(i)",
  );
  const { records, faults } = await readAll(path);
  expect(records).toHaveLength(10_000);
  expect(faults).toHaveLength(100);
  expect(faults[0]).toMatchObject({ position: 7, error: 'field "text" must be a text, but is null' });
  expect(records[9_999]).toMatchObject({ position: 9_999, text: "t9999", id: "9999" });
});

test("Parquet without the text column is one fault that lists the columns", async () => {
  expect((await readAll(await parquet("SELECT 1 AS n, 'a' AS texts"))).records).toMatchObject([
    { error: 'no field "text". There are: n, texts. Did you mean text: "texts"?' },
  ]);
  expect((await readAll(await parquet("SELECT 1 AS text"))).records).toMatchObject([
    { error: 'column "text" must be a text, but is INTEGER' },
  ]);
});

test.each([
  ["cut", (bytes: Buffer) => bytes.subarray(0, bytes.length - 100)],
  ["empty", () => Buffer.alloc(0)],
  [
    "flipped in its data",
    (bytes: Buffer) => Buffer.concat([bytes.subarray(0, 20), Buffer.alloc(200, 0xee), bytes.subarray(220)]),
  ],
])("a Parquet file that is %s is one fault", async (_, damage) => {
  const path = await parquet("SELECT md5(i::VARCHAR) AS text FROM range(1000) t(i)");
  writeFileSync(path, damage(readFileSync(path)));
  const { faults } = await readAll(path);
  expect(faults).toMatchObject([{ error: expect.stringMatching(/^(damaged Parquet|empty file)/) }]);
});

test.each(["file", "stream"] as const)("Arrow %s: a row is a document", async (kind) => {
  const path = join(scratch(), "a.arrow");
  writeFileSync(path, tableToIPC(table, kind));
  expect((await readAll(path)).records).toMatchObject([
    { id: "a", text: "één", position: 0, metadata: { n: 1 } },
    { id: "b", text: "twee", position: 1, metadata: { n: "1152921504606846976" } },
  ]);
});

test("a damaged Arrow file is one fault", async () => {
  const path = join(scratch(), "a.arrow");
  const bytes = Buffer.from(tableToIPC(table, "file"));
  for (const content of [
    Buffer.alloc(0),
    bytes.subarray(0, 100),
    Buffer.from("ARROW1\0\0nonsense and more"),
  ]) {
    writeFileSync(path, content);
    expect((await readAll(path)).records).toMatchObject([
      { error: expect.stringMatching(/^(damaged Arrow|empty file)/) },
    ]);
  }
});

test("Arrow: a text of invalid UTF-8 is a fault, its neighbours are read", async () => {
  const path = join(scratch(), "a.arrow");
  const bytes = Buffer.from(
    tableToIPC(new Table({ text: vectorFromArray(["good", "baad", "fine"], new Utf8()) }), "stream"),
  );
  bytes[bytes.indexOf("baad") + 1] = 0xff;
  writeFileSync(path, bytes);
  expect((await readAll(path)).records).toMatchObject([
    { text: "good" },
    { position: 1, error: "not valid UTF-8" },
    { text: "fine" },
  ]);
});

test("damaged tables: never throws, ends, and lost rows have a fault", async () => {
  const texts = Array.from({ length: 300 }, (_, i) => `record ${i}`);
  const arrow = join(scratch(), "a.arrow");
  const files = [
    [arrow, Buffer.from(tableToIPC(tableFromArrays({ text: texts }), "stream"))],
    [await parquet("SELECT 'record ' || i AS text FROM range(300) t(i)")].flatMap((path) => [
      path,
      readFileSync(path),
    ]),
  ] as [string, Buffer][];
  for (const [path, content] of files) {
    await fc.assert(
      fc.asyncProperty(fc.nat(content.length - 1), fc.nat(255), fc.boolean(), async (at, byte, isCut) => {
        const bytes = Buffer.from(isCut ? content.subarray(0, at) : content);
        if (!isCut) bytes[at] = byte;
        writeFileSync(path, bytes);
        const { documents, faults } = await readAll(path);
        expect(documents.length === 300 || faults.length > 0).toBe(true);
      }),
      { numRuns: 80, seed: 5 },
    );
  }
});

test("an Arrow stream that is cut between two batches says so", async () => {
  const path = join(scratch(), "a.arrow");
  const batch = (text: string) => new Table({ text: vectorFromArray([text], new Utf8()) });
  const bytes = Buffer.from(tableToIPC(batch("a").concat(batch("b")), "stream"));
  writeFileSync(path, bytes.subarray(0, bytes.length - 8));
  const { documents, faults } = await readAll(path);
  expect([documents.length, faults.length]).toEqual([2, 1]);
  expect(faults[0].error).toMatch(/stops without its end mark/);
});
