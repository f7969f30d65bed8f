import { batchOf } from "../../core/batch.ts";
import { UserError } from "../../core/errors.ts";
import type { QueryContext, StageNotes } from "../../core/stage.ts";
import { contract, type Schema } from "../../core/table.ts";
import { hash } from "../random.ts";
import { correlation, type Evaluation } from "./evaluate.ts";
import { type DocumentPair, drawPairs } from "./label-pairs.ts";
import { evaluateReward, measurePairs, type RewardModel, scoreText, trainReward } from "./model.ts";
import { encodeReward } from "./model-file.ts";
import { commonBeginning, type PromptedPreference, readPreferences } from "./preference-file.ts";
import type { CheckedScoreOptions } from "./score-options.ts";

/** How the reward model did on pairs it was not trained on. */
export const evaluationSchema = {
  model: "VARCHAR",
  trained: "BIGINT",
  pairs: "BIGINT",
  accuracy: "DOUBLE",
  length_baseline: "DOUBLE",
  length_matched: "DOUBLE",
  log_loss: "DOUBLE",
  calibration_error: "DOUBLE",
  length_correlation: "DOUBLE",
} as const satisfies Schema;

interface Split {
  readonly trained: readonly PromptedPreference[];
  readonly heldOut: readonly PromptedPreference[];
}

/** Trains a reward model, evaluates it on held-out pairs, writes its files; notes accuracy beside the length baseline. */
export async function fitReward(context: QueryContext, options: CheckedScoreOptions): Promise<StageNotes> {
  const { trained, heldOut } = await preferencesFor(context, options);
  if (trained.length === 0 || heldOut.length === 0) {
    throw new UserError(
      `score: ${trained.length + heldOut.length} preferences are too few to train and to test`,
    );
  }
  const pairs = measurePairs(trained, options.bits);
  const model = await trainReward(pairs, options);
  const evaluation = evaluateReward(model, measurePairs(heldOut, options.bits), pairs);
  const length = lengthCorrelation(model, heldOut);
  const row = { model: options.model, trained: trained.length, ...evaluation, length_correlation: length };
  await context.append("reward_evaluation", batchOf(evaluationSchema, [row]));
  await writeFiles(context, model, evaluation);
  return {
    "trained on pairs": trained.length,
    "held-out pairs": heldOut.length,
    "accuracy %": percent(evaluation.accuracy),
    "length alone %": percent(evaluation.length_baseline),
    "correlation with length": Math.round(length * 100) / 100,
  };
}

async function preferencesFor(context: QueryContext, options: CheckedScoreOptions): Promise<Split> {
  if (options.pairs !== undefined) {
    const drawn = await drawPairs(context, { ...options.pairs, seed: options.seed });
    await writePairs(context, options, drawn);
    return {
      trained: drawn.filter(({ heldOut }) => !heldOut),
      heldOut: drawn.filter(({ heldOut }) => heldOut),
    };
  }
  const all =
    options.preferences === "table"
      ? await tablePreferences(context)
      : readPreferences(options.preferences ?? "");
  const isHeldOut = ({ prompt, chosen }: PromptedPreference) =>
    hash(prompt || chosen, options.seed) % 5 === 0;
  return { trained: all.filter((pair) => !isHeldOut(pair)), heldOut: all.filter(isHeldOut) };
}

async function tablePreferences(context: QueryContext): Promise<PromptedPreference[]> {
  const rows =
    await context.rows(`SELECT p.prompt, p.chosen, p.rejected FROM ${context.table("preferences")} AS p
    WHERE p.chosen IS NOT NULL AND p.rejected IS NOT NULL ORDER BY p.id, p.voter, p.chosen, p.rejected`);
  return rows.map((row) => {
    const pair = { chosen: String(row.chosen), rejected: String(row.rejected) };
    return { ...pair, prompt: row.prompt === null ? commonBeginning(pair) : String(row.prompt) };
  });
}

async function writePairs(
  context: QueryContext,
  options: CheckedScoreOptions,
  drawn: readonly DocumentPair[],
) {
  const { task = "", better = [], worse = [] } = options.pairs ?? {};
  const voter = `labels:${task}:${better.join("|")}>${worse.join("|")}`;
  for (let at = 0; at < drawn.length; at += 500) {
    const rows = drawn
      .slice(at, at + 500)
      .map(({ id, chosen, rejected }) => ({ id, chosen, rejected, voter }));
    await context.append("preferences", batchOf(contract.preferences, rows));
  }
}

async function writeFiles(context: QueryContext, model: RewardModel, evaluation: Evaluation): Promise<void> {
  const { json, bin } = encodeReward(model, evaluation);
  for (const [name, bytes] of [
    ["reward.json", json],
    ["reward.bin", bin],
  ] as const) {
    const file = await context.create(name);
    await file.write(bytes);
    await file.close();
  }
}

function lengthCorrelation(model: RewardModel, heldOut: readonly PromptedPreference[]): number {
  const scored = heldOut
    .flatMap(({ chosen, rejected }) => [chosen, rejected])
    .map((text) => ({
      length: Math.log1p(text.length),
      score: scoreText(model, Buffer.from(text, "utf8"))?.score ?? 0,
    }));
  return correlation(
    scored.map(({ length }) => length),
    scored.map(({ score }) => score),
  );
}

function percent(share: number): number {
  return Math.round(share * 1000) / 10;
}
