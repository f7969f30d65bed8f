import { gzipSync } from "node:zlib";
import { expect, test } from "vitest";
import { readContent } from "./scratch.ts";

const greek = "Η γρήγορη καφέ αλεπού πηδάει πάνω από τον τεμπέλη σκύλο, και ο σκύλος κοιμάται. ".repeat(5);
const latin = (text: string) => Buffer.from(text, "latin1");
const utf16be = (text: string) => Buffer.from(text, "utf16le").swap16();

test.each([
  ["a.txt", "text/plain"],
  ["a.md", "text/markdown"],
  ["a.ts", "text/x-typescript"],
  ["a.html", "text/html"],
  ["a.txt.gz", "text/plain"],
  ["README", "text/plain"],
])("%s is one document of its media type", async (name, mediaType) => {
  const content = name.endsWith(".gz") ? gzipSync("text\n") : "text\n";
  const { records } = await readContent(name, content);
  expect(records).toMatchObject([{ text: "text\n", position: 0, metadata: { media_type: mediaType } }]);
});

test.each([
  ["a byte order mark of UTF-8", Buffer.from("\ufeffé"), "é"],
  ["a byte order mark of UTF-16LE", Buffer.from("\ufeffé", "utf16le"), "é"],
  ["a byte order mark of UTF-16BE", utf16be("\ufeffé"), "é"],
  ["UTF-16 by its NULs", Buffer.from("plain letters", "utf16le"), "plain letters"],
  [
    "<meta charset>",
    latin('<html><meta charset="windows-1252">\x93\x80\x94'),
    '<html><meta charset="windows-1252">“€”',
  ],
  [
    "<meta http-equiv>",
    latin('<meta http-equiv="Content-Type" content="text/html; charset=iso-8859-1">\xe9'),
    '<meta http-equiv="Content-Type" content="text/html; charset=iso-8859-1">é',
  ],
  [
    "a wrong <meta charset> over valid UTF-8",
    Buffer.from('<meta charset="latin1">é'),
    '<meta charset="latin1">é',
  ],
  [
    "a page of UTF-8 with one bad byte in it",
    Buffer.concat([Buffer.from(`<meta charset="utf-8">${"é".repeat(999)}`), latin("\xff")]),
    `<meta charset="utf-8">${"é".repeat(999)}\ufffd`,
  ],
])("HTML is decoded by %s", async (_, bytes, text) => {
  expect((await readContent("a.html", bytes)).records).toMatchObject([{ text }]);
});

test("a text in a legacy encoding is detected and says so", async () => {
  const bytes = Buffer.from([...greek].map((letter) => greekByte(letter)));
  expect((await readContent("a.txt", bytes)).records).toMatchObject([
    { text: greek, metadata: { charset: "iso-8859-7" } },
  ]);
});

test.each([
  [
    "NUL bytes under a text name",
    "a.txt",
    Buffer.from([0x7f, 0x45, 0x4c, 0x46, 0, 0, 0, 1, 0, 2, 9, 0]),
    /^binary data/,
  ],
  [
    "an image without a known name",
    "a.png",
    Buffer.from("\x89PNG\r\n\x1a\n\0\0\0\rIHDR", "latin1"),
    /^binary data/,
  ],
  ["an empty file", "a.txt", Buffer.alloc(0), /^empty file$/],
  ["an empty gzip", "a.txt.gz", gzipSync(""), /^empty file$/],
  ["a truncated gzip", "a.txt.gz", gzipSync("some text").subarray(0, 20), /^truncated gzip/],
])("%s is one fault", async (_, name, bytes, reason) => {
  expect((await readContent(name, bytes)).records).toMatchObject([
    { position: 0, error: expect.stringMatching(reason) },
  ]);
});

test("a file over the limit is one fault", async () => {
  const { records } = await readContent("a.txt", "x".repeat(2000), { maximumRecordBytes: 1024 });
  expect(records).toMatchObject([{ error: expect.stringContaining("over the limit of 1024 bytes") }]);
});

function greekByte(letter: string): number {
  const code = letter.codePointAt(0) ?? 0;
  if (code < 128) return code;
  return letter === "ά" ? 0xdc : code - 0x3c0 + 0xf0; // ISO 8859-7 runs parallel to Unicode from U+03A3 to U+03CE
}
