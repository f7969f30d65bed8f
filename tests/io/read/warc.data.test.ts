import { readFileSync } from "node:fs";
import { gunzipSync } from "node:zlib";
import { describe, expect, test } from "vitest";
import { data, hasData } from "../../data.ts";
import { readAll } from "./scratch.ts";

/** Counts the records of an archive by walking its Content-Lengths, without our reader. */
function independentCount(path: string): number {
  const bytes = gunzipSync(readFileSync(path)).toString("latin1");
  let count = 0;
  for (let at = 0; at < bytes.length; count++) {
    const end = bytes.indexOf("\r\n\r\n", at);
    const length = Number(/content-length:\s*(\d+)/i.exec(bytes.slice(at, end))?.[1]);
    at = end + 4 + length;
    while (bytes[at] === "\r" || bytes[at] === "\n") at++;
  }
  return count;
}

describe.skipIf(!hasData)("real crawl archives", () => {
  test.each([
    ["archive-2008.warc.gz", 822, 129], // 130 answers of text, one of them empty
    ["iana.warc.gz", 343, 16],
    ["whirlwind.warc.gz", 4, 1],
    ["whirlwind.warc.wet.gz", 2, 1],
  ])("%s: each of its %i records is a document or is counted", async (name, records, documents) => {
    const path = data(`web/${name}`);
    const read = await readAll(path);
    const skipped = Object.values(read.skipped).reduce((sum, n) => sum + n, 0);
    expect(independentCount(path)).toBe(records);
    expect(read.faults).toEqual([]);
    expect([read.documents.length, read.documents.length + skipped]).toEqual([documents, records]);
  });

  test("the page and its converted text are of the same address", async () => {
    const [page] = (await readAll(data("web/whirlwind.warc.gz"))).documents;
    const [text] = (await readAll(data("web/whirlwind.warc.wet.gz"))).documents;
    expect(page.url).toBe(text.url);
    expect(page.text.length).toBeGreaterThan(text.text.length);
  });
});
