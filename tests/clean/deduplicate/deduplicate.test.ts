import { afterEach, expect, test } from "vitest";
import { deduplicate } from "../../../src/clean/deduplicate/deduplicate.ts";
import type { DeduplicateOptions } from "../../../src/clean/deduplicate/options.ts";
import { GuardError } from "../../../src/core/errors.ts";
import type { Row } from "../../../src/core/table.ts";
import { runEntry, type World } from "./context.ts";

let world: World | undefined;

afterEach(() => {
  world?.close();
  world = undefined;
});

async function run(
  documents: readonly Row[],
  options: DeduplicateOptions = {},
  given: Parameters<typeof runEntry>[2] = {},
): Promise<World> {
  world = await runEntry(
    documents.map((row, position) => ({ source: "a.jsonl", position, ...row })),
    deduplicate(options),
    given,
  );
  return world;
}

/** `copy<keeper`, sorted. */
async function copies({ rows }: World): Promise<string[]> {
  const found = await rows("SELECT id, keeper FROM duplicates WHERE NOT kept ORDER BY id");
  return found.map(({ id, keeper }) => `${id}<${keeper}`);
}

const words = (from: number, to: number) =>
  Array.from({ length: to - from }, (_, i) => `w${from + i}`).join(" ");
/** 100 words with the first `changed` words replaced: 96 shingles, of which those of the changed words differ. */
const edited = (changed: number, name: string) =>
  `${Array.from({ length: changed }, (_, i) => `${name}${i}`).join(" ")} ${words(changed, 100)}`.trim();

test("exact copies: a row for each member, a decision for each copy, the keeper named", async () => {
  const { rows } = await run([
    { id: "a", text: "the same text" },
    { id: "b", text: "the same text" },
    { id: "c", text: "another" },
  ]);
  expect(await rows("SELECT * FROM duplicates")).toEqual([
    { id: "a", keeper: "a", cluster: 1, method: null, similarity: 1, kept: true },
    { id: "b", keeper: "a", cluster: 1, method: "exact", similarity: 1, kept: false },
  ]);
  expect(await rows("SELECT * FROM decisions")).toEqual([
    {
      id: "b",
      stage: "copies",
      rule: "exact_duplicate",
      verdict: "drop",
      value: 1,
      bound: "1",
      reason: "the same text as a",
    },
  ]);
  expect(await rows("SELECT * FROM pairs")).toEqual([{ a: "a", b: "b", similarity: 1, method: "exact" }]);
});

test("near copies are verified: 96 sequences each, 92 in common of 100 in all", async () => {
  const { rows } = await run([
    { id: "a", text: words(0, 100) },
    { id: "b", text: edited(4, "x") },
    { id: "c", text: edited(40, "y") },
  ]);
  expect(await rows("SELECT rule, id, value, bound, reason FROM decisions")).toEqual([
    {
      rule: "near_duplicate",
      id: "b",
      value: 92 / 100,
      bound: "0.8",
      reason: "Jaccard similarity 0.92 with a",
    },
  ]);
  expect(await rows("SELECT * FROM pairs")).toEqual([{ a: "a", b: "b", similarity: 0.92, method: "near" }]);
});

test("a pair below the threshold stays, one at it goes", async () => {
  const documents = [
    { id: "a", text: words(0, 100) },
    { id: "b", text: edited(4, "x") },
  ];
  expect(await copies(await run(documents, { threshold: 0.92 }))).toHaveLength(1);
  world?.close();
  expect(await copies(await run(documents, { threshold: 0.921 }))).toEqual([]);
});

test("no chain of weak links merges: each copy is a verified duplicate of its keeper", async () => {
  const shifted = (start: number) => words(start, start + 100);
  const documents = [0, 8, 16, 24, 32].map((start, i) => ({ id: `d${i}`, text: shifted(start) }));
  expect(await copies(await run(documents, { keep: "first" }))).toEqual(["d1<d0", "d3<d2"]);
});

test("an exact copy of a near copy is tied to the same keeper with the same verified similarity", async () => {
  const { rows } = await run(
    [
      { id: "a", text: words(0, 100) },
      { id: "b", text: edited(4, "x") },
      { id: "c", text: edited(4, "x") },
    ],
    { keep: "first" },
  );
  expect(
    await rows("SELECT id, keeper, method, similarity FROM duplicates WHERE NOT kept ORDER BY id"),
  ).toEqual([
    { id: "b", keeper: "a", method: "near", similarity: 0.92 },
    { id: "c", keeper: "a", method: "near", similarity: 0.92 },
  ]);
  expect(await rows("SELECT a, b FROM pairs")).toEqual([
    { a: "a", b: "b" },
    { a: "a", b: "c" },
    { a: "b", b: "c" },
  ]);
});

const three: Row[] = [
  { id: "a", text: "one two three", source: "x/1.jsonl", created: new Date("2020-01-01"), language: "en" },
  { id: "b", text: "one two three!!!", source: "x/2.jsonl", created: new Date("2024-01-01"), language: "de" },
  { id: "c", text: "one, two three", source: "trusted.jsonl", created: null, language: "en" },
];
const scores = {
  schema: { id: "VARCHAR", quality: "DOUBLE" } as const,
  rows: [
    { id: "a", quality: 0.1 },
    { id: "b", quality: null },
    { id: "c", quality: 0.3 },
  ],
};

test.each<[DeduplicateOptions["keep"], string]>([
  ["longest", "b"],
  ["newest", "b"],
  [{ score: "quality" }, "c"],
  [{ sources: ["trusted.jsonl", "x/*"] }, "c"],
  [{ sources: ["x/2*"] }, "b"],
])("keep %j keeps %s", async (keep, kept) => {
  const { rows } = await run(three, { keep }, { signals: scores });
  expect(await rows("SELECT id FROM duplicates WHERE kept")).toEqual([{ id: kept }]);
});

test("first means document order: source, position, then id", async () => {
  const { rows } = await run(
    [
      { id: "b", text: "same words here", position: 7 },
      { id: "c", text: "same words here", position: 3 },
      { id: "a", text: "same words here", position: 3 },
    ],
    { keep: "first" },
  );
  expect(await rows("SELECT id FROM duplicates WHERE kept")).toEqual([{ id: "a" }]);
});

test("within a scope only: copies in different languages stay", async () => {
  expect(await copies(await run(three, { scope: "language" }))).toEqual(["a<c"]);
});

test("a scope can be a signal", async () => {
  const signals = {
    schema: scores.schema,
    rows: scores.rows.map((row) => ({ ...row, quality: row.id === "b" ? 2 : 1 })),
  };
  expect(await copies(await run(three, { scope: "quality" }, { signals }))).toEqual(["a<c"]);
});

test("exact alone: equal bytes, or equal words where case, space and punctuation are set aside", async () => {
  const documents = [
    { id: "a", text: "Hello,  World" },
    { id: "b", text: "hello world" },
    { id: "c", text: "Hello,  World" },
    { id: "d", text: "hello there" },
  ];
  expect(await copies(await run(documents, { methods: ["exact"] }))).toEqual(["c<a"]);
  world?.close();
  const { rows } = await run(documents, { methods: ["exact"], normalize: true });
  expect(await rows("SELECT id, method FROM duplicates WHERE NOT kept ORDER BY id")).toEqual([
    { id: "b", method: "normalised" },
    { id: "c", method: "exact" },
  ]);
});

test("texts without a word are copies only when their bytes are equal; short texts never by chance", async () => {
  const documents = ["!!!", "???", "!!!", "", "", "yes", "no", "yes"].map((text, i) => ({
    id: `d${i}`,
    text,
  }));
  expect(await copies(await run(documents, { normalize: true }))).toEqual(["d2<d0", "d4<d3", "d7<d5"]);
});

test("what earlier stages dropped takes no part", async () => {
  const documents = ["a", "b", "c"].map((id) => ({ id, text: "the same text" }));
  expect(await copies(await run(documents, {}, { dropped: ["a"] }))).toEqual(["c<b"]);
});

test("ids and texts that look like SQL are data", async () => {
  const documents = ["x'); DROP TABLE documents; --", 'y"'].map((id) => ({ id, text: "'; SELECT 1; --" }));
  const { rows } = await run(documents, { keep: { sources: ["a'; DROP TABLE documents; --%_!"] } });
  expect(await rows("SELECT count(*) AS n FROM duplicates")).toEqual([{ n: 2 }]);
});

test("boilerplate: a giant bucket ends in one star around the kept document", async () => {
  const documents = Array.from({ length: 2000 }, (_, i) => ({
    id: `d${i}`,
    text: `${words(0, 100)} page ${i}`,
  }));
  const { rows, notes } = await run(documents, { keep: "first", largestShare: 1 });
  expect(await rows("SELECT keeper, count(*) AS n FROM duplicates GROUP BY keeper")).toEqual([
    { keeper: "d0", n: 2000 },
  ]);
  expect(Number(notes.verify?.candidates)).toBeLessThan((2000 * 1999) / 2 / 20);
});

test("memory for ten sets gives the same clusters and pairs as memory for all", async () => {
  const documents = Array.from({ length: 120 }, (_, i) => ({
    id: `d${i}`,
    text: `${words(1000 * (i % 3), 1000 * (i % 3) + 100)} page ${i}`,
  }));
  const results: Row[][] = [];
  for (const memory of [10_000, 2 ** 28]) {
    const { rows } = await run(documents, { memory });
    results.push([...(await rows("SELECT * FROM pairs")), ...(await rows("SELECT * FROM duplicates"))]);
    world?.close();
    world = undefined;
  }
  expect(results[0].length).toBe(3 * ((40 * 39) / 2) + 120);
  expect(results[0]).toEqual(results[1]);
});

test("a cluster that holds an unusual share stops the run, says how to go on, and can be allowed", async () => {
  const documents = Array.from({ length: 1000 }, (_, i) => ({
    id: `d${i}`,
    text: i < 201 ? "same" : `text ${i}`,
  }));
  await expect(run(documents)).rejects.toThrow(GuardError);
  await expect(run(documents)).rejects.toThrow(
    'stage "copies": 201 of 1,000 documents (20.1 %) are copies of one, "d0"; more than 20 % is unusual.',
  );
  const allowed = await run(documents, {}, { allowed: ["largest_cluster"] });
  expect(allowed.notes.deduplicate).toEqual({ clusters: 1, copies: 200, "largest cluster": 201 });
  allowed.close();
  expect((await run(documents, { largestShare: 0.21 })).notes.deduplicate?.copies).toBe(200);
});

test("an empty corpus gives empty tables", async () => {
  const { rows, notes } = await run([]);
  expect(await rows("SELECT * FROM duplicates")).toEqual([]);
  expect(notes.deduplicate).toEqual({ clusters: 0, copies: 0 });
});
