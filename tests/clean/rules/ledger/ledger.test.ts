import { cpSync, existsSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { openAxis, spreadOf } from "../../../../src/clean/rules/ledger/axis.ts";
import { costsOf } from "../../../../src/clean/rules/ledger/costs.ts";
import { type Changes, openDraft, ruleIn } from "../../../../src/clean/rules/ledger/draft.ts";
import { histogramOf } from "../../../../src/clean/rules/ledger/histogram.ts";
import {
  type Ledger,
  mostRules,
  openLedger,
  type RuleStage,
} from "../../../../src/clean/rules/ledger/ledger.ts";
import { beginningsOf, nearestTo } from "../../../../src/clean/rules/ledger/nearest.ts";
import { outcomeOf } from "../../../../src/clean/rules/ledger/outcome.ts";
import { readPeople } from "../../../../src/clean/rules/ledger/people.ts";
import { type Database, literal } from "../../../../src/core/database.ts";
import { contract } from "../../../../src/core/table.ts";
import { openWorkspace } from "../../../../src/core/workspace.ts";
import { files } from "../../../../src/io/files.ts";
import { openViews } from "../../../../src/io/open-views.ts";
import { temporaryFolder } from "../../../temporary-folder.ts";
import { workspaceOf } from "../workspace.ts";
import { one, plainSql } from "./plain.ts";

const rules: RuleStage = {
  name: "quality",
  rules: [
    { name: "too_few_words", when: "word_count < 50" },
    { name: "too_loud", when: "loudness > 0.5" },
  ],
};
const decision = { stage: "quality", verdict: "drop", value: null, bound: "", reason: "" };
const hand = { stage: "people", rule: "by_hand", value: null, bound: null, reason: "Ada: because" };

/** Eight documents: what is dropped by one rule, by both, by a copy stage, by hand, kept by hand, and three that stay. */
async function smallWorkspace() {
  const words = { a: 10, b: 20, c: 70, d: 80, e: 90, f: 30, g: 100, h: null };
  const loud = { a: 0.9, b: 0.1, c: 0.8, d: 0.2, e: 0.1, f: 0.1, g: 0.3, h: 0.4 };
  const ids = Object.keys(words) as (keyof typeof words)[];
  const workspace = await workspaceOf(
    ids.map((id, i) => ({
      id,
      source: i < 4 ? "web/x" : "books/y",
      text: `text of ${id}`,
      language: i < 6 ? "en" : "de",
    })),
    { word_count: "INTEGER", byte_count: "INTEGER", loudness: "DOUBLE" },
    ids.map((id) => ({ id, word_count: words[id], byte_count: 400, loudness: loud[id] })),
  );
  await workspace.create("tokens", contract.tokens, [
    { id: "d", tokenizer: "gpt2", tokens: 1000 },
    { id: "d", tokenizer: "other", tokens: 7 },
  ]);
  await workspace.create("decisions", contract.decisions, [
    { id: "a", rule: "too_few_words", ...decision },
    { id: "b", rule: "too_few_words", ...decision },
    { id: "f", rule: "too_few_words", ...decision },
    { id: "a", rule: "too_loud", ...decision },
    { id: "c", rule: "too_loud", ...decision },
    { id: "e", ...decision, stage: "copies", rule: "near_duplicate" },
    { id: "f", ...hand, verdict: "keep" },
    { id: "g", ...hand, verdict: "drop" },
  ]);
  await workspace.create("votes", contract.votes, []);
  await workspace.create("labels", contract.labels, []);
  return workspace;
}

describe("a ledger of eight documents", () => {
  let workspace: Awaited<ReturnType<typeof smallWorkspace>>;
  let ledger: Ledger;
  beforeAll(async () => {
    workspace = await smallWorkspace();
    ledger = await openLedger(workspace.database, { stages: [rules] });
    await readPeople(ledger, 0);
  });
  afterAll(() => workspace.database.close());

  const outcome = async (changes: Changes, named: string[] = []) =>
    outcomeOf(ledger, await openDraft(ledger, "quality", changes), named);

  test("sums the tokens that were counted, and a quarter of the bytes elsewhere", () => {
    expect([ledger.documents, ledger.tokens, ledger.tokenizer, ledger.estimated]).toEqual([
      8,
      1700,
      "gpt2",
      7,
    ]);
  });

  test("tells rules by cost: what each drops, and what would come back without it", async () => {
    const { kept, elsewhere, rules: costs } = await costsOf(ledger);
    expect(kept).toEqual({ documents: 3, tokens: 1200 });
    expect(elsewhere).toEqual({ documents: 2, tokens: 200 });
    expect(
      costs.map(({ rule, documents, tokens, alone }) => [rule, documents, tokens, alone.documents]),
    ).toEqual([
      ["too_few_words", 3, 300, 1], // b; a is loud too, f is kept by hand
      ["too_loud", 2, 200, 1], // c
    ]);
  });

  test("a moved bound loses and gains, the copies and people's verdicts stand", async () => {
    const { kept, lost, gained, rules: told } = await outcome({ too_few_words: "word_count < 85" });
    expect(kept).toEqual({ documents: 2, tokens: 200 }); // f by hand, h without a count of words
    expect(lost).toEqual({ documents: 1, tokens: 1000 }); // d
    expect(gained.documents).toBe(0);
    expect(told.get("too_few_words")).toMatchObject({ documents: 5, alone: { documents: 2 } });
  });

  test("a rule that is off lets back what it alone drops", async () => {
    const { gained, rules: told } = await outcome({ too_loud: null }, ["too_few_words"]);
    expect(gained.documents).toBe(1);
    expect(told.get("too_loud")).toMatchObject({ documents: 0, alone: { documents: 0 } });
    expect(told.get("too_few_words")).toMatchObject({ documents: 3, alone: { documents: 2 } }); // a as well
  });

  test("a new rule speaks beside those in force", async () => {
    const { kept, rules: told } = await outcome({ not_english: "language = 'de'" });
    expect(kept.documents).toBe(2);
    expect(told.get("not_english")).toMatchObject({ documents: 2, alone: { documents: 1 } });
  });

  test("precision counts people's verdicts, then people's votes, then labels", async () => {
    const vote = { task: "worth", kind: "person", confidence: null, at: null, seconds: null };
    await workspace.create("votes", contract.votes, [
      { id: "b", voter: "Ada", label: "junk", ...vote },
      { id: "c", voter: "Ada", label: "junk", ...vote },
      { id: "c", voter: "Bob", label: "good", ...vote }, // divided: no answer
      { id: "d", voter: "Ada", label: "good", ...vote, kind: "function" },
    ]);
    await workspace.create("labels", contract.labels, [
      { id: "a", task: "worth", label: "good", probability: 1, source: "label-model" },
      { id: "b", task: "worth", label: "good", probability: 1, source: "label-model" },
      { id: "c", task: "worth", label: "junk", probability: 1, source: "label-model" },
      { id: "d", task: "worth", label: "junk", probability: 1, source: "label-model" },
      { id: "f", task: "worth", label: "junk", probability: 1, source: "label-model" },
    ]);
    await readPeople(ledger, 1, { task: "worth", unwanted: ["junk"] });
    const { agreement, unwanted, rules: told } = await outcome({}, ["too_few_words"]);
    expect(told.get("too_few_words")?.agreement).toEqual({ answered: 3, right: 1, byPeople: 2 }); // a good (model), b junk, f kept by hand
    expect(agreement).toEqual({ answered: 3, right: 2, byPeople: 2 }); // a, b, g
    expect(unwanted).toBe(3); // b, g, and d, which is kept
    await readPeople(ledger, 2);
    expect((await outcome({})).agreement).toEqual({ answered: 1, right: 1, byPeople: 1 }); // g, by hand
  });

  test("a bin tells what stays, what the bound decides over, and what others drop", async () => {
    const draft = await openDraft(ledger, "quality", {});
    const rule = await ruleIn(ledger, draft, "too_few_words");
    const axis = await openAxis(ledger, rules, "word_count");
    const [all, ...groups] = await histogramOf(ledger, {
      draft,
      axis,
      edges: [10, 50, 101],
      rule,
      handle: rule?.handles[0],
      by: "source",
    });
    expect(all.bins).toEqual([
      { kept: 1, movable: 1, dropped: 0, elsewhere: 1 }, // f by hand; b; a is loud too
      { kept: 0, movable: 1, dropped: 0, elsewhere: 3 }, // d; c loud, e a copy, g by hand
    ]);
    expect(groups.map(({ group, bins }) => [ledger.sources[Number(group)].source, bins[1].movable])).toEqual([
      ["web/x", 1],
      ["books/y", 0],
    ]);
  });

  test("a second condition splits a bin into what the bound can reach and what it cannot", async () => {
    const draft = await openDraft(ledger, "quality", {
      too_few_words: "word_count < 50 AND language = 'en' OR loudness > 0.75",
    });
    const rule = await ruleIn(ledger, draft, "too_few_words");
    const axis = await openAxis(ledger, rules, "word_count");
    const [{ bins }] = await histogramOf(ledger, {
      draft,
      axis,
      edges: [0, 50, 200],
      rule,
      handle: rule?.handles[0],
    });
    expect(bins[1]).toEqual({ kept: 0, movable: 1, dropped: 0, elsewhere: 3 });
    const loud = rule?.handles[1];
    const onLoudness = await openAxis(ledger, rules, "loudness");
    const [other] = await histogramOf(ledger, {
      draft,
      axis: onLoudness,
      edges: [0, 0.45, 1],
      rule,
      handle: loud,
    });
    expect(other.bins[0]).toEqual({ kept: 1, movable: 2, dropped: 1, elsewhere: 2 }); // f; d, h; b; e, g
  });

  test("the nearest on both sides of a bound come first, those it alone decides over before all", async () => {
    const draft = await openDraft(ledger, "quality", { too_few_words: "word_count < 75" });
    const rule = await ruleIn(ledger, draft, "too_few_words");
    if (rule === undefined) throw new Error("no rule");
    const axis = await openAxis(ledger, rules, "word_count");
    const { inside, outside } = await nearestTo(ledger, draft, { rule, handle: rule.handles[0], axis }, 3);
    expect(inside.map(({ id, value, elsewhere }) => [id, value, elsewhere])).toEqual([
      ["b", 20, false],
      ["c", 70, true],
      ["f", 30, true],
    ]);
    expect(outside.map(({ id, elsewhere }) => [id, elsewhere])).toEqual([
      ["d", false],
      ["e", true],
      ["g", true],
    ]);
    expect(await beginningsOfTexts(["d"])).toEqual(new Map([["d", "text "]]));
  });

  const beginningsOfTexts = async (ids: string[]) => {
    await workspace.database.execute("CREATE OR REPLACE VIEW text AS SELECT id, text FROM documents");
    return beginningsOf(ledger, ids, 5);
  };

  test.each([
    [{ too_few_words: "wrd_count < 5" }, 'Did you mean "word_count"?'],
    [{ too_few_words: "word_count < (SELECT 1)" }, "which rules cannot"],
    [{ x: "getenv('HOME') = ''" }, "calls getenv"],
    [{ "x; DROP TABLE ledger": "word_count < 5" }, "is no name for a rule"],
    [{ x: "_mask < 5" }, 'no column "_mask"'],
    [{ x: "word_count" }, "needs true or false"],
  ])("refuses %j", async (changes, reason) => {
    await expect(openDraft(ledger, "quality", changes as Changes)).rejects.toThrow(reason);
  });

  test.each(["1) < 0 OR (2", "(SELECT 1)", "nonsense", "word_count) AS x, (1"])(
    "refuses the axis %s",
    async (expression) => {
      await expect(openAxis(ledger, rules, expression)).rejects.toThrow(/signal|axis/);
    },
  );

  test("a stage reads only what was measured before it", async () => {
    const early = await openLedger(workspace.database, { stages: [{ ...rules, signals: ["word_count"] }] });
    await expect(openDraft(early, "quality", { x: "loudness > 1" })).rejects.toThrow('no column "loudness"');
  });
});

test("a pipeline of more than 126 rules is refused in one line; 126 fit", async () => {
  const workspace = await smallWorkspace();
  const many = (count: number): RuleStage => ({
    name: "quality",
    rules: Array.from({ length: count }, (_, i) => ({ name: `r${i}`, when: `word_count < ${i}` })),
  });
  await workspace.create("decisions", contract.decisions, [{ id: "a", ...decision, rule: "r125" }]);
  const ledger = await openLedger(workspace.database, { stages: [many(mostRules)] });
  await readPeople(ledger, 0);
  const { rules: costs } = await costsOf(ledger);
  expect(costs[0]).toMatchObject({ rule: "r125", documents: 1 });
  const draft = await openDraft(ledger, "quality", { r125: null });
  expect((await outcomeOf(ledger, draft)).gained.documents).toBe(1);
  await expect(openLedger(workspace.database, { stages: [many(127)] })).rejects.toThrow("at most 126 rules");
});

const quickstart = join(import.meta.dirname, "../../../../quickstart.sluice");

describe.skipIf(!existsSync(quickstart))("the ledger of the quickstart gives what plain SQL gives", () => {
  let database: Database;
  let ledger: Ledger;
  let stages: RuleStage[];
  beforeAll(async () => {
    const folder = join(temporaryFolder("sluice-ledger-"), "quickstart.sluice");
    cpSync(quickstart, folder, { recursive: true });
    ({ database } = await openViews(await openWorkspace(files, folder)));
    stages = [
      {
        name: "quality",
        rules: [
          { name: "too_few_words", when: "word_count < 20" },
          { name: "not_english", when: "language <> 'en' AND language_score > 0.9" },
          { name: "repeated_lines", when: "duplicate_line_ratio > 0.3" },
          { name: "repeated_10grams", when: "duplicate_10gram_char_ratio > 0.3" },
          { name: "one_long_line", when: "character_count / line_count > 2000" },
        ],
      },
    ];
    const [copy] = await database.rows("SELECT id FROM survivors LIMIT 1");
    const [gone] = await database.rows(
      "SELECT id FROM documents WHERE id NOT IN (SELECT id FROM survivors) LIMIT 1",
    );
    for (const [id, verdict] of [
      [copy.id, "drop"],
      [gone.id, "keep"],
    ])
      await database.execute(
        `INSERT INTO people_decisions VALUES (${literal(String(id))}, 'people', 'by_hand', '${verdict}', NULL, NULL, 'Ada: x')`,
      );
    ledger = await openLedger(database, { stages });
    await readPeople(ledger, 1);
  });
  afterAll(() => database?.close());

  const drafts: readonly Changes[] = [
    {},
    { too_few_words: "word_count < 20" },
    { too_few_words: "word_count < 120" },
    { repeated_10grams: "duplicate_10gram_char_ratio > 0.05", repeated_lines: null },
    { one_long_line: "character_count / line_count > 90" },
    { too_loud: "stop_word_count < 4 AND language = 'en'", too_few_words: null },
    Object.fromEntries(
      ["too_few_words", "not_english", "repeated_lines", "repeated_10grams", "one_long_line"].map((name) => [
        name,
        null,
      ]),
    ),
  ];

  test.each(drafts)("kept, lost, gained and each rule's own: %j", async (changes) => {
    const sql = plainSql(stages, "quality", changes);
    const outcome = await outcomeOf(ledger, await openDraft(ledger, "quality", changes), [
      "too_few_words",
      "repeated_lines",
    ]);
    expect(outcome.kept).toEqual(await one(database, sql.kept));
    expect(outcome.lost).toEqual(await one(database, sql.changed("was", "NOT stays")));
    expect(outcome.gained).toEqual(await one(database, sql.changed("NOT was", "stays")));
    for (const [name, { documents, tokens, alone }] of outcome.rules) {
      expect([name, { documents, tokens }]).toEqual([name, await one(database, sql.dropped(name))]);
      expect([name, alone]).toEqual([name, await one(database, sql.alone(name))]);
    }
  });

  test("without a change it is what the run kept", async () => {
    const { kept } = await costsOf(ledger);
    expect({ n: kept.documents }).toEqual(await one(database, "SELECT count(*) AS n FROM survivors"));
    const { rules: costs } = await costsOf(ledger);
    for (const { rule, documents, tokens, alone } of costs) {
      const sql = plainSql(stages, "quality", {});
      expect({ documents, tokens }).toEqual(await one(database, sql.dropped(rule)));
      expect(alone).toEqual(await one(database, sql.alone(rule)));
    }
  });

  test("every bin of every kind", async () => {
    const changes = { too_few_words: "word_count < 60", not_english: null };
    const draft = await openDraft(ledger, "quality", changes);
    const rule = await ruleIn(ledger, draft, "too_few_words");
    const axis = await openAxis(ledger, stages[0], "word_count");
    const spread = await spreadOf(ledger, axis);
    expect(spread).toMatchObject({ whole: true, unmeasured: 0 });
    const edges = [0, 10, 20, 60, 100, 1000, 5000];
    const [{ bins }, ...groups] = await histogramOf(ledger, {
      draft,
      axis,
      edges,
      rule,
      handle: rule?.handles[0],
      by: "source",
    });
    const others = plainSql(stages, "quality", { ...changes, too_few_words: null });
    for (const [i, bin] of bins.entries()) {
      const [from, to] = [i === 0 ? undefined : edges[i], i === bins.length - 1 ? undefined : edges[i + 1]];
      const count = async (condition: string) =>
        Number((await one(database, others.bin("word_count", from, to, condition))).documents);
      expect(bin).toEqual({
        kept: await count("held"),
        movable: await count("NOT held AND NOT gone AND NOT spoken"),
        dropped: 0,
        elsewhere: await count("NOT held AND (gone OR spoken)"),
      });
    }
    for (const [i, bin] of bins.entries())
      expect(groups.reduce((sum, group) => sum + group.bins[i].movable, 0)).toBe(bin.movable);
  });
});
