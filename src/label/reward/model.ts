import { type Evaluation, evaluate, prefersLonger } from "./evaluate.ts";
import { featuresOf, type StyleScale, stretchesOf, styleScale } from "./features.ts";
import { difference, dot, inputOf, type MeasuredPair, type Preference } from "./pairs.ts";
import { styleNames } from "./style.ts";
import { trainBradleyTerry } from "./train.ts";

/** Settings of a reward model. */
export interface RewardSettings {
  /** Grams are hashed into 2^bits buckets. */
  readonly bits: number;
  readonly epochs: number;
  readonly batch: number;
  readonly rate: number;
  readonly l2: number;
  /** Members of the ensemble; their spread is the uncertainty. */
  readonly members: number;
  readonly seed: number;
}

/** Settings where the user gives none. */
export const rewardDefaults: RewardSettings = {
  bits: 13,
  epochs: 20,
  batch: 256,
  rate: 0.02,
  l2: 1e-3,
  members: 3,
  seed: 0,
};

/** A reward model: linear members over hashed grams and style, each with the mean and spread of its training scores. */
export interface RewardModel {
  readonly bits: number;
  readonly scale: StyleScale;
  readonly members: readonly {
    readonly weights: Float32Array;
    readonly mean: number;
    readonly spread: number;
  }[];
}

/** Score of a text in spreads of the training texts around their mean, and the standard deviation among the members. */
export interface Score {
  readonly score: number;
  readonly uncertainty: number;
}

/** Measures the texts of preferences. */
export function measurePairs(preferences: readonly Preference[], bits: number): MeasuredPair[] {
  const measured = (text: string) => featuresOf(Buffer.from(text, "utf8"), bits);
  return preferences.map(({ chosen, rejected }) => ({
    chosen: measured(chosen),
    rejected: measured(rejected),
  }));
}

/** Trains a reward model on measured pairs. */
export async function trainReward(
  pairs: readonly MeasuredPair[],
  settings: RewardSettings,
): Promise<RewardModel> {
  const texts = pairs.flatMap(({ chosen, rejected }) => [chosen, rejected]);
  const scale = styleScale(texts);
  const differences = pairs.map((pair) => difference(pair, settings.bits, scale));
  const size = (1 << settings.bits) + styleNames.length;
  const members = [];
  for (let member = 0; member < settings.members; member++) {
    const weights = await trainBradleyTerry(differences, {
      ...settings,
      size,
      seed: settings.seed * 1000 + member,
    });
    members.push({
      weights,
      ...momentsOf(texts.map((text) => dot(inputOf(text, settings.bits, scale), weights))),
    });
  }
  return { bits: settings.bits, scale, members };
}

/** Scores a UTF-8 text: the mean of its stretches weighted by their words; null for a text without words. */
export function scoreText(model: RewardModel, text: Uint8Array): Score | null {
  const stretches = stretchesOf(text, model.bits);
  if (stretches.length === 0) return null;
  const words = stretches.reduce((sum, stretch) => sum + stretch.words, 0);
  const inputs = stretches.map((stretch) => inputOf(stretch, model.bits, model.scale));
  const scores = model.members.map(({ weights, mean, spread }) => {
    const raw = inputs.reduce((sum, input, s) => sum + dot(input, weights) * (stretches[s].words / words), 0);
    return (raw - mean) / spread;
  });
  const { mean, spread } = momentsOf(scores);
  return { score: mean, uncertainty: scores.length < 2 ? 0 : spread };
}

/** Mean margin of the members, in the units of the Bradley-Terry model: the log odds of the preference. */
export function marginOf(model: RewardModel, pair: MeasuredPair): number {
  const input = difference(pair, model.bits, model.scale);
  return model.members.reduce((sum, { weights }) => sum + dot(input, weights), 0) / model.members.length;
}

/** Evaluates a model on pairs it has not seen; the length baseline goes the way of the training pairs. */
export function evaluateReward(
  model: RewardModel,
  heldOut: readonly MeasuredPair[],
  trained: readonly MeasuredPair[],
): Evaluation {
  return evaluate(
    heldOut,
    heldOut.map((pair) => marginOf(model, pair)),
    prefersLonger(trained),
  );
}

function momentsOf(values: readonly number[]): { mean: number; spread: number } {
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
  const variance =
    values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / Math.max(1, values.length - 1);
  return { mean, spread: Math.sqrt(variance) };
}
