import { expect, test } from "vitest";
import { readContent } from "./scratch.ts";

test("a line is a document; position is its byte offset, mapped fields are columns, the others metadata", async () => {
  const lines = '{"text":"é","id":"a","n":1}\n\n{"text":"b","id":7,"created":"2020-01-02T03:04:05Z"}\r\n';
  const { documents, faults } = await readContent("a.jsonl", lines);
  expect(faults).toEqual([]);
  expect(documents.map(({ source, ...rest }) => rest)).toEqual([
    { position: 0, text: "é", id: "a", metadata: { n: 1 } },
    { position: 30, text: "b", id: "7", created: new Date("2020-01-02T03:04:05Z") },
  ]);
});

test("columns are mapped by name, and metadata can be chosen", async () => {
  const line = '{"body":"b","headline":"h","text":"not this","x":1,"y":2}';
  const { documents } = await readContent("a.jsonl", line, {
    text: "body",
    title: "headline",
    metadata: ["y"],
  });
  expect(documents).toMatchObject([{ text: "b", title: "h", metadata: { y: 2 } }]);
});

test.each([
  ["{broken", /^broken JSON: /],
  ['{"text":"a"} trailing', /^broken JSON: /],
  ["[1]", /not a JSON object, but an array/],
  ['"text"', /not a JSON object, but a string/],
  ["null", /not a JSON object, but null/],
  ['{"txt":"a"}', /no field "text"\. There are: txt\. Did you mean text: "txt"\?/],
  ['{"text":5}', /field "text" must be a text, but is a number/],
  ['{"text":null}', /field "text" must be a text, but is null/],
  [`{"text":"a","x":${"[".repeat(200)}${"]".repeat(200)}}`, /JSON nested deeper than 128/],
])("%s is a fault between two documents that are read", async (line, reason) => {
  const { records } = await readContent("a.jsonl", `{"text":"first"}\n${line}\n{"text":"last"}`);
  expect(records).toHaveLength(3);
  expect(records).toMatchObject([
    { text: "first" },
    { position: 17, error: expect.stringMatching(reason) },
    { text: "last" },
  ]);
});

test("a line of invalid UTF-8 is a fault; its neighbours are read", async () => {
  const bytes = Buffer.from('{"text":"a"}\n{"text":"\xff"}\n{"text":"ü"}\n', "latin1");
  const { records } = await readContent("a.jsonl", bytes);
  expect(records).toMatchObject([
    { text: "a" },
    { position: 13, error: "not valid UTF-8" },
    { position: 26, error: "not valid UTF-8" },
  ]);
});

test("an excerpt is at most 200 characters, control and bidi characters escaped", async () => {
  const { faults } = await readContent("a.jsonl", `{\u001b[31m\u202e${"x".repeat(500)}\n`);
  expect(faults[0].excerpt).toMatch(/^\{\\u\{1b\}\[31m\\u\{202e\}xxx/);
  expect(faults[0].excerpt.length).toBeLessThanOrEqual(200);
});

test("a line over the limit is a fault at its offset, and the next line is read", async () => {
  const long = `{"text":"${"x".repeat(700_000)}"}`;
  const content = `{"text":"a"}\n${long}\n{"text":"b"}\n`;
  const { records } = await readContent("a.jsonl", content, { maximumRecordBytes: 100_000 });
  expect(records).toMatchObject([
    { text: "a" },
    { position: 13, error: expect.stringMatching(/^line of 7000\d\d bytes is over the limit of 100000/) },
    { position: 13 + long.length + 1, text: "b" },
  ]);
});

test("integers beyond 2^53 keep their digits", async () => {
  const { documents } = await readContent(
    "a.jsonl",
    '{"text":"a","id":12345678901234567890,"m":[9007199254740993, 1.5]}',
  );
  expect(documents).toMatchObject([
    { id: "12345678901234567890", metadata: { m: ["9007199254740993", 1.5] } },
  ]);
});

test("a field named __proto__ is data", async () => {
  const { documents } = await readContent("a.jsonl", '{"text":"a","__proto__":{"polluted":1}}');
  expect(JSON.stringify(documents[0].metadata)).toBe('{"__proto__":{"polluted":1}}');
  expect((documents[0] as unknown as { polluted?: number }).polluted).toBeUndefined();
});

test("a byte order mark is no part of the first line", async () => {
  expect((await readContent("a.jsonl", '\ufeff{"text":"a"}')).documents).toMatchObject([{ text: "a" }]);
});

test("a value of another kind than its column stays in metadata", async () => {
  const { documents } = await readContent("a.jsonl", '{"text":"a","title":["x"],"created":"last week"}');
  expect(documents[0].metadata).toEqual({ title: ["x"], created: "last week" });
});

test("an empty file is one fault", async () => {
  expect((await readContent("a.jsonl", "")).records).toMatchObject([{ position: 0, error: "empty file" }]);
  expect((await readContent("a.jsonl", "\n \n")).records).toMatchObject([
    { position: 0, error: "no records in the file" },
  ]);
});

test("a .json file is an array of records, one record, or lines", async () => {
  const texts = async (content: string) =>
    (await readContent("a.json", content)).documents.map(({ text }) => text);
  expect(await texts('[{"text":"a"},{"text":"b"}]')).toEqual(["a", "b"]);
  expect(await texts('{\n "text": "a"\n}')).toEqual(["a"]);
  expect(await texts('{"text":"a"}\n{"text":"b"}')).toEqual(["a", "b"]);
  expect((await readContent("a.json", '[{"text":"a"},5]')).records).toMatchObject([
    { text: "a" },
    { position: 1, error: "not a JSON object, but a number" },
  ]);
});
