import { z } from "zod";
import { hardware, utilisation } from "./hardware.ts";
import { modelPrices, storagePrices } from "./prices.ts";
import { readQuantity } from "./quantity.ts";

const amount = z
  .union([z.number(), z.string()])
  .transform((value) => (typeof value === "number" ? value : (readQuantity(value) ?? Number.NaN)))
  .pipe(z.number("must be a number such as 1.4T, 124M or 5000").positive());

const machine = {
  hardware: z.enum(Object.keys(hardware) as (keyof typeof hardware)[]).default("h100"),
  /** Model FLOP utilisation. */
  utilisation: z.number().positive().max(1).default(utilisation.typical),
  /** US dollars for a GPU-hour; without it the market's range. */
  price: z.number().nonnegative().optional(),
};

/** The questions that `cost` answers, by kind. Amounts are numbers or text such as "1.4T". */
export const questions = {
  /** What does it take to train a model of `parameters` on `tokens`, of which `unique` are different? */
  train: z.strictObject({
    kind: z.literal("train"),
    parameters: amount,
    tokens: amount,
    unique: amount.optional(),
    ...machine,
  }),
  /** What is the best model that `dollars` train? */
  budget: z.strictObject({ kind: z.literal("budget"), dollars: amount, ...machine }),
  /** What does it take to label `items`: by people (seconds, wage), or by a language model when `model` or prices are given? */
  label: z.strictObject({
    kind: z.literal("label"),
    items: amount,
    redundancy: z.int().positive().default(1),
    seconds: z.number().positive().default(20),
    wage: z.number().nonnegative().default(15),
    model: z.enum(Object.keys(modelPrices)).optional(),
    /** US dollars for a million tokens of prompt and of answer, in place of the table's. */
    priceIn: z.number().nonnegative().optional(),
    priceOut: z.number().nonnegative().optional(),
    tokensIn: z.number().positive().default(800),
    tokensOut: z.number().positive().default(60),
    batch: z.boolean().default(true),
  }),
  /** What does it take to keep `tokens` for a month? */
  store: z.strictObject({
    kind: z.literal("store"),
    tokens: amount,
    bytesPerToken: z.union([z.literal(2), z.literal(4)]).default(2),
    provider: z.enum(Object.keys(storagePrices)).default("aws-s3"),
  }),
} as const;

/** A question as a person asks it. */
export type Question = {
  [K in keyof typeof questions]: z.input<(typeof questions)[K]>;
}[keyof typeof questions];

/** A checked question of one kind. */
export type Asked<K extends keyof typeof questions> = z.output<(typeof questions)[K]>;
