import { afterAll, describe, expect, test } from "vitest";
import { type Judged, paretoFront, tooFew } from "../../../../src/clean/rules/search/front.ts";
import type { Goal } from "../../../../src/clean/rules/search/goal.ts";
import { labelGoal } from "../../../../src/clean/rules/search/label-goal.ts";
import { changesTo, rulesOf } from "../../../../src/clean/rules/search/recipe-changes.ts";
import { judgeOf, search, sharesFor } from "../../../../src/clean/rules/search/search.ts";
import { tidy } from "../../../../src/clean/rules/search/tidy.ts";
import { openWorld, random } from "./world.ts";

const { space, rows, database } = await openWorld(
  500,
  { too_few_words: "words < 5", foreign: "language = 'de'" },
  [
    {
      name: "other",
      rules: { too_long: "length > 7.9", repeated: "share > 0.9", even: "share < 0 AND words < 3" },
    },
  ],
);
afterAll(() => database.close());

/** Good is what has 80 words or more and a share of at most 0.4; one in twenty is labeled wrong. */
const next = random(8);
const labels = Int8Array.from({ length: rows.length }, (_, i) => {
  const isGood = !(rows.values[0][0][i] < 80) && !(rows.values[3][0][i] > 0.4);
  return Number(isGood !== next() < 0.05);
});
const goal = labelGoal(labels);

test("it finds the rules behind the labels: which, and where their bounds are", async () => {
  const { best } = await search(space, rows, goal, { trials: 600, seed: 1 });
  const judge = judgeOf(space, rows, goal, 0);
  const tidied = tidy(space, best as Judged, (recipe) => judge(recipe, 1));
  const found = rulesOf(space, tidied.recipe);
  const bound = (name: string) => Number(/-?[\d.]+$/.exec(found[name] ?? "")?.[0]);
  expect(bound("too_few_words")).toBeGreaterThan(70);
  expect(bound("too_few_words")).toBeLessThan(90);
  expect(bound("repeated")).toBeGreaterThan(0.3);
  expect(bound("repeated")).toBeLessThan(0.5);
  expect(found).not.toHaveProperty("foreign");
  expect(tidied.value).toBeGreaterThanOrEqual((best as Judged).value);
});

test("the same seed finds the same, another seed other recipes", async () => {
  const found = (seed: number) => search(space, rows, goal, { trials: 120, seed });
  expect(await found(1)).toEqual(await found(1));
  expect(await found(1)).not.toEqual(await found(2));
});

test("it is never worse than the recipe in force, whose bounds are judged as they are written", async () => {
  const { best, inForce, nothing } = await search(space, rows, goal, { trials: 1, seed: 1 });
  expect(rulesOf(space, inForce.recipe)).toEqual({ too_few_words: "words < 5", foreign: "language = 'de'" });
  expect(rulesOf(space, nothing.recipe)).toEqual({});
  expect(best?.value).toBeGreaterThanOrEqual(Math.max(inForce.value, nothing.value));
});

describe("a budget of tokens", () => {
  const all = rows.tokens.reduce((a, b) => a + b, 0);

  test("what is found keeps at least as much", async () => {
    const budget = 0.8 * all;
    const { best, front } = await search(space, rows, goal, { trials: 300, seed: 1, budget });
    const free = await search(space, rows, goal, { trials: 300, seed: 1 });
    expect((free.best as Judged).tokens).toBeLessThan(budget);
    for (const one of [best as Judged, ...front]) expect(one.tokens).toBeGreaterThanOrEqual(budget);
    const judge = judgeOf(space, rows, goal, budget);
    expect(tidy(space, best as Judged, (recipe) => judge(recipe, 1)).tokens).toBeGreaterThanOrEqual(budget);
  });

  test("more than there is has no recipe", async () => {
    const { best, front } = await search(space, rows, goal, { trials: 20, seed: 1, budget: all + 1 });
    expect([best, front]).toEqual([undefined, []]);
  });
});

describe("successive halving", () => {
  test("a part of the trials on each share, begun by the known recipes and the best of the part before", async () => {
    const seen = new Map<number, number>();
    const counting: Goal = {
      ...goal,
      value: (kept, count, share) => {
        seen.set(count, (seen.get(count) ?? 0) + 1);
        return goal.value(kept, count, share);
      },
    };
    await search(space, rows, counting, { trials: 90, seed: 1, shares: [1 / 9, 1 / 3, 1] });
    // 30 on each; the recipe in force and none; the twelve best.
    expect([...seen].sort(([a], [b]) => a - b)).toEqual([
      [56, 32],
      [167, 44],
      [500, 44],
    ]);
  });

  test("no share is of fewer than a thousand documents", () => {
    expect([900, 3000, 9000].map((documents) => sharesFor(documents).length)).toEqual([1, 2, 3]);
  });

  test("a search that is stopped in the first share still judges its best on all", async () => {
    let asked = 0;
    const isOver = () => ++asked > 20;
    const { trials, best, inForce } = await search(space, rows, goal, {
      trials: 900,
      seed: 1,
      shares: [1 / 3, 1],
      isOver,
    });
    expect(trials).toBe(20);
    const judge = judgeOf(space, rows, goal, 0);
    expect(best).toEqual(judge((best as Judged).recipe, 1));
    expect(best?.value).toBeGreaterThanOrEqual(inForce.value);
  });

  test("a search that is stopped gives the best so far", async () => {
    let asked = 0;
    const { trials, best } = await search(space, rows, goal, {
      trials: 1000,
      seed: 1,
      isOver: () => ++asked > 50,
    });
    expect(trials).toBe(50);
    expect(best?.value).toBeGreaterThan(0);
  });
});

test("the front: no recipe on it is better and keeps as much as another, none below it is kept, equals once", () => {
  const make = (value: number, tokens: number, loss = -value): Judged => ({
    recipe: [],
    value,
    tokens,
    loss,
  });
  const front = paretoFront([
    make(0.5, 90),
    make(0.9, 10),
    make(0.7, 50),
    make(0.7, 40),
    make(0.9, 10),
    make(0.4, 90),
    make(0.95, 5, tooFew),
  ]);
  expect(front.map(({ value, tokens }) => [value, tokens])).toEqual([
    [0.9, 10],
    [0.7, 50],
    [0.5, 90],
  ]);
});

test("changes: other bounds, new rules, null for what goes, nothing for what stays", () => {
  const at = (when: string) => space.rules.findIndex((rule) => rule.when === when);
  const recipe = space.rules.map(({ bounds }, r) => {
    if (r === at("words < 5")) return [5];
    if (r === at("share > 0.9")) return [0.25];
    return r === at("share < 0 AND words < 3") ? bounds.map((_, k) => [0.01, 2.5][k]) : null;
  });
  expect(changesTo(space, recipe)).toEqual({
    foreign: null,
    repeated: "share > 0.25",
    even: "share < 0.01 AND words < 2.5",
  });
});
