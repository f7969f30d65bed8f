import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { expect, test } from "vitest";
import { spread } from "../../src/io/look/visit.ts";
import { look } from "../../src/io/look.ts";
import { scratch } from "./read/scratch.ts";

test("a small input is counted exactly: fields, types, lengths, problems, copies", async () => {
  const path = join(scratch(), "a.jsonl");
  writeFileSync(path, '{"text":"aaaa","n":1}\n{"text":"aaaa","n":"x"}\n{"text":"bb"}\n{"text":5}\nbroken\n');
  const seen = await look(path, {}, { language: (text) => (text.startsWith("a") ? "en" : null) });
  expect(seen).toMatchObject({
    files: 1,
    formats: { jsonl: 1 },
    isExact: true,
    documents: 3,
    faults: 2,
    characters: 10,
    textField: "text",
    lengths: { minimum: 2, median: 4, maximum: 4, mean: 10 / 3 },
    languages: { en: 2, unknown: 1 },
    duplicateShare: 1 / 3,
  });
  expect(seen.fields).toMatchObject([
    { name: "text", filled: 4 / 4, types: { string: 3 / 4, number: 1 / 4 } },
    { name: "n", filled: 2 / 4, types: { number: 1 / 2, string: 1 / 2 }, example: "1" },
  ]);
  expect(seen.problems).toMatchObject([
    { count: 1, first: { position: 60, excerpt: "text: 5" } },
    { count: 1, first: { excerpt: "broken" } },
  ]);
  expect(seen.samples).toMatchObject([{ text: "aaaa" }, { text: "aaaa" }, { text: "bb" }]);
});

test("another text field is found where the usual one is nowhere", async () => {
  const folder = scratch();
  writeFileSync(join(folder, "a.jsonl"), '{"key":"k","story":"once upon a time"}\n');
  expect(await look(join(folder, "a.jsonl"))).toMatchObject({ textField: "story", documents: 1, faults: 0 });
  writeFileSync(join(folder, "b.csv"), "id,content\n1,x\n");
  expect(await look(join(folder, "b.csv"))).toMatchObject({ textField: "content", documents: 1, faults: 0 });
});

test("when the time is over the counts are estimates, from all over the files", async () => {
  const folder = scratch();
  const lines = Array.from({ length: 20_000 }, (_, i) => `{"text":"${"abcdefghij".repeat(10)}${i}"}\n`).join(
    "",
  );
  for (let i = 0; i < 6; i++) writeFileSync(join(folder, `${i}.jsonl.gz`), gzipSync(lines));
  let now = 0;
  const seen = await look(folder, {}, { seconds: 4.5, clock: () => now++ });
  expect(seen.isExact).toBe(false);
  expect(seen.read.documents).toBeLessThan(6 * 20_000);
  expect(seen.documents / (6 * 20_000)).toBeGreaterThan(0.5);
  expect(seen.documents / (6 * 20_000)).toBeLessThan(2);
});

test("every prefix of the order of visits is spread over the whole", () => {
  expect(spread(10).toSorted((a, b) => a - b)).toEqual([0, 1, 2, 3, 4, 5, 6, 7, 8, 9]);
  const first = spread(1000)
    .slice(0, 10)
    .toSorted((a, b) => a - b);
  for (const [i, place] of first.entries()) expect(Math.abs(place - i * 100)).toBeLessThan(110);
});
