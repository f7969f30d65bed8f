import { beforeAll, describe, expect, test } from "vitest";
import {
  histogramQuery,
  mapQualityQuery,
  reportQueries,
  spreadQuery,
} from "../../../src/viz/report/queries.ts";
import { readReportFacts } from "../../../src/viz/report/read.ts";
import { openContext, type TestContext } from "../context.ts";
import { fillWorkspace } from "./workspace.ts";

const run = { name: "books", file: "books.ts", inputs: ["books/*.jsonl"] };
const quality = { map_quality: { measure: "VARCHAR", value: "DOUBLE" } } as const;

describe("over empty views", () => {
  let context: TestContext;
  beforeAll(async () => {
    context = await openContext();
  });

  test.each(Object.entries(reportQueries))("%s binds and runs", async (_, sql) => {
    await context.rows(`EXPLAIN ${sql}`);
    await expect(context.rows(sql)).resolves.toBeInstanceOf(Array);
  });

  test("facts are read without a single row", async () => {
    const facts = await readReportFacts(context.rows, { run });
    expect(facts.totals).toEqual({ documents: 0, kept: 0, quarantined: 0, tokens: null, tokenizer: null });
    expect(facts.funnel?.steps).toEqual([]);
    expect(facts.map).toBeUndefined();
    expect(facts.tokens).toBeUndefined();
  });
});

describe("over a workspace of eight documents", () => {
  let context: TestContext;
  const rows = (sql: string) => context.rows(sql);
  beforeAll(async () => {
    context = await openContext(quality);
    await fillWorkspace(context);
  });

  test("every query binds and gives rows", async () => {
    for (const sql of [
      ...Object.values(reportQueries),
      mapQualityQuery,
      spreadQuery("word_count"),
      histogramQuery("word_count", ["too_few_words"], [0, 50, 1000]),
    ])
      expect((await rows(sql)).length).toBeGreaterThan(0);
  });

  test("the funnel lets a document fall once, at its first stage, and estimates its tokens from bytes", async () => {
    const { funnel } = await readReportFacts(context.rows, { run });
    expect(funnel?.unit).toBe("tokens");
    expect(funnel?.steps.map(({ stage }) => stage)).toEqual(["quality", "copies", "not chosen"]);
    const [quality, copies, rest] = funnel!.steps;
    expect([quality.lost, copies.lost, rest.lost].map(Math.round)).toEqual([6, 8, 10]);
    expect(funnel?.input).toBeCloseTo(40 + 24, 5);
  });

  test("a stage of the funnel names its rules by what they took there", async () => {
    const { funnel } = await readReportFacts(context.rows, { run });
    const rules = funnel!.steps[0].rules!.map(({ rule, lost }) => [rule, Math.round(lost)]);
    expect(rules).toEqual([
      ["too_few_words", 6],
      ["too_many_symbols", 4],
    ]);
  });

  test("a rule counts its documents, and those that it alone drops", async () => {
    const { rules } = await readReportFacts(context.rows, { run });
    const counts = Object.fromEntries(rules!.map(({ rule, documents, alone }) => [rule, [documents, alone]]));
    expect(counts).toEqual({ too_few_words: [2, 1], too_many_symbols: [1, 0], near_duplicate: [1, 1] });
  });

  test("a document that a keep decision saved counts as dropped by no rule", async () => {
    const { rules, totals } = await readReportFacts(context.rows, { run });
    expect(totals.kept).toBe(4);
    expect(rules!.reduce((sum, { documents }) => sum + documents, 0)).toBe(4);
  });

  test("histograms have the bounds of their rules; bins hold every measured document once", async () => {
    const { histograms } = await readReportFacts(context.rows, { run });
    const [words] = histograms!;
    expect(words.signal).toBe("word_count");
    expect(words.bounds).toEqual([{ rule: "too_few_words", value: 50, drops: "below" }]);
    expect(words.bins.map(({ from }) => from)).toContain(50);
    const sum = (pick: "kept" | "dropped" | "elsewhere") =>
      words.bins.reduce((all, bin) => all + bin[pick], 0);
    expect([sum("kept"), sum("dropped"), sum("elsewhere")]).toEqual([4, 2, 2]);
  });

  test("copies, labels, scores, map and tokens are read as they are", async () => {
    const facts = await readReportFacts(context.rows, { run });
    expect(facts.duplicates).toMatchObject({
      documents: 2,
      removed: 1,
      clusters: 1,
      sizes: [{ size: 2, clusters: 1 }],
    });
    expect(facts.duplicates?.largest[0]).toMatchObject({
      keeper: "d3",
      similarity: 0.9,
      copies: [{ id: "d4", method: "minhash", similarity: 0.9 }],
    });
    const [topic] = facts.tasks!;
    expect(topic.distribution).toEqual([
      { label: "sea", documents: 2 },
      { label: "law", documents: 1 },
    ]);
    expect(topic.agreements).toEqual([{ a: "mentions_law", b: "mentions_sea", share: 0.5, both: 2 }]);
    expect(topic.voters.find(({ voter }) => voter === "mentions_sea")).toMatchObject({
      coverage: 3 / 4,
      overlap: 2 / 4,
      conflict: 1 / 4,
    });
    expect(facts.scores?.[0].best[0].id).toBe("d8");
    expect(facts.scores?.[0].worst.map(({ id }) => id)).toEqual(["d3"]);
    expect(facts.map?.quality).toEqual({ trustworthiness: 0.98 });
    expect(facts.tokens?.by[0]).toEqual({
      name: "source",
      rest: "other",
      parts: [
        { name: "b.jsonl", tokens: 30, documents: 3 },
        { name: "a.jsonl", tokens: 10, documents: 1 },
      ],
    });
  });
});

test("a signal whose name is SQL is still only a name", async () => {
  const context = await openContext();
  const name = 'x" FROM signals; DROP TABLE documents; --';
  await context.fill("signals", [{ id: "a", [name]: 1 }], { id: "VARCHAR", [name]: "DOUBLE" });
  expect(await context.rows(spreadQuery(name))).toEqual([{ low: 1, median: 1, high: 1 }]);
  expect(await context.rows(histogramQuery(name, ["it's"], [0, 2]))).toHaveLength(1);
});
