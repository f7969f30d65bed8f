import { afterAll, expect, test } from "vitest";
import { labelGoal } from "../../../../src/clean/rules/search/label-goal.ts";
import { rulesOf } from "../../../../src/clean/rules/search/recipe-changes.ts";
import { judgeOf } from "../../../../src/clean/rules/search/search.ts";
import { tidy } from "../../../../src/clean/rules/search/tidy.ts";
import { openWorld } from "./world.ts";

const rules = { few_words: "words < 80", never: "words > 1000", repeated: "share > 0.9" };
const { space, rows, database } = await openWorld(300, rules);
afterAll(() => database.close());

const labels = Int8Array.from({ length: rows.length }, (_, i) => Number(!(rows.values[0][0][i] < 80)));
const judge = judgeOf(space, rows, labelGoal(labels), 0);

test("rules that change nothing go, and bounds that need not have moved go back; what matters stays", () => {
  const most = Math.max(...rows.values[0][0].filter((words) => words < 80));
  const least = Math.min(...rows.values[0][0].filter((words) => words >= 80));
  const moved = (most + least) / 2;
  const found = judge([[moved], [2000], [5]], 1);
  expect(found.value).toBe(1);
  const tidied = tidy(space, found, (recipe) => judge(recipe, 1));
  expect(rulesOf(space, tidied.recipe)).toEqual({ few_words: "words < 80" });
  expect(tidied.value).toBe(1);
});

test("nothing goes where that would cost", () => {
  const found = judge([[80], null, null], 1);
  expect(tidy(space, found, (recipe) => judge(recipe, 1))).toEqual(found);
});
