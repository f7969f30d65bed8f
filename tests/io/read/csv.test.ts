import { gzipSync } from "node:zlib";
import { expect, test } from "vitest";
import { readContent } from "./scratch.ts";

test("RFC 4180: quotes, doubled quotes, delimiters and newlines inside quotes, CRLF", async () => {
  const content = 'id,text,score\r\n1,"a, ""b""\r\nc",5\r\n2,plain,\r\n';
  const { documents, faults } = await readContent("a.csv", content);
  expect(faults).toEqual([]);
  expect(documents).toMatchObject([
    { id: "1", text: 'a, "b"\r\nc', position: 15, metadata: { score: "5" } },
    { id: "2", text: "plain", metadata: { score: "" } },
  ]);
});

test("compressed CSV and a missing last newline", async () => {
  expect((await readContent("a.csv.gz", gzipSync("text\nx\ny"))).documents.map(({ text }) => text)).toEqual([
    "x",
    "y",
  ]);
});

test("TSV: a quote that does not fit is a letter", async () => {
  const { documents } = await readContent("a.tsv", 'id\ttext\n1\t"quoted"\n2\t"open\n3\t5" disk\n');
  expect(documents.map(({ text }) => text)).toEqual(["quoted", '"open', '5" disk']);
});

test("a row with too few or too many fields is a fault; the others are read", async () => {
  const { records } = await readContent("a.csv", "id,text\n1,a\n2\n3,b,c\n4,d\n");
  expect(records).toMatchObject([
    { text: "a" },
    { position: 12, error: "1 fields where the header has 2" },
    { position: 14, error: "3 fields where the header has 2" },
    { text: "d" },
  ]);
});

test("a quote that is never closed spoils its own line only", async () => {
  const { records } = await readContent("a.csv", 'id,text\n1,"open\n2,b\n3,c\n');
  expect(records).toMatchObject([
    { position: 8, error: "quoted field without its closing quote" },
    { text: "b" },
    { text: "c" },
  ]);
});

test("a table without the text column is one fault that lists the columns and the nearest name", async () => {
  const { records } = await readContent("a.csv", "id,txt\n1,a\n2,b\n");
  expect(records).toMatchObject([
    { error: 'no field "text". There are: id, txt. Did you mean text: "txt"?' },
  ]);
});

test("a column that the user named must be there", async () => {
  const { records } = await readContent("a.csv", "text,author_name\na,b\n", { author: "autor_name" });
  expect(records).toMatchObject([{ error: expect.stringContaining('Did you mean author: "author_name"?') }]);
});

test("a record over the limit and a row of invalid UTF-8 are faults", async () => {
  const content = Buffer.concat([
    Buffer.from(`text\na\n"${"x".repeat(5000)}"\nb\n`),
    Buffer.from([0xff, 10]),
    Buffer.from("c\n"),
  ]);
  const { records } = await readContent("a.csv", content, { maximumRecordBytes: 1024 });
  expect(records).toMatchObject([
    { text: "a" },
    { position: 7, error: "record is over the limit of 1024 bytes" },
    { text: "b" },
    { error: "not valid UTF-8" },
    { text: "c" },
  ]);
});

test("a table without rows is one fault", async () => {
  expect((await readContent("a.csv", "")).records).toMatchObject([{ error: "empty file" }]);
  expect((await readContent("a.csv", "id,text\n")).records).toMatchObject([{ error: "no rows in the file" }]);
});
