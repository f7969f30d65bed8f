import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { readCharacters } from "../../../../src/clean/rules/ledger/amounts.ts";
import { type Ledger, openLedger, type RuleStage } from "../../../../src/clean/rules/ledger/ledger.ts";
import { lossesOf, topGroups } from "../../../../src/clean/rules/ledger/losses.ts";
import { otherStages, overlapOf } from "../../../../src/clean/rules/ledger/overlap.ts";
import { readPeople } from "../../../../src/clean/rules/ledger/people.ts";
import { openTrial, topTrialGroups, trialOf } from "../../../../src/clean/rules/ledger/trial.ts";
import { contract } from "../../../../src/core/table.ts";
import { workspaceOf } from "../workspace.ts";

const quality: RuleStage = {
  name: "quality",
  rules: [
    { name: "short", when: "word_count < 50" },
    { name: "loud", when: "loudness > 0.5" },
    { name: "never", when: "word_count > 1000" },
  ],
};
const decision = { stage: "quality", verdict: "drop", value: null, bound: "", reason: "" };

/** a short and loud, b short, c loud, d short but kept by hand, e a copy and short, f and g stay. Tokens 1, 10, 100 … tell who is in a sum. */
const ids = ["a", "b", "c", "d", "e", "f", "g"];
const words = [10, 20, 70, 30, 40, 50, null];
const loud = [0.9, 0.1, 0.8, 0.2, 0.1, 0.5, 0.4];
let workspace: Awaited<ReturnType<typeof workspaceOf>>;
let ledger: Ledger;

beforeAll(async () => {
  workspace = await workspaceOf(
    ids.map((id, i) => ({
      id,
      source: i < 3 ? "web" : "books",
      text: id.repeat(i + 1),
      language: i < 5 ? "en" : undefined,
    })),
    { word_count: "INTEGER", loudness: "DOUBLE" },
    ids.map((id, i) => ({ id, word_count: words[i], loudness: loud[i] })),
  );
  await workspace.create(
    "tokens",
    contract.tokens,
    ids.map((id, i) => ({ id, tokenizer: "gpt2", tokens: 10 ** i })),
  );
  const spoken = [
    ["a", "short"],
    ["b", "short"],
    ["d", "short"],
    ["e", "short"],
    ["a", "loud"],
    ["c", "loud"],
  ];
  await workspace.create("decisions", contract.decisions, [
    ...spoken.map(([id, rule]) => ({ id, rule, ...decision })),
    { id: "e", ...decision, stage: "copies", rule: "near_duplicate" },
    { id: "d", ...decision, stage: "people", rule: "by_hand", verdict: "keep" },
  ]);
  await workspace.create("votes", contract.votes, []);
  await workspace.create("labels", contract.labels, []);
  ledger = await openLedger(workspace.database, { stages: [quality] });
  await readPeople(ledger, 0);
});
afterAll(() => workspace.database.close());

const size = (documents: number, characters: number, tokens: number) => ({ documents, characters, tokens });

describe("lossesOf", () => {
  test("tells for every rule what it drops and what nothing else drops, in documents, characters and tokens", async () => {
    const [whole, ...more] = await lossesOf(ledger, await readCharacters(ledger, true));
    expect(more).toEqual([]);
    expect(whole.all).toEqual(size(7, 28, 1111111));
    expect(whole.dropped).toEqual(size(4, 1 + 2 + 3 + 5, 10111)); // not d, which a person kept
    expect(whole.rules).toEqual([
      {
        stage: "quality",
        rule: "short",
        when: "word_count < 50",
        joint: size(4, 1 + 2 + 4 + 5, 11011),
        alone: size(1, 2, 10),
      },
      {
        stage: "quality",
        rule: "loud",
        when: "loudness > 0.5",
        joint: size(2, 4, 101),
        alone: size(1, 3, 100),
      },
      {
        stage: "quality",
        rule: "never",
        when: "word_count > 1000",
        joint: size(0, 0, 0),
        alone: size(0, 0, 0),
      },
    ]);
  });

  test("parts them by source and by language; the parts sum to the whole", async () => {
    const characters = await readCharacters(ledger, true);
    const [whole] = await lossesOf(ledger, characters);
    for (const by of ["source", "language"] as const) {
      const groups = await lossesOf(ledger, characters, by);
      expect(groups.map(({ group }) => group)).toEqual(by === "source" ? ["books", "web"] : ["en", null]);
      const [sum] = topGroups(groups, 0);
      expect({ ...sum, group: null }).toEqual(whole);
    }
  });

  test("knows no characters where nobody measured them and the texts are not to be read", async () => {
    const [{ all, rules }] = await lossesOf(ledger, await readCharacters(ledger, false));
    expect(all).toEqual({ documents: 7, characters: null, tokens: 1111111 });
    expect(rules[0].joint.characters).toBeNull();
  });
});

describe("overlapOf", () => {
  test("counts pairs with Jaccard and both containments, other stages as one", async () => {
    const { pairs, droppers } = await overlapOf(ledger, 10);
    const short = { stage: "quality", rule: "short" };
    const loudRule = { stage: "quality", rule: "loud" };
    expect(droppers).toEqual([
      { ...short, documents: 4, tokens: 11011 },
      { ...loudRule, documents: 2, tokens: 101 },
      { ...otherStages, documents: 1, tokens: 10000 },
    ]);
    expect(pairs).toEqual([
      { a: short, b: otherStages, both: 1, jaccard: 1 / 4, aInB: 1 / 4, bInA: 1 },
      { a: short, b: loudRule, both: 1, jaccard: 1 / 5, aInB: 1 / 4, bInA: 1 / 2 },
    ]);
  });

  test("counts exact combinations: each dropped document is in one", async () => {
    const { combinations, distinct } = await overlapOf(ledger, 10);
    const named = combinations.map(({ droppers, documents, tokens }) => [
      droppers.map(({ rule }) => rule).join("+"),
      documents,
      tokens,
    ]);
    expect(named).toEqual([
      ["short", 2, 1010],
      ["loud", 1, 100],
      ["short+loud", 1, 1],
      ["short+(other stages)", 1, 10000],
    ]);
    expect(distinct).toBe(4);
    expect((await overlapOf(ledger, 1)).combinations).toHaveLength(1);
  });
});

describe("trialOf", () => {
  const outcome = async (when: string, replaces?: string) =>
    trialOf(ledger, await openTrial(ledger, when, replaces), await readCharacters(ledger, true), 1);

  test("counts what a predicate would drop and keep, and what it alone would", async () => {
    const { drop, keep, alone } = await outcome("word_count < 60");
    expect([drop, keep]).toEqual([size(5, 18, 111011), size(2, 10, 1000100)]);
    expect(alone).toEqual(size(1, 6, 100000)); // f: every other one is dropped by something else, or kept by hand
  });

  test("the rule that it replaces is no other rule", async () => {
    expect((await outcome("word_count < 60", "short")).alone).toEqual(size(2, 8, 100010));
    await expect(outcome("word_count < 60", "shrt")).rejects.toThrow(
      'rules try: --replaces names no rule of the run, got "shrt". Did you mean "short"?',
    );
  });

  test("parts the loss by source and language, the largest loss first", async () => {
    const { bySource, byLanguage } = await outcome("word_count < 60");
    expect(bySource).toEqual([
      { group: "books", all: size(4, 22, 1111000), dropped: size(3, 15, 111000) },
      { group: "web", all: size(3, 6, 111), dropped: size(2, 3, 11) },
    ]);
    expect(byLanguage.map(({ group, dropped }) => [group, dropped.documents])).toEqual([
      ["en", 4],
      [null, 1],
    ]);
    expect(topTrialGroups(bySource, 1)[1]).toEqual({ ...bySource[1], group: "1 more" });
  });

  test("shows the documents nearest to the bound, first those over which it alone decides", async () => {
    const { nearest, signal } = await outcome("word_count < 60");
    expect(signal).toBe("word_count");
    expect(nearest.inside.map(({ id, value, elsewhere }) => [id, value, elsewhere])).toEqual([
      ["f", 50, false],
    ]);
    expect(nearest.outside.map(({ id, value }) => [id, value])).toEqual([["c", 70]]);
  });

  test("refuses what rules refuse", async () => {
    await expect(outcome("wrd_count < 60")).rejects.toThrow('Did you mean "word_count"?');
    await expect(outcome("word_count < 'x'")).rejects.toThrow("word_count holds numbers");
  });
});
