import { readFileSync } from "node:fs";
import type { Batch } from "../../core/batch.ts";
import { batchOf, strings, texts } from "../../core/batch.ts";
import { UserError } from "../../core/errors.ts";
import { checkOptions } from "../../core/options.ts";
import type { BatchStage, Entry, QueryStage } from "../../core/stage.ts";
import { contract } from "../../core/table.ts";
import { evaluationSchema, fitReward } from "./fit-reward.ts";
import { type RewardModel, scoreText } from "./model.ts";
import { decodeReward } from "./model-file.ts";
import { fileHash } from "./preference-file.ts";
import { type CheckedScoreOptions, type ScoreOptions, scoreOptions } from "./score-options.ts";

/**
 * Learns a reward model (Bradley-Terry on hashed grams and style, an ensemble on bootstrap samples) from preferences and
 * scores every document with it. Writes `scores`, the files `reward.json` and `reward.bin`, private `reward_evaluation`,
 * and `preferences` when the pairs were drawn by label.
 */
export function score(options: ScoreOptions): Entry {
  const checked = checkOptions("score", scoreOptions, options);
  if ((checked.preferences === undefined) === (checked.pairs === undefined)) {
    throw new UserError(
      'score: give either preferences (a JSONL file, or "table") or pairs ({ task, better, worse })',
    );
  }
  return [fitting(checked), scoring(checked.model)];
}

function fitting(options: CheckedScoreOptions): QueryStage {
  const { preferences, pairs } = options;
  const isFile = preferences !== undefined && preferences !== "table";
  const reads = pairs ? ["labels", "survivors", "text"] : preferences === "table" ? ["preferences"] : [];
  const tables = { reward_evaluation: evaluationSchema };
  return {
    kind: "reward",
    version: 1,
    shape: "query",
    options: { ...options, file: isFile ? fileHash(preferences) : undefined },
    tables: pairs ? { ...tables, preferences: contract.preferences } : tables,
    files: ["reward.json", "reward.bin"],
    reads,
    run: (context) => fitReward(context, options),
  };
}

function scoring(name: string): BatchStage {
  return {
    kind: "score",
    version: 1,
    shape: "batch",
    options: { model: name },
    tables: { scores: contract.scores },
    reads: ["reward.json", "reward.bin"],
    columns: ["text"],
    over: "all",
    open(context) {
      const model = decodeReward({
        json: readFileSync(context.file("reward.json")),
        bin: readFileSync(context.file("reward.bin")),
      });
      return (batch) => ({ scores: scoreBatch(batch, model, name) });
    },
  };
}

function scoreBatch(batch: Batch, model: RewardModel, name: string): Batch {
  const { bytes, offsets } = texts(batch);
  const rows = strings(batch, "id").map((id, i) => {
    const result = scoreText(model, bytes.subarray(offsets[i], offsets[i + 1]));
    return { id, model: name, score: result?.score ?? null, uncertainty: result?.uncertainty ?? null };
  });
  return batchOf(contract.scores, rows);
}
