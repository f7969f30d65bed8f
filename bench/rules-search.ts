/**
 * How much better than random search is `sluice rules search`, at equal trials, and does a recipe hold on documents it was not searched on?
 * Two problems: people's verdicts on web documents (keep or drop), and pages of books with planted faults.
 *
 *     node bench/rules-search.ts [SEEDS] [TRIALS]
 */
import { gopher } from "../src/clean/rules/gopher.ts";
import { labelGoal } from "../src/clean/rules/search/label-goal.ts";
import { takeRows } from "../src/clean/rules/search/open-space.ts";
import { judgeOf, search } from "../src/clean/rules/search/search.ts";
import { hashed, interval, openProblem, type Problem } from "./rules-search-open.ts";
import { keepOrDrop, knownFaults, plantedFaults } from "./rules-search-problems.ts";

const seeds = Number(process.argv[2] ?? 10);
const trials = Number(process.argv[3] ?? 300);
const folds = 5;

/** F1 of the found recipes on documents they were not searched on, mean over folds; and on those they were. */
async function crossValidated({ rows, labels, spaceOf }: Problem, sampler: "tpe" | "random", seed: number) {
  let [inside, outside] = [0, 0];
  for (let fold = 0; fold < folds; fold++) {
    const part = (isIn: (f: number) => boolean) =>
      Uint32Array.from([...labels.keys()].filter((i) => isIn(hashed(i, seed, folds))));
    const [seen, unseen] = [part((f) => f !== fold), part((f) => f === fold)];
    const train = takeRows(rows, seen);
    const space = spaceOf(train);
    const goal = (wanted: Uint32Array) => labelGoal(Int8Array.from(wanted, (i) => labels[i]));
    const { best } = await search(space, train, goal(seen), { trials, seed, sampler });
    const judge = judgeOf(space, takeRows(rows, unseen), goal(unseen), 0);
    inside += (best?.value ?? 0) / folds;
    outside += (best ? judge(best.recipe, 1).value : 0) / folds;
  }
  return { inside, outside };
}

for (const [name, documents, whose, rules] of [
  ["keep or drop", keepOrDrop(), "Gopher's rules as published", gopher],
  ["planted faults", plantedFaults(), "rules that know the faults", knownFaults],
] as const) {
  const problem = await openProblem(documents, rules);
  const space = problem.spaceOf(problem.rows);
  console.log(
    `\n${name}: ${problem.rows.length} documents, ${space.rules.length} rules; ${trials} trials, ${seeds} seeds, ${folds} folds`,
  );
  const nothing = space.rules.map(() => null);
  const keepAll = judgeOf(space, problem.rows, labelGoal(problem.labels), 0)(nothing, 1).value;
  const results = {
    tpe: [] as { inside: number; outside: number }[],
    random: [] as { inside: number; outside: number }[],
  };
  const started = performance.now();
  for (let seed = 1; seed <= seeds; seed++)
    for (const sampler of ["tpe", "random"] as const)
      results[sampler].push(await crossValidated(problem, sampler, seed));
  const seconds = (performance.now() - started) / 1e3;
  const of = (part: "inside" | "outside") => ({
    tpe: interval(results.tpe.map((one) => one[part])),
    random: interval(results.random.map((one) => one[part])),
    "tpe - random": interval(results.tpe.map((one, i) => one[part] - results.random[i][part])),
  });
  console.log(
    `F1 of keeping all ${keepAll.toFixed(4)}, of ${whose} ${problem.reference.toFixed(4)}; ${Math.round((2 * seeds * folds * trials) / seconds)} trials a second`,
  );
  console.table({ "searched on": of("inside"), "held out": of("outside") });
}
