import { describe, expect, test } from "vitest";
import { shellWord } from "../../../src/core/shell-word.ts";
import type { RuleCount, StageRecord } from "../../../src/core/workspace.ts";
import type { KnownRun } from "../../../src/server/resources/runs/history.ts";
import { nextActs, type Situation } from "../../../src/server/resources/runs/next-acts.ts";

function run(
  rules: readonly RuleCount[] = [],
  record: Partial<KnownRun["record"]> = {},
  kind = "rules",
): KnownRun {
  const stages = [{ name: "quality", entry: "quality", kind, rules }] as unknown as StageRecord[];
  return {
    record: {
      pipeline: "p",
      file: "my p.ts",
      workers: 1,
      sample: null,
      finished: true,
      seconds: 1,
      stages,
      ...record,
    },
    definitions: {},
  } as unknown as KnownRun;
}

const calm: Situation = {
  folder: "p.sluice",
  run: run([{ rule: "short", documents: 10 }]),
  isRunning: false,
  totals: { documents: 100, kept: 90, quarantined: 0, tokens: 5000, tokenizer: "gpt2" },
  pending: { votes: 0, decisions: 0, preferences: 0, unusedTasks: [] },
  tables: ["documents", "map", "tokens"],
  disagreements: [],
};

const first = (situation: Partial<Situation>) => nextActs({ ...calm, ...situation })[0];

describe("the next sensible act", () => {
  test("nothing ran: what to type, for this very folder", () => {
    expect(first({ run: undefined, folder: "it's here" })).toMatchObject({
      command: "sluice run pipeline.ts --workspace 'it'\\''s here'",
    });
  });

  test("a run that stopped is finished first", () => {
    expect(first({ run: run([], { finished: false }) })).toMatchObject({
      text: "Finish the run",
      why: expect.stringContaining("stopped after quality"),
      command: "sluice run 'my p.ts' --workspace p.sluice",
    });
  });

  test.each([
    [{ votes: 1 }, "1 vote is newer than the run: only what depends on it runs."],
    [{ votes: 3, decisions: 2 }, "3 votes, 2 decisions by hand are newer than the run"],
    [{ preferences: 2 }, "2 preferences are newer"],
  ])("%j since the run: run again", (deeds, why) => {
    expect(first({ pending: { ...calm.pending!, ...deeds } })).toMatchObject({
      text: "Run again",
      why: expect.stringContaining(why),
      command: "sluice run 'my p.ts' --workspace p.sluice",
    });
  });

  test("while a run is in progress nobody is asked to start one", () => {
    const acts = nextActs({
      ...calm,
      isRunning: true,
      run: run([], { finished: false, sample: 5 }),
      pending: { ...calm.pending!, votes: 3 },
    });
    expect(acts.filter(({ command }) => command)).toEqual([]);
  });

  test("a rule above 30 % of all documents is looked at: on the workbench where it has a bound, else among the lost documents", () => {
    const rules = [{ rule: "too short", documents: 31 }];
    expect(first({ run: run(rules) })).toMatchObject({ href: "/workbench?rule=too%20short" });
    expect(first({ run: run(rules, {}, "deduplicate") })).toMatchObject({
      href: "/?stage=quality&rule=too%20short&view=documents",
    });
    expect(first({ run: run([{ rule: "short", documents: 30 }]) }).text).toBe("Look at the bounds");
  });

  test("everything dropped: move a bound", () => {
    expect(first({ totals: { ...calm.totals, kept: 0 } })).toMatchObject({ href: "/workbench" });
  });

  test("functions that disagree on more than a fifth call for a person", () => {
    const act = first({ disagreements: [{ task: "a b", both: 100, split: 21 }] });
    expect(act).toMatchObject({ text: "Label a b", href: "/label?task=a%20b&order=disagreement" });
    expect(first({ disagreements: [{ task: "a b", both: 100, split: 20 }] }).text).not.toContain("Label");
  });

  test("quarantine above a hundredth, a trial, answers that no stage reads, tokens that nobody counted", () => {
    expect(first({ totals: { ...calm.totals, quarantined: 5 } }).command).toContain(
      'sluice query "from quarantine"',
    );
    expect(first({ run: run([], { sample: 5 }) })).toMatchObject({ text: "Run all of it" });
    expect(first({ pending: { ...calm.pending!, unusedTasks: ["tone"] } }).why).toContain('label("tone"');
    expect(first({ totals: { ...calm.totals, tokens: null } }).why).toContain("countTokens(");
  });

  test("where nothing is to be mended: what there is to see", () => {
    expect(nextActs(calm).map(({ href }) => href)).toEqual(["/workbench", "/explore", "/budget"]);
    expect(nextActs({ ...calm, tables: ["documents"] }).map(({ href }) => href)).toEqual([
      "/workbench",
      "/budget",
    ]);
  });
});

test("a word for the shell stays one word", () => {
  expect(["a/b.ts", "a b", "$(rm)", "it's"].map(shellWord)).toEqual([
    "a/b.ts",
    "'a b'",
    "'$(rm)'",
    "'it'\\''s'",
  ]);
});
