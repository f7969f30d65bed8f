/**
 * Is the sampler of `sluice rules search` as good as optuna's, at equal trials on the same problems? Best F1 on all documents (what a sampler
 * is for; whether a recipe holds elsewhere is the question of bench/rules-search.ts).
 *
 *     node bench/rules-search-peer.ts [PEER-FOLDER] [SEEDS] [TRIALS]     (bench/peers/rules-search.sh makes the folder)
 */
import { execFileSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { labelGoal } from "../src/clean/rules/search/label-goal.ts";
import { randomOf } from "../src/clean/rules/search/random.ts";
import {
  chanceOf,
  dimensionsOf,
  randomSampler,
  recipeAt,
  type Sampler,
} from "../src/clean/rules/search/sampler.ts";
import { judgeOf } from "../src/clean/rules/search/search.ts";
import { boundAt } from "../src/clean/rules/search/space.ts";
import { tpeSampler } from "../src/clean/rules/search/tpe.ts";
import { interval, openProblem, type Problem } from "./rules-search-open.ts";
import { keepOrDrop, knownFaults, plantedFaults } from "./rules-search-problems.ts";

const peer = process.argv[2] ?? "/tmp/peers-optuna";
const seeds = Number(process.argv[3] ?? 10);
const trials = Number(process.argv[4] ?? 300);
const steps = 1000;

interface Result {
  readonly best: number[];
  readonly seconds: number;
}

function ours(problem: Problem, make: (random: () => number) => Sampler): Result {
  const space = problem.spaceOf(problem.rows);
  const judge = judgeOf(space, problem.rows, labelGoal(problem.labels), 0);
  const started = performance.now();
  const best = Array.from({ length: seeds }, (_, k) => {
    const sampler = make(randomOf(k + 1));
    let most = 0;
    for (let trial = 0; trial < trials; trial++) {
      const point = sampler.ask();
      const { loss, value } = judge(recipeAt(space, point), 1);
      sampler.tell(point, loss);
      most = Math.max(most, value);
    }
    return most;
  });
  return { best, seconds: (performance.now() - started) / 1e3 };
}

function theirs({ rows, labels, spaceOf }: Problem): Record<string, Result> {
  const space = spaceOf(rows);
  const folder = mkdtempSync(join(tmpdir(), "rules-search-peer-"));
  try {
    const rules = space.rules.map(({ bounds }, r) => ({
      verdicts: [...rows.verdicts[r]],
      bounds: bounds.map((bound, k) => ({
        operator: bound.handle.operator,
        at: Array.from({ length: steps + 1 }, (_, step) => boundAt(bound, step / steps)),
        values: [...rows.values[r][k]].map((value) => (Number.isNaN(value) ? null : value)),
      })),
    }));
    const file = join(folder, "problem.json");
    writeFileSync(
      file,
      JSON.stringify({ labels: [...labels], chance: chanceOf(dimensionsOf(space)), rules }),
    );
    const script = join(import.meta.dirname, "peers/rules-search.py");
    const out = execFileSync(join(peer, "bin/python"), [script, file, String(trials), String(seeds)]);
    return JSON.parse(out.toString()) as Record<string, Result>;
  } finally {
    rmSync(folder, { recursive: true });
  }
}

for (const [name, documents] of [
  ["keep or drop", keepOrDrop()],
  ["planted faults", plantedFaults()],
] as const) {
  const problem = await openProblem(documents, knownFaults);
  const dimensions = dimensionsOf(problem.spaceOf(problem.rows));
  const results: Record<string, Result> = {
    "sluice TPE": ours(problem, (random) => tpeSampler(dimensions, random)),
    "sluice random": ours(problem, (random) => randomSampler(dimensions, random)),
    ...theirs(problem),
  };
  const own = results["sluice TPE"].best;
  const table = Object.fromEntries(
    Object.entries(results).map(([who, { best, seconds }]) => [
      who,
      {
        "best F1": interval(best),
        "sluice TPE - it": interval(own.map((value, i) => value - best[i])),
        "trials/s": Math.round((seeds * trials) / seconds),
      },
    ]),
  );
  console.log(
    `\n${name}: ${problem.rows.length} documents, ${dimensions.length} coordinates, ${trials} trials, ${seeds} seeds`,
  );
  console.table(table);
}
