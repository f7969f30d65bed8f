import { z } from "zod";
import { checkOptions } from "../core/options.ts";
import { fitModel, type ModelName, modelNames } from "./models/fit.ts";
import type { Fit } from "./models/model.ts";
import { decide } from "./models/ties.ts";
import { type Answer, byCodeUnit, votesFromAnswers } from "./votes.ts";

/** One row of an answer file. */
export interface FileAnswer {
  readonly task: string;
  readonly worker: string;
  readonly label: string;
}

/** One row of the result, in order of the tasks' first mention. */
export interface FileLabel {
  readonly task: string;
  readonly label: string;
  readonly probability: number;
}

const options = z.strictObject({
  model: z.enum(modelNames as [ModelName, ...ModelName[]]).default("auto"),
  ties: z.enum(["frequent", "random", "abstain"]).default("frequent"),
});

/**
 * Labels the tasks of an answer file (task, worker, label). A worker's first answer on a task counts.
 * Under the tie policy `abstain` a tied task has no row. `fit` tells what was learned about the workers.
 */
export function fitFile(
  answers: readonly FileAnswer[],
  given: z.input<typeof options> = {},
): { labels: FileLabel[]; workers: { worker: string; reliability: number; answers: number }[]; fit: Fit } {
  const { model, ties } = checkOptions("label fit", options, given);
  const { votes, items } = votesFromAnswers(firstAnswers(answers));
  const result = fitModel(model, votes);
  const k = votes.labels.length;
  const decisions = decide(result.posterior, k, ties);
  const labels = items.flatMap((task, i) =>
    decisions[i] < 0
      ? []
      : [{ task, label: votes.labels[decisions[i]], probability: result.posterior[i * k + decisions[i]] }],
  );
  const answered = new Int32Array(votes.voters.length);
  for (const voter of votes.voter) answered[voter]++;
  const workers = votes.voters.map((worker, j) => ({
    worker,
    reliability: result.reliabilities[j],
    answers: answered[j],
  }));
  return { labels, workers: workers.toSorted((a, b) => byCodeUnit(a.worker, b.worker)), fit: result };
}

function firstAnswers(answers: readonly FileAnswer[]): Answer[] {
  const seen = new Map<string, Set<string>>();
  return answers.flatMap(({ task, worker, label }) => {
    if (label === "") return [];
    const workers = seen.get(task) ?? new Set();
    if (workers.has(worker)) return [];
    seen.set(task, workers.add(worker));
    return [{ item: task, voter: worker, label }];
  });
}
