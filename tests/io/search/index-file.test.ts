import { copyFileSync, statSync, truncateSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { batchOf } from "../../../src/core/batch.ts";
import { IndexFile, writeIndex } from "../../../src/io/search/index-file.ts";
import { parseQuery } from "../../../src/io/search/query.ts";
import { temporaryFolder } from "../../temporary-folder.ts";

const folder = temporaryFolder("sluice-search-");
const path = join(folder, "index.sqlite");

const texts: Record<string, [title: string | null, text: string]> = {
  mill: ["The mill", "The wheel of the mill turns by the river. The wheel was old."],
  river: [null, "A river runs to the sea, and the river is wide."],
  tokyo: ["東京の話", "私は東京都に住んでいます。カタカナ"],
  kyoto: [null, "京都は古い都です。"],
  seoul: [null, "서울특별시에 살고 있습니다"],
  thai: [null, "ภาษาไทยเขียนติดกัน"],
  accents: [null, "Le café d'Étaples est naïf. Ёлка"],
  code: [null, 'if (a["x"] != b) { c++; } -- NEAR OR NOT AND "quoted"'],
  mixed: [null, "GPT東京版 と 東京GPT"],
  extended: [null, "𠀀𠀁 sits beyond the basic plane"],
  pond: [null, "quiet lakes of water"],
  lake: ["Lakes", "quiet water of old"],
  empty: [null, ""],
};

let index: IndexFile;
beforeAll(async () => {
  const schema = { id: "VARCHAR", title: "VARCHAR", text: "VARCHAR" } as const;
  const rows = Object.entries(texts).map(([id, [title, text]]) => ({ id, title, text }));
  const told: number[] = [];
  await writeIndex(
    path,
    (async function* () {
      yield batchOf(schema, rows.slice(0, 4));
      yield batchOf(schema, rows.slice(4));
    })(),
    (documents) => told.push(documents),
  );
  expect(told).toEqual([4, rows.length]);
  index = new IndexFile(path);
});
afterAll(() => index.close());

const found = (query: string) => {
  const { match } = parseQuery(query);
  return match === undefined ? [] : index.find(match, 20, 0).map(({ id }) => id);
};

describe("a search", () => {
  test.each([
    ["all words must occur", "river wheel", ["mill"]],
    ["letter case, accents and width do not matter", "CAFE etaples ｎａｉｆ елка", ["accents"]],
    ["a phrase stands in a row", '"the river"', ["mill", "river"]],
    ["words of a phrase in another order are not found", '"river the mill"', []],
    ["a phrase without its closing quote is one all the same", '"river runs', ["river"]],
    ["a star looks for beginnings", "whe*", ["mill"]],
    ["a star after a phrase too", '"runs to t"*', ["river"]],
    ["two characters of Japanese", "東京", ["tokyo", "mixed"]],
    ["characters that stand side by side elsewhere only are not found", "東都", []],
    ["one character, also the last of its run", "都", ["kyoto", "tokyo"]],
    ["katakana", "カタ", ["tokyo"]],
    ["Hangul", "특별시", ["seoul"]],
    ["Thai", "ไทย", ["thai"]],
    ["a word of two scripts", "GPT東京", ["mixed"]],
    ["the same the other way round", "東京GPT", ["mixed"]],
    ["beyond the basic plane", "𠀀𠀁", ["extended"]],
    ["punctuation is not looked for", "c++ a[x]", ["code"]],
    ["words of the language of FTS5 are words", "NEAR OR NOT AND", ["code"]],
    ["nothing but punctuation finds nothing", '"" - *', []],
  ])("%s", (_, query, ids) => {
    expect(found(query).toSorted()).toEqual([...ids].toSorted());
  });

  test("gives the best first: what is said twice before what is said once, a title before a text", () => {
    expect(found("river")).toEqual(["river", "mill"]);
    expect(found("lakes")).toEqual(["lake", "pond"]);
    const [best, next] = index.find(parseQuery("river").match!, 2, 0);
    expect(best.score).toBeGreaterThan(next.score);
  });

  test("counts all, gives a page, and knows the rows of all", () => {
    const match = parseQuery("the").match!;
    const all = index.find(match, 20, 0).map(({ row }) => row);
    expect(index.count(match)).toBe(all.length);
    expect(index.find(match, 1, 1).map(({ row }) => row)).toEqual([all[1]]);
    expect([...index.matches(match)]).toEqual(all.toSorted((a, b) => a - b));
  });

  test("takes whatever is typed for words: never an error, never a document without them", () => {
    const typed = fc.oneof(
      fc.string({ unit: "binary", maxLength: 40 }),
      fc.string({ unit: fc.constantFrom(..."\"*^:+-(){}[],.'\\\0\n 東AND", "NEAR(", '"a"'), maxLength: 30 }),
    );
    fc.assert(
      fc.property(typed, (query) => {
        const { match } = parseQuery(query);
        if (match !== undefined) index.find(match, 5, 0);
      }),
      { numRuns: 3_000 },
    );
  });

  test("reads at most 32 words of a query", () => {
    expect(parseQuery("word ".repeat(500)).terms).toHaveLength(32);
  });
});

test("the ids of all rows lie in a row", () => {
  const { bytes, offsets } = index.ids();
  const ids = Array.from({ length: offsets.length - 1 }, (_, i) =>
    new TextDecoder().decode(bytes.subarray(offsets[i], offsets[i + 1])),
  );
  expect(ids).toEqual(Object.keys(texts));
});

describe("a file that is no whole index", () => {
  test("is refused: one that was cut, one that is something else, one that was not finished", async () => {
    const cut = join(folder, "cut.sqlite");
    copyFileSync(path, cut);
    truncateSync(cut, statSync(path).size - 8_192);
    const other = join(folder, "other.sqlite");
    writeFileSync(other, "no database");
    const unfinished = join(folder, "unfinished.sqlite");
    const failing = (async function* () {
      yield batchOf({ id: "VARCHAR", title: "VARCHAR", text: "VARCHAR" }, [{ id: "a", text: "b" }]);
      throw new Error("the reader failed");
    })();
    await expect(writeIndex(unfinished, failing, () => {})).rejects.toThrow("the reader failed");
    for (const file of [cut, other, unfinished]) expect(() => new IndexFile(file)).toThrow();
  });
});
