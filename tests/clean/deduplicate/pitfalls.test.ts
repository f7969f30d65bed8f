import { afterEach, expect, test } from "vitest";
import { deduplicate } from "../../../src/clean/deduplicate/deduplicate.ts";
import type { DeduplicateOptions } from "../../../src/clean/deduplicate/options.ts";
import type { Row } from "../../../src/core/table.ts";
import { runEntry, type World } from "./context.ts";

/** What other systems got wrong (docs/deduplicate.md names each): one test for every fault. */
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
  world?.close();
  world = await runEntry(
    documents.map((row, position) => ({ source: "a.jsonl", position, ...row })),
    deduplicate(options),
    given,
  );
  return world;
}

async function copies({ rows }: World): Promise<string[]> {
  const found = await rows("SELECT id, keeper FROM duplicates WHERE NOT kept ORDER BY id");
  return found.map(({ id, keeper }) => `${id}<${keeper}`);
}

const words = (from: number, to: number) =>
  Array.from({ length: to - from }, (_, i) => `w${from + i}`).join(" ");

test.each(["near", "simhash"] as const)(
  "texts shorter than a shingle are copies when their words are equal, and of nothing else (%s)",
  async (method) => {
    const texts = ["one two", "One, two!", "one three", "one", "two one", "", " ", "!"];
    const documents = texts.map((text, i) => ({ id: `d${i}`, text }));
    expect(await copies(await run(documents, { methods: [method], keep: "first" }))).toEqual(["d1<d0"]);
  },
);

test("the root of a cluster is the one that the policy keeps, not the first hash or the least number", async () => {
  const documents = Array.from({ length: 9 }, (_, i) => ({
    id: `d${i}`,
    text: `${words(0, 100)}${" x".repeat(i === 5 ? 9 : i % 4)}`,
  }));
  const found = await (await run(documents, { keep: "longest" })).rows(
    "SELECT DISTINCT keeper FROM duplicates",
  );
  expect(found).toEqual([{ keeper: "d5" }]);
});

test("a union of chains does not merge what is not alike: a ladder of a hundred rungs leaves every second one", async () => {
  const documents = Array.from({ length: 100 }, (_, i) => ({
    id: `d${String(i).padStart(2, "0")}`,
    text: words(8 * i, 8 * i + 100),
  }));
  const found = await copies(await run(documents, { keep: "first" }));
  expect(found).toHaveLength(50);
  for (const pair of found) {
    const [copy, keeper] = pair.split("<").map((id) => Number(id.slice(1)));
    expect(copy - keeper).toBe(1);
  }
});

test("the result does not depend on the order of arrival, nor on the number of threads", async () => {
  const documents = Array.from({ length: 400 }, (_, i) => ({
    id: `d${String((i * 37) % 400).padStart(3, "0")}`,
    text: `${words(100 * (i % 40), 100 * (i % 40) + 90)} ${i % 7}`,
    url: `https://example.org/${i % 90}`,
    position: (i * 37) % 400,
  }));
  const results: Row[][] = [];
  for (const threads of [1, 2, 4])
    for (const rows of [documents, documents.toReversed()]) {
      const world = await run(rows, { methods: ["exact", "url", "near", "simhash"] }, { threads });
      results.push(await world.rows("SELECT * FROM duplicates"), await world.rows("SELECT * FROM pairs"));
    }
  expect(results[0].length).toBeGreaterThan(300);
  for (let i = 2; i < results.length; i++) expect(results[i]).toEqual(results[i % 2]);
});

test("every method passes empty, white, endless, hostile and broken texts", async () => {
  const texts = [
    "",
    " \n\t",
    "\0\0\0",
    "x".repeat(1_000_000),
    "a ".repeat(1_000_000),
    "\ud800 lone \udfff",
    "שלום עולם مرحبا",
    "e\u0301".repeat(1000),
    "我".repeat(5000),
  ];
  const documents = [...texts, ...texts].map((text, i) => ({
    id: `d${String(i).padStart(2, "0")}`,
    text,
    url: text,
  }));
  const world = await run(documents, { methods: ["exact", "url", "near", "simhash"], keep: "first" });
  expect(await copies(world)).toEqual(texts.map((_, i) => `d${String(i + 9).padStart(2, "0")}<d0${i}`));
});

test("the S-curve in force is a table, and stands in words beside the stage", async () => {
  const world = await run([], { methods: ["near", "simhash"], bands: 14, rows: 8 });
  const curve = await world.rows(
    "SELECT round(chance, 3) AS chance FROM s_curve WHERE method = 'near' AND similarity = 0.8",
  );
  expect(curve).toEqual([{ chance: 0.924 }]); // FineWeb's paper: 92 % at 14 × 8
  expect(await world.rows("SELECT count(*) AS n FROM s_curve")).toEqual([{ n: 202 }]);
  expect(world.notes.verify?.["MinHash 14 x 8 finds"]).toBe("56.5 % at 0.7, 92.4 % at 0.8, > 99.9 % at 0.9");
});
