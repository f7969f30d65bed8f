import { afterEach, describe, expect, test } from "vitest";
import { deduplicate } from "../../../src/clean/deduplicate/deduplicate.ts";
import type { DeduplicateOptions } from "../../../src/clean/deduplicate/options.ts";
import { normalUrl } from "../../../src/clean/deduplicate/url.ts";
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
  world?.close();
  world = await runEntry(
    documents.map((row, position) => ({ source: "a.jsonl", position, ...row })),
    deduplicate({ keep: "first", ...options }),
    given,
  );
  return world;
}

/** `copy<keeper by method`, sorted. */
async function copies({ rows }: World): Promise<string[]> {
  const found = await rows("SELECT id, keeper, method FROM duplicates WHERE NOT kept ORDER BY id");
  return found.map(({ id, keeper, method }) => `${id}<${keeper} by ${method}`);
}

const words = (from: number, to: number) =>
  Array.from({ length: to - from }, (_, i) => `w${from + i}`).join(" ");

describe("url", () => {
  const pages: Row[] = [
    { id: "a", text: "one", url: "http://www.example.org/page/" },
    { id: "b", text: "two", url: "https://example.org/page?utm_source=x#top" },
    { id: "c", text: "three", url: "https://example.org/other" },
    { id: "d", text: "four", url: null },
    { id: "e", text: "five", url: null },
    { id: "f", text: "one", url: "https://mirror.example/page" },
  ];

  test("equal addresses alone: texts are not compared, and documents without an address stay", async () => {
    const world = await run(pages, { methods: ["url"] });
    expect(await copies(world)).toEqual(["b<a by url"]);
    expect(await world.rows("SELECT rule, value, bound, reason FROM decisions")).toEqual([
      { rule: "url_duplicate", value: 1, bound: "1", reason: "the same address as a" },
    ]);
  });

  test("with equal texts too, each copy says how it relates to its keeper", async () => {
    expect(await copies(await run(pages, { methods: ["exact", "url"] }))).toEqual([
      "b<a by url",
      "f<a by exact",
    ]);
  });

  test("within a scope", async () => {
    const scoped = pages.map((page) => ({ ...page, language: page.id === "a" ? "en" : "de" }));
    expect(await copies(await run(scoped, { methods: ["exact", "url"], scope: "language" }))).toEqual([]);
  });

  test("a text whose first document went for its address is still compared by its others, with earlier and later ones", async () => {
    const near = `${words(0, 40)} end`;
    const at = (id: string, text: string, address: number) => ({
      id,
      text,
      url: `https://example.org/${address}`,
    });
    const documents = [
      at("a", "another page", 1),
      at("b", words(0, 40), 1), // a copy of a by its address
      at("c", near, 2),
      at("d", words(0, 40), 3), // the text of b: a near copy of c
      at("e", words(0, 40), 4),
    ];
    const world = await run(documents, { methods: ["exact", "url", "near"] });
    expect(await copies(world)).toEqual(["b<a by url", "d<c by near", "e<c by near"]);
  });

  test("who is kept is a copy of nobody kept, who goes is a copy of its keeper, whatever the texts and addresses", async () => {
    for (let seed = 1; seed <= 8; seed++) {
      const documents = randomPages(seed);
      const world = await run(
        documents.map((page) => ({ ...page })),
        { methods: ["exact", "url", "near"], threshold: 0.5 },
      );
      const found = await world.rows("SELECT id, keeper, kept FROM duplicates");
      const gone = new Map(
        found.filter(({ kept }) => !kept).map(({ id, keeper }) => [String(id), String(keeper)]),
      );
      const byId = new Map(documents.map((page) => [page.id, page]));
      for (const [id, keeper] of gone) {
        expect(gone.has(keeper)).toBe(false);
        expect(areCopies(byId.get(id)!, byId.get(keeper)!)).toBe(true);
      }
      const kept = documents.filter(({ id }) => !gone.has(id));
      for (const a of kept)
        for (const b of kept) if (a.id < b.id) expect(areCopies(a, b), `${a.id} ${b.id}`).toBe(false);
      expect(gone.size).toBeGreaterThan(20);
    }
  });
});

interface Page {
  readonly id: string;
  readonly text: string;
  readonly url: string | null;
}

/** Sixty pages of twelve texts that overlap by runs of words, at ten addresses or none. */
function randomPages(seed: number): Page[] {
  let state = seed;
  const below = (limit: number) => {
    state = (Math.imul(state, 1_103_515_245) + 12_345) & 0x7fffffff;
    return (state >>> 8) % limit;
  };
  return Array.from({ length: 60 }, (_, i) => {
    const start = 100 * below(4) + 12 * below(3);
    const address = below(14);
    return {
      id: `p${String(i).padStart(2, "0")}`,
      text: words(start, start + 40),
      url: address < 10 ? `https://example.org/${address}` : null,
    };
  });
}

/** The plain definition: equal texts, equal addresses, or Jaccard similarity of word 5-grams of at least a half. */
function areCopies(a: Page, b: Page): boolean {
  if (a.text === b.text) return true;
  if (normalUrl(a.url) !== null && normalUrl(a.url) === normalUrl(b.url)) return true;
  const [x, y] = [grams(a.text), grams(b.text)];
  return x.intersection(y).size / x.union(y).size >= 0.5;
}

function grams(text: string): Set<string> {
  const list = text.split(" ");
  return new Set(list.slice(4).map((_, i) => list.slice(i, i + 5).join(" ")));
}

describe("simhash", () => {
  const long = words(0, 400);
  const documents: Row[] = [
    { id: "a", text: long },
    { id: "b", text: `${long} end` },
    { id: "c", text: words(1000, 1400) },
  ];

  test("near copies are found without MinHash, verified by Jaccard similarity, and named", async () => {
    const world = await run(documents, { methods: ["simhash"] });
    expect(await copies(world)).toEqual(["b<a by simhash"]);
    expect(await world.rows("SELECT rule, bound, value FROM decisions")).toEqual([
      { rule: "simhash_duplicate", bound: "0.8", value: 396 / 397 },
    ]);
    expect(await world.rows("SELECT max(len(bands)) AS bands FROM signatures")).toEqual([{ bands: 0 }]);
  });

  test("beside MinHash a pair counts as near", async () => {
    expect(await copies(await run(documents, { methods: ["near", "simhash"] }))).toEqual(["b<a by near"]);
  });

  test("a hash within the distance does not do: similarity below the threshold stays", async () => {
    const world = await run(documents, { methods: ["simhash"], threshold: 0.999 });
    expect(world.notes.verify?.candidates).toBe(0);
    expect(await copies(await run(documents, { methods: ["simhash"], threshold: 396 / 397 }))).toHaveLength(
      1,
    );
  });
});

describe("semantic", () => {
  const vector = (id: string, degrees: number, model = "m", length = 1) => {
    const angle = (degrees / 180) * Math.PI;
    return { id, model, vector: [length * Math.cos(angle), length * Math.sin(angle)] };
  };
  const documents = ["a", "b", "c", "d"].map((id) => ({ id, text: `text ${id}` }));

  test("vectors of nearly one direction, whatever their length; stars, not chains", async () => {
    // cos 5° = 0.9962, cos 10° = 0.9848: b is a copy of a, c is none, and d is one of c.
    const vectors = [vector("a", 0), vector("b", 5, "m", 3), vector("c", 10), vector("d", 15)];
    const world = await run(documents, { methods: ["semantic"], epsilon: 0.01 }, { vectors });
    expect(await copies(world)).toEqual(["b<a by semantic", "d<c by semantic"]);
    expect(
      await world.rows("SELECT id, rule, bound, round(value, 4) AS value, reason FROM decisions LIMIT 1"),
    ).toEqual([
      { id: "b", rule: "semantic_duplicate", bound: "0.99", value: 0.9962, reason: "cosine 0.996 with a" },
    ]);
  });

  test("vectors without a direction are no copies; documents without a vector stay", async () => {
    const vectors = [vector("a", 0, "m", 0), vector("b", 0, "m", 0), vector("c", 0, "m", Number.NaN)];
    expect(await copies(await run(documents, { methods: ["semantic"] }, { vectors }))).toEqual([]);
  });

  test("within a scope", async () => {
    const vectors = documents.map(({ id }) => vector(id, 0));
    const scoped = documents.map((row) => ({ ...row, language: row.id < "c" ? "en" : "de" }));
    const world = await run(scoped, { methods: ["semantic"], scope: "language" }, { vectors });
    expect(await copies(world)).toEqual(["b<a by semantic", "d<c by semantic"]);
  });

  test("the keep policy chooses among them", async () => {
    const vectors = [vector("a", 0), vector("b", 1), vector("c", 90), vector("d", 180)];
    const longer = documents.map((row) => ({ ...row, text: row.id === "b" ? "a longer text" : row.text }));
    const world = await run(longer, { methods: ["semantic"], keep: "longest" }, { vectors });
    expect(await copies(world)).toEqual(["a<b by semantic"]);
  });

  test("several models need a choice; none needs a stage; a wrong name is told the nearest", async () => {
    const vectors = [vector("a", 0, "lsa-64"), vector("b", 0, "other")];
    const semantic = (model?: string) => run(documents, { methods: ["semantic"], model }, { vectors });
    await expect(semantic()).rejects.toThrow(
      'vectors of 2 models are there: lsa-64, other. Say which one with model: "lsa-64".',
    );
    await expect(semantic("lsa-46")).rejects.toThrow('no vectors of "lsa-46". Did you mean "lsa-64"?');
    await expect(run(documents, { methods: ["semantic"] })).rejects.toThrow(
      "no stage before it writes vectors",
    );
  });

  test("a cluster of one meaning that is unusually large stops the run", async () => {
    const many = Array.from({ length: 1000 }, (_, i) => ({ id: `d${i}`, text: `text ${i}` }));
    const vectors = many.map(({ id }, i) => vector(id, i < 300 ? 0 : i));
    await expect(run(many, { methods: ["semantic"], epsilon: 1e-6 }, { vectors })).rejects.toThrow(
      "copies of one",
    );
  });

  test("clusters and borders lose no pair: as a plain comparison of all with all", async () => {
    const many = Array.from({ length: 600 }, (_, i) => ({ id: `d${i}`, text: `text ${i}` }));
    const vectors = many.map(({ id }, i) => ({ id, model: "m", vector: randomVector(i) }));
    const epsilon = 0.08;
    const world = await run(many, { methods: ["semantic"], epsilon, largestShare: 1 }, { vectors });
    const found = await world.rows("SELECT DISTINCT a, b FROM alike ORDER BY a, b");
    const expected: string[] = [];
    for (let i = 0; i < 600; i++)
      for (let j = i + 1; j < 600; j++)
        if (cosine(vectors[i].vector, vectors[j].vector) >= 1 - epsilon) expected.push(`${i + 1} ${j + 1}`);
    expect(expected.length).toBeGreaterThan(200);
    expect(found.map(({ a, b }) => `${a} ${b}`).sort()).toEqual(expected.sort());
  });
});

/** A point of a cloud in six dimensions, in single precision as vectors are stored. */
function randomVector(seed: number): number[] {
  let state = seed + 1;
  return Array.from({ length: 6 }, () => {
    let sum = 0;
    for (let k = 0; k < 6; k++) {
      state = (Math.imul(state ^ (state >>> 15), 0x2c1b3c6d) + 0x9e3779b9) >>> 0;
      sum += state / 2 ** 32 - 0.5;
    }
    return Math.fround(sum);
  });
}

function cosine(a: readonly number[], b: readonly number[]): number {
  const dot = (x: readonly number[], y: readonly number[]) =>
    x.reduce((sum, value, i) => sum + value * y[i], 0);
  return dot(a, b) / Math.sqrt(dot(a, a) * dot(b, b));
}
