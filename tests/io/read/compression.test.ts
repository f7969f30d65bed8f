import { gzipSync, zstdCompressSync } from "node:zlib";
import { expect, test } from "vitest";
import { readContent } from "./scratch.ts";

const lines = (from: number, to: number) =>
  Array.from({ length: to - from }, (_, i) => `{"text":"record ${from + i} ${Math.sin(from + i)}"}\n`).join(
    "",
  );
const skippable = Buffer.from([0x50, 0x2a, 0x4d, 0x18, 3, 0, 0, 0, 1, 2, 3]);

test.each([
  ["gzip of two members", "a.jsonl.gz", Buffer.concat([gzipSync(lines(0, 9)), gzipSync(lines(9, 20))])],
  [
    "gzip with zero padding behind it",
    "a.jsonl.gz",
    Buffer.concat([gzipSync(lines(0, 20)), Buffer.alloc(512)]),
  ],
  ["gzip that its name does not tell", "a.jsonl", gzipSync(lines(0, 20))],
  [
    "zstd of two frames and a skippable one",
    "a.jsonl.zst",
    Buffer.concat([zstdCompressSync(lines(0, 9)), skippable, zstdCompressSync(lines(9, 20))]),
  ],
  [
    "zstd that begins with a skippable frame",
    "a.jsonl.zst",
    Buffer.concat([skippable, zstdCompressSync(lines(0, 20))]),
  ],
])("%s is read whole", async (_, name, content) => {
  const { documents, faults } = await readContent(name, content);
  expect(faults).toEqual([]);
  expect(documents).toHaveLength(20);
});

test("many zstd frames in one read are all read", async () => {
  const frames = Array.from({ length: 300 }, (_, i) => zstdCompressSync(lines(i, i + 1)));
  const { documents, faults } = await readContent("a.jsonl.zst", Buffer.concat(frames));
  expect([documents.length, faults.length]).toEqual([300, 0]);
  expect(documents[299].text).toMatch(/^record 299 /);
});

test.each([
  ["gz", gzipSync(lines(0, 20_000)), /^truncated gzip: the file ends inside a member, at byte \d+$/],
  ["zst", zstdCompressSync(lines(0, 20_000)), /^truncated zstd: the file ends inside a frame, at byte \d+$/],
])(
  "of a truncated .%s the records before the cut are kept, and the cut is one fault",
  async (ending, content, reason) => {
    const { documents, faults } = await readContent(
      `a.jsonl.${ending}`,
      content.subarray(0, content.length >> 1),
    );
    expect(documents.length).toBeGreaterThan(5_000);
    expect(documents.length).toBeLessThan(15_000);
    expect(documents.at(-1)?.text).toContain(`record ${documents.length - 1} `);
    expect(faults).toMatchObject([{ error: expect.stringMatching(reason) }]);
  },
);

test.each([
  ["gz", gzipSync(lines(0, 5)), /^bytes that are no gzip after member 1, at byte \d+$/],
  ["zst", zstdCompressSync(lines(0, 5)), /^bytes that are no zstd frame at byte \d+$/],
])("garbage behind a .%s is one fault, and everything before it is kept", async (ending, content, reason) => {
  const { documents, faults } = await readContent(
    `a.jsonl.${ending}`,
    Buffer.concat([content, Buffer.from("garbage")]),
  );
  expect(documents).toHaveLength(5);
  expect(faults).toMatchObject([{ error: expect.stringMatching(reason) }]);
});

test("a gzip whose checksum does not fit is a fault beside its records", async () => {
  const content = gzipSync(lines(0, 5));
  content[content.length - 8] ^= 1;
  const { documents, faults } = await readContent("a.jsonl.gz", content);
  expect(documents).toHaveLength(5);
  expect(faults).toMatchObject([{ error: expect.stringMatching(/^gzip checksum does not fit/) }]);
});

test("a file that is not what its name says is one fault", async () => {
  expect((await readContent("a.jsonl.gz", lines(0, 3))).records).toMatchObject([
    { error: "named as gzip, but not a gzip file" },
  ]);
  expect((await readContent("a.jsonl.zst", gzipSync(lines(0, 3)))).records).toMatchObject([
    { error: "named as zstd, but not a zstd file" },
  ]);
});

test("a decompression bomb is a fault, not a full memory", async () => {
  const bomb = zstdCompressSync(Buffer.alloc(400 << 20, "a"));
  const { records } = await readContent("a.txt.zst", bomb, { maximumRecordBytes: 300 << 20 });
  expect(records).toMatchObject([
    { error: expect.stringContaining("more than 200 times as large when decompressed") },
  ]);
});
