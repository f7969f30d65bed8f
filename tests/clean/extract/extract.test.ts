import { describe, expect, it } from "vitest";
import { extract } from "../../../src/clean/extract/extract.ts";
import { batchOf, strings } from "../../../src/core/batch.ts";
import type { BatchContext } from "../../../src/core/stage.ts";

const context: BatchContext = { stage: "text", file: (name) => name };
const html = JSON.stringify({ media_type: "text/html" });
const sentence = "The river rose for three days, and on the fourth it took the bridge at Alder with it.";

async function run(
  rows: readonly { id: string; text: string | null; metadata: string | null }[],
  options = {},
) {
  const kernel = await extract(options).open(context);
  const placed = rows.map((row, position) => ({ ...row, source: "pages.warc", position }));
  const schema = {
    id: "VARCHAR",
    text: "VARCHAR",
    metadata: "JSON",
    source: "VARCHAR",
    position: "BIGINT",
  } as const;
  const tables = await kernel(batchOf(schema, placed));
  const rowsOf = (table: string) => tables[table]?.toArray().map((row) => ({ ...row.toJSON() })) ?? [];
  return {
    text: strings(tables.text, "text"),
    decisions: rowsOf("decisions"),
    extraction: rowsOf("extraction"),
    quarantine: rowsOf("quarantine"),
  };
}

describe("extract", () => {
  it("replaces pages by their main text and passes other documents unchanged, row by row", async () => {
    const { text, decisions } = await run([
      { id: "a", text: "<b>not a page</b>", metadata: null },
      { id: "b", text: `<title>River at Alder</title><p>${sentence}</p>`, metadata: html },
      { id: "c", text: "x < y", metadata: `{"media_type": "text/plain"}` },
      {
        id: "d",
        text: `<p>${sentence}</p>`,
        metadata: `{"media_type": "application/xhtml+xml; charset=utf-8"}`,
      },
      { id: "e", text: null, metadata: "not json, though it says media_type" },
    ]);
    expect(text).toEqual(["<b>not a page</b>", sentence, "x < y", sentence, ""]);
    expect(decisions).toEqual([]);
  });

  it("hands on the bytes of a batch without pages", async () => {
    const { text, extraction } = await run([{ id: "a", text: "plain é", metadata: null }]);
    expect(text).toEqual(["plain é"]);
    expect(extraction).toEqual([]);
  });

  it("writes what it found about each page", async () => {
    const head = `<title>River at Alder</title><meta name="author" content="Ann"><meta name="date" content="2019-11-20">`;
    const { extraction } = await run([{ id: "b", text: `${head}<p>${sentence}</p>`, metadata: html }]);
    const [{ confidence, published, ...rest }] = extraction;
    expect(rest).toEqual({ id: "b", title: "River at Alder", author: "Ann", words: 18n });
    expect(new Date(published).toISOString()).toBe("2019-11-20T00:00:00.000Z");
    expect(confidence).toBeGreaterThan(0);
  });

  it("drops a page without main text", async () => {
    const { text, decisions } = await run([
      { id: "a", text: "<nav><a href='/'>Home</a></nav>", metadata: html },
    ]);
    expect(text).toEqual([""]);
    expect(decisions).toMatchObject([
      { id: "a", stage: "text", rule: "no_main_text", verdict: "drop", value: 0, bound: "words > 0" },
    ]);
  });

  it("drops a page with fewer words than asked for, and keeps one with as many", async () => {
    const row = { id: "a", text: `<p>${sentence}</p>`, metadata: html };
    expect((await run([row], { minimumWords: 18 })).decisions).toEqual([]);
    const { text, decisions } = await run([row], { minimumWords: 19 });
    expect(text).toEqual([sentence]);
    expect(decisions).toMatchObject([
      { rule: "too_few_words", verdict: "drop", value: 18, bound: "words >= 19" },
    ]);
  });

  it("ends a hostile page in quarantine, with an empty text and the reason, and goes on", async () => {
    const { text, decisions, extraction, quarantine } = await run([
      { id: "deep", text: "<div>".repeat(200_000), metadata: html },
      { id: "long", text: "a".repeat(8 * 1024 * 1024 + 1), metadata: html },
      { id: "good", text: `<p>${sentence}</p>`, metadata: html },
    ]);
    expect(text).toEqual(["", "", sentence]);
    expect(decisions).toMatchObject([
      { id: "deep", rule: "extraction_failed", reason: "page exceeds the limit of 10000 deeperTags" },
      { id: "long", rule: "extraction_failed", reason: "page exceeds the limit of 8388608 characters" },
    ]);
    expect(extraction.map(({ id }) => id)).toEqual(["good"]);
    expect(quarantine).toMatchObject([
      { source: "pages.warc", position: 0n, error: "extract: page exceeds the limit of 10000 deeperTags" },
      { source: "pages.warc", position: 1n, excerpt: "a".repeat(200) },
    ]);
  });

  it.each([
    ["nested tags", "<div>".repeat(100_000)],
    ["a page of 50 MB", `<p>${"word ".repeat(10_000_000)}`],
    ["an endless attribute", `<div class="${"a".repeat(8_000_000)}`],
    ["two million attributes", `<div ${"a=b ".repeat(2_000_000)}>x`],
    ["tags in attributes that never close", `<p>${"<a href='".repeat(800_000)}`],
    ["brackets in JSON-LD", `<script type="application/ld+json">${"[".repeat(1_000_000)}</script><p>hello`],
    ["less-than signs alone", "<".repeat(8_000_000)],
  ])("%s cost at most 2 s", async (_, text) => {
    const begun = process.cpuUsage();
    await run([{ id: "hostile", text, metadata: html }]);
    const { user, system } = process.cpuUsage(begun);
    expect((user + system) / 1e6).toBeLessThan(2);
  });

  it("names the nearest option for an unknown one, and the bounds of a wrong value", () => {
    expect(() => extract({ minimumWord: 5 } as never)).toThrow(
      `extract: unknown option "minimumWord". Did you mean "minimumWords"?`,
    );
    expect(() => extract({ minimumWords: -1 })).toThrow(/minimumWords/);
  });
});
