import type { VoteMatrix } from "../votes.ts";
import { choose } from "./choose.ts";
import { dawidSkene, oneCoin } from "./dawid-skene.ts";
import { majority, weightedMajority } from "./majority.ts";
import { matrixCompletion } from "./matrix-completion.ts";
import type { Fit, ModelOptions } from "./model.ts";

const models = {
  majority,
  "weighted-majority": weightedMajority,
  "matrix-completion": matrixCompletion,
  "dawid-skene": dawidSkene,
  "one-coin": oneCoin,
  auto: choose,
} as const satisfies Record<string, (votes: VoteMatrix, options?: ModelOptions) => Fit>;

/** Name of a label model; `auto` compares them and says which it took and why. */
export type ModelName = keyof typeof models;

/** All names of label models. */
export const modelNames = Object.keys(models) as readonly ModelName[];

/** Fits a label model by name. */
export function fitModel(model: ModelName, votes: VoteMatrix, options: ModelOptions = {}): Fit {
  return models[model](votes, options);
}
