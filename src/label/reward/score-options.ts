import { z } from "zod";
import { rewardDefaults } from "./model.ts";

const labelList = z.union([z.string().transform((label) => [label]), z.array(z.string()).min(1)]);

/** Checks the options of `score`. */
export const scoreOptions = z.strictObject({
  /** Name in the `model` column of `scores`. */
  model: z.string().min(1).default("reward"),
  /** A JSONL file of `{chosen, rejected, prompt?}`, or `table` for the preferences that people gave in this workspace. */
  preferences: z.string().optional(),
  /** Or pairs of documents of this workspace, drawn by their label. */
  pairs: z
    .strictObject({
      from: z.literal("labels").default("labels"),
      task: z.string(),
      better: labelList,
      worse: labelList,
      count: z.int().min(10).max(1_000_000).default(2000),
    })
    .optional(),
  bits: z.int().min(8).max(18).default(rewardDefaults.bits),
  epochs: z.int().positive().default(rewardDefaults.epochs),
  batch: z.int().positive().default(rewardDefaults.batch),
  rate: z.number().positive().default(rewardDefaults.rate),
  l2: z.number().min(0).default(rewardDefaults.l2),
  members: z.int().min(1).max(20).default(rewardDefaults.members),
  seed: z.int().min(0).default(rewardDefaults.seed),
});

/** Options of `score`. */
export type ScoreOptions = z.input<typeof scoreOptions>;

/** Options of `score` once checked. */
export type CheckedScoreOptions = z.output<typeof scoreOptions>;
