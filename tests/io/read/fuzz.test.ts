import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { gzipSync, zstdCompressSync } from "node:zlib";
import fc from "fast-check";
import { expect, test } from "vitest";
import { gzipped, pageRecord, warcRecord } from "./archives.ts";
import { readAll, scratch } from "./scratch.ts";

/** Ways to damage a file: flip a byte, cut, insert, remove. Places are shares of its length. */
const damage = fc.array(
  fc.record({
    kind: fc.constantFrom("flip" as const, "cut" as const, "insert" as const, "remove" as const),
    at: fc.double({ min: 0, max: 0.999, noNaN: true }),
    bytes: fc.uint8Array({ minLength: 1, maxLength: 40 }),
  }),
  { minLength: 1, maxLength: 4 },
);
type Damage = typeof damage extends fc.Arbitrary<infer T> ? T : never;

function damaged(content: Buffer, mutations: Damage): Buffer {
  let bytes = content;
  for (const { kind, at, bytes: other } of mutations) {
    const place = Math.floor(at * bytes.length);
    const head = bytes.subarray(0, place);
    if (kind === "cut") bytes = head;
    else if (kind === "insert") bytes = Buffer.concat([head, other, bytes.subarray(place)]);
    else if (kind === "remove") bytes = Buffer.concat([head, bytes.subarray(place + other.length)]);
    else bytes = Buffer.concat([head, other.subarray(0, 1), bytes.subarray(place + 1)]);
  }
  return Buffer.from(bytes);
}

const lines = Array.from(
  { length: 60 },
  (_, i) => `{"id":"${i}","text":"record ${i} ${"é".repeat(i)}","n":[${i}]}\n`,
);
const jsonl = Buffer.from(lines.join(""));
const csv = Buffer.from(`id,text\n${lines.map((_, i) => `${i},"a ""b""\n${i}"\n`).join("")}`);
const records = [
  warcRecord("warcinfo", "x"),
  ...lines.slice(0, 30).map((line) => pageRecord(line)),
  warcRecord("metadata", "y"),
];

const cases: [string, Buffer, number][] = [
  ["a.jsonl", jsonl, 60],
  ["a.jsonl.gz", Buffer.concat([gzipSync(jsonl.subarray(0, 900)), gzipSync(jsonl.subarray(900))]), 60],
  [
    "a.jsonl.zst",
    Buffer.concat([zstdCompressSync(jsonl.subarray(0, 900)), zstdCompressSync(jsonl.subarray(900))]),
    60,
  ],
  ["a.csv", csv, 60],
  ["a.warc", Buffer.concat(records), 32],
  ["a.warc.gz", gzipped(...records), 32],
  ["b.warc.gz", gzipSync(Buffer.concat(records)), 32],
];

test.each(cases)(
  "damaged %s: never throws, ends, and every record that is missing has a fault before it",
  async (name, content, count) => {
    const path = join(scratch(), name);
    const run = async (bytes: Buffer) => {
      writeFileSync(path, bytes);
      const { documents, faults, skipped } = await readAll(path, { maximumRecordBytes: 100_000 });
      return {
        read: documents.length + Object.values(skipped).reduce((sum, n) => sum + n, 0),
        faults: faults.length,
      };
    };
    expect(await run(content)).toEqual({ read: count, faults: 0 });
    await fc.assert(
      fc.asyncProperty(damage, async (mutations) => {
        const { read, faults } = await run(damaged(content, mutations));
        const isLoss = read < count;
        // a plain file that is cut between two records is a whole file of fewer records
        const mayBeWhole = mutations.some(({ kind }) => kind !== "flip");
        if (isLoss && !mayBeWhole) expect(faults).toBeGreaterThan(0);
        if (
          isLoss &&
          name.endsWith("gz") &&
          !mutations.some(({ kind }) => kind === "cut" || kind === "remove")
        )
          expect(faults).toBeGreaterThan(0);
      }),
      { numRuns: 150, seed: 20240607 },
    );
  },
);

test("cutting JSONL anywhere: complete lines are documents, the cut line is a document or a fault", async () => {
  const path = join(scratch(), "a.jsonl");
  await fc.assert(
    fc.asyncProperty(fc.integer({ min: 1, max: jsonl.length - 1 }), async (at) => {
      writeFileSync(path, jsonl.subarray(0, at));
      const whole = jsonl.subarray(0, at).toString("latin1").split("\n");
      const expected = whole.filter((line) => line !== "").length;
      expect((await readAll(path)).records).toHaveLength(expected);
    }),
    { numRuns: 60, seed: 7 },
  );
});

test("cutting a gzip archive anywhere: records before the cut are read, the cut is exactly one fault", async () => {
  const path = join(scratch(), "a.warc.gz");
  const members = records.map((record) => gzipSync(record));
  const content = Buffer.concat(members);
  const ends = members.map(
    (
      (sum) => (member: Buffer) =>
        (sum += member.length)
    )(0),
  );
  await fc.assert(
    fc.asyncProperty(fc.integer({ min: 1, max: content.length - 1 }), async (at) => {
      writeFileSync(path, content.subarray(0, at));
      const { documents, faults, skipped } = await readAll(path);
      const complete = ends.filter((end) => end <= at).length;
      expect(documents.length + Object.values(skipped).reduce((sum, n) => sum + n, 0)).toBe(complete);
      expect(faults).toHaveLength(ends.includes(at) ? 0 : 1);
    }),
    { numRuns: 60, seed: 7 },
  );
});

test("damaged JSONL: documents and faults are exactly the lines that are not blank", async () => {
  const path = join(scratch(), "a.jsonl");
  await fc.assert(
    fc.asyncProperty(damage, async (mutations) => {
      const bytes = damaged(jsonl, mutations);
      if (bytes.length === 0 || bytes.readUInt8() === 0xef) return;
      writeFileSync(path, bytes);
      const lines = bytes.toString("latin1").split("\n");
      const expected = lines.filter((line) => /[^ \t\r]/.test(line)).length;
      expect((await readAll(path)).records).toHaveLength(Math.max(1, expected));
    }),
    { numRuns: 200, seed: 11 },
  );
});
