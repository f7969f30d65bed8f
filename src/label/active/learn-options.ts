import { z } from "zod";
import { type Strategy, strategyNames } from "./strategies.ts";

const truth = z.union([
  z.string().min(1),
  z.strictObject({ task: z.string() }),
  z.strictObject({ labels: z.record(z.string(), z.string()) }),
]);

/** Checks the options of `learn`. */
export const learnOptions = z.strictObject({
  task: z.string().min(1),
  /** Known labels: an SQL expression over `documents`, `{ task }` for a task in `labels`, or `{ labels }` by document id. */
  truth,
  features: z.enum(["tfidf", "vectors"]).default("tfidf"),
  strategies: z
    .array(z.enum(strategyNames as unknown as [Strategy, ...Strategy[]]))
    .min(1)
    .default(["margin", "random"]),
  batch: z.int().positive().default(25),
  rounds: z.int().positive().default(20),
  /** Share of documents, by the hash of their id, that are only tested on. */
  heldOut: z.number().positive().lt(1).default(0.2),
  seed: z.int().min(0).default(0),
});

/** Options of `learn`. */
export type LearnOptions = z.input<typeof learnOptions>;

/** Options of `learn` once checked. */
export type CheckedLearnOptions = z.output<typeof learnOptions>;
