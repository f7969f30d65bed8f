import { afterAll, describe, expect, test } from "vitest";
import { rulesOf } from "../../../../src/clean/rules/search/recipe-changes.ts";
import { dimensionsOf, pointOf, priorPoint, recipeAt } from "../../../../src/clean/rules/search/sampler.ts";
import { boundAt, keep, shareAt } from "../../../../src/clean/rules/search/space.ts";
import { openWorld, random } from "./world.ts";

const world = await openWorld(400, { too_few_words: "words < 50", too_long: "6.5 <= length" }, [
  {
    name: "other",
    rules: {
      repeated: "share > 0.3 AND words > 20",
      odd: "words <= 10 OR (length > 7 AND share >= 0.9)",
      foreign: "language <> 'en' OR language IS NULL OR share < 0.001",
      nameless: "language = 'de'",
      too_few_words: "words < 9",
      too_long: "length > 7.5",
      unknown: "no_such_column > 1",
    },
  },
]);
const { space, rows, database } = world;
afterAll(() => database.close());

test("candidates: those in force, then the others that are measured and say something else; a taken name gets that of its set", () => {
  expect(space.rules.map(({ name, inForce, bounds }) => [name, inForce, bounds.length])).toEqual([
    ["too_few_words", true, 1],
    ["too_long", true, 1],
    ["repeated", false, 2],
    ["odd", false, 3],
    ["foreign", false, 1],
    ["nameless", false, 0],
    ["other_too_long", false, 1],
  ]);
});

test("what a recipe keeps is what SQL says of its predicates, whatever is missing", async () => {
  const next = random(1);
  const dimensions = dimensionsOf(space);
  const kept = new Uint8Array(rows.length);
  for (let trial = 0; trial < 60; trial++) {
    const recipe = recipeAt(space, priorPoint(dimensions, 0.4, next));
    const tokens = keep(space, rows, recipe, kept);
    const rules = Object.values(rulesOf(space, recipe));
    const drops = rules.map((when) => `coalesce((${when}), false)`).join(" OR ") || "false";
    const [row] = await database.rows(
      `SELECT count(*) AS n, coalesce(sum(_tokens), 0)::BIGINT AS tokens FROM rows WHERE NOT (${drops})`,
    );
    expect([kept.reduce((a, b) => a + b, 0), tokens]).toEqual([Number(row.n), Number(row.tokens)]);
  }
});

test("only the first rows are judged where fewer are asked for", () => {
  const kept = new Uint8Array(rows.length).fill(7);
  const tokens = keep(
    space,
    rows,
    space.rules.map(() => null),
    kept,
    14,
  );
  expect(tokens).toBe(2 * (10 + 11 + 12 + 13 + 14 + 15 + 16));
  expect([...kept.slice(12, 16)]).toEqual([1, 1, 7, 7]);
});

describe("bounds", () => {
  const bounds = space.rules.flatMap((rule) => rule.bounds);

  test("about the share that is asked for fails, and never all", () => {
    for (const bound of bounds) {
      for (const share of [0, 0.01, 0.1, 0.5, 0.9, 1]) {
        const failing = shareAt(bound, boundAt(bound, share));
        expect(failing).toBeLessThan(1);
        const steps = [...bound.below, bound.measured].map((below, i, all) =>
          i === 0 ? 0 : below - all[i - 1],
        );
        expect(Math.abs(failing - share)).toBeLessThanOrEqual(Math.max(...steps) / bound.measured + 1e-9);
      }
    }
  });

  test("a bound has no more digits than part the documents", () => {
    const digits = bounds.map((bound) => String(boundAt(bound, 0.3)).replace(/^-?0?\.?0*/, "").length);
    expect(Math.max(...digits)).toBeLessThanOrEqual(5);
  });

  test("the written bounds are a point, and the point is about these bounds again", () => {
    const recipe = recipeAt(
      space,
      pointOf(space, () => true),
    );
    expect(recipe[0]).toEqual([50]);
    const written = space.rules.flatMap((rule) => rule.bounds.map(({ handle }) => handle.value));
    recipe.flat().forEach((bound, i) => {
      expect(shareAt(bounds[i], bound as number)).toBeCloseTo(shareAt(bounds[i], written[i]), 1);
    });
  });
});
