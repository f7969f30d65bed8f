import { brotliCompressSync, deflateSync, gzipSync } from "node:zlib";
import { expect, test } from "vitest";
import { gzipped, pageRecord, warcRecord } from "./archives.ts";
import { readContent } from "./scratch.ts";

const pages = [pageRecord("<p>one"), pageRecord("<p>two"), pageRecord("<p>three")];

test("an answered page is a document with its address, moment and media type; position is the offset of its member", async () => {
  const info = warcRecord("warcinfo", "software: x");
  const { documents, skipped } = await readContent("a.warc.gz", gzipped(info, pages[0]));
  expect(documents).toMatchObject([
    {
      text: "<p>one",
      position: gzipSync(info).length,
      url: "http://example.org/",
      created: new Date("2020-01-02T03:04:05Z"),
      metadata: { media_type: "text/html" },
    },
  ]);
  expect(skipped).toEqual({ "warc: warcinfo": 1 });
});

test.each([
  ["plain", "a.warc", Buffer.concat(pages)],
  ["a gzip member per record", "a.warc.gz", gzipped(...pages)],
  ["one gzip member for all records", "a.warc.gz", gzipSync(Buffer.concat(pages))],
  ["known by content", "archive", gzipped(...pages)],
])("%s: all records are read", async (_, name, content) => {
  const { documents, faults } = await readContent(name, content);
  expect(documents.map(({ text }) => text)).toEqual(["<p>one", "<p>two", "<p>three"]);
  expect(faults).toEqual([]);
});

test("a converted text (WET) is a document", async () => {
  const record = warcRecord("conversion", "plain text", { "Content-Type": "text/plain" });
  const { documents } = await readContent("a.warc.wet.gz", gzipped(record));
  expect(documents).toMatchObject([{ text: "plain text", metadata: { media_type: "text/plain" } }]);
});

test("what holds no document on purpose is counted by its reason", async () => {
  const { records, skipped } = await readContent(
    "a.warc",
    Buffer.concat([
      warcRecord("request", "GET / HTTP/1.1\r\n\r\n"),
      warcRecord("response", "HTTP/1.1 404 Not Found\r\nContent-Type: text/html\r\n\r\ngone", {
        "Content-Type": "application/http",
      }),
      pageRecord("\x89PNG", "Content-Type: image/png\r\n"),
      pageRecord(""),
    ]),
  );
  expect(records).toEqual([]);
  expect(skipped).toEqual({
    "warc: request": 1,
    "http: status 404": 1,
    "http: image/png": 1,
    "http: empty body": 1,
  });
});

test.each([
  ["gzip", gzipSync("<p>é"), "Content-Encoding: gzip\r\n"],
  ["deflate", deflateSync("<p>é"), "Content-Encoding: deflate\r\n"],
  ["brotli", brotliCompressSync("<p>é"), "Content-Encoding: br\r\n"],
  ["gzip that the crawler undid but left in the header", Buffer.from("<p>é"), "Content-Encoding: gzip\r\n"],
  ["chunks", Buffer.from("2\r\n<p\r\n3;x=1\r\n>é\r\n0\r\n\r\n"), "Transfer-Encoding: chunked\r\n"],
  [
    "chunks that the crawler joined but left in the header",
    Buffer.from("<p>é"),
    "Transfer-Encoding: chunked\r\n",
  ],
  [
    "chunks of gzip",
    Buffer.concat([
      Buffer.from(`${gzipSync("<p>é").length.toString(16)}\r\n`),
      gzipSync("<p>é"),
      Buffer.from("\r\n0\r\n\r\n"),
    ]),
    "Transfer-Encoding: chunked\r\nContent-Encoding: gzip\r\n",
  ],
  ["latin-1 by header", Buffer.from("<p>\xe9", "latin1"), "charset=iso-8859-1"],
])("a body in %s is decoded", async (_, body, header) => {
  const headers = header.startsWith("charset")
    ? `Content-Type: text/html; ${header}\r\n`
    : `Content-Type: text/html\r\n${header}`;
  expect((await readContent("a.warc", pageRecord(body, headers))).records).toMatchObject([{ text: "<p>é" }]);
});

test.each([
  ["too long", 5000],
  ["too short", 20],
  ["not a number", Number.NaN],
])("a record whose Content-Length is %s is a fault, and the next records are read", async (_, length) => {
  const content = Buffer.concat([pages[0], pageRecord("<p>lying", undefined, length), pages[1], pages[2]]);
  for (const [name, bytes] of [
    ["a.warc", content],
    ["a.warc.gz", gzipped(pages[0], pageRecord("<p>lying", undefined, length), pages[1], pages[2])],
  ] as const) {
    const { records } = await readContent(name, bytes);
    expect(records).toMatchObject([
      { text: "<p>one" },
      { error: expect.stringContaining("Content-Length") },
      { text: "<p>two" },
      { text: "<p>three" },
    ]);
  }
});

test("a damaged gzip member is a fault, and reading goes on at the next one", async () => {
  const members = pages.map((page) => gzipSync(page));
  members[1][members[1].length >> 1] ^= 0xff;
  const { records } = await readContent("a.warc.gz", Buffer.concat(members));
  expect(records).toMatchObject([
    { text: "<p>one" },
    { position: members[0].length, error: expect.stringMatching(/^(corrupt gzip|gzip checksum)/) },
    { text: "<p>three" },
  ]);
});

test("garbage between members is one fault", async () => {
  const content = Buffer.concat([gzipped(pages[0]), Buffer.from("garbage"), gzipped(pages[1])]);
  const { records } = await readContent("a.warc.gz", content);
  expect(records).toMatchObject([
    { text: "<p>one" },
    { error: "bytes that are no gzip member" },
    { text: "<p>two" },
  ]);
});

test("of a truncated archive the records before the cut are kept", async () => {
  const content = gzipped(...pages);
  const { records } = await readContent("a.warc.gz", content.subarray(0, content.length - 12));
  expect(records).toMatchObject([
    { text: "<p>one" },
    { text: "<p>two" },
    { error: "truncated gzip: the file ends inside a member" },
  ]);
  const plain = Buffer.concat(pages);
  expect((await readContent("a.warc", plain.subarray(0, plain.length - 8))).records).toMatchObject([
    { text: "<p>one" },
    { text: "<p>two" },
    { error: expect.stringContaining("Content-Length") },
  ]);
});

test("a record over the limit is a fault that is passed over, and the next one is read", async () => {
  const large = pageRecord(`<p>${"x".repeat(3_000_000)}`);
  for (const [name, content] of [
    ["a.warc", Buffer.concat([large, pages[0]])],
    ["a.warc.gz", gzipped(large, pages[0])],
  ] as const) {
    const { records } = await readContent(name, content, { maximumRecordBytes: 1_000_000 });
    expect(records).toMatchObject([
      { position: 0, error: expect.stringMatching(/^record of \d+ bytes is over the limit/) },
      { text: "<p>one" },
    ]);
  }
});

test("a body that a crawler damaged is a fault", async () => {
  const half = gzipSync("<p>text").subarray(0, 15);
  const { faults } = await readContent(
    "a.warc",
    pageRecord(half, "Content-Type: text/html\r\nContent-Encoding: gzip\r\n"),
  );
  expect(faults).toMatchObject([{ error: expect.stringMatching(/^damaged gzip body/) }]);
  expect(
    (
      await readContent(
        "a.warc",
        pageRecord("3\r\nabc\r\nzz\r\n", "Content-Type: text/html\r\nTransfer-Encoding: chunked\r\n"),
      )
    ).faults,
  ).toMatchObject([{ error: "damaged chunked body" }]);
});
