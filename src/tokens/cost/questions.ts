import { z } from "zod";
import { hardware, utilisation } from "./hardware.ts";
import { modelPrices, storagePrices } from "./prices.ts";
import { readQuantity } from "./quantity.ts";

const amountWords = "must be a number such as 1.4T, 124M or 5000";
const above = "must be above 0";
const money = z.number("must be a sum in US dollars such as 3.50").nonnegative("must not be below 0");

const amount = z
  .union([z.number(), z.string()], amountWords)
  .transform((value) => (typeof value === "number" ? value : (readQuantity(value) ?? Number.NaN)))
  .pipe(z.number(amountWords).positive(above).max(1e21, "must be at most 1e21"));

const count = (what: string, most: number) =>
  z
    .number(`must be a number of ${what}`)
    .positive(above)
    .max(most, `must be at most ${most.toLocaleString("en-US")}`);

const machine = {
  hardware: z.enum(Object.keys(hardware) as (keyof typeof hardware)[]).default("h100"),
  /** Model FLOP utilisation. */
  utilisation: z
    .number("must be a share such as 0.4")
    .positive(above)
    .max(1, "must be at most 1: 0.4 is 40 %")
    .default(utilisation.typical),
  /** US dollars for a GPU-hour; without it the market's range. */
  price: money.optional(),
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
  budget: z.strictObject({
    kind: z.literal("budget"),
    dollars: amount,
    ...machine,
    price: money.positive(above).optional(),
  }),
  /** What does it take to label `items`: by people (seconds, wage), or by a language model when `model` or prices are given? */
  label: z.strictObject({
    kind: z.literal("label"),
    items: amount,
    redundancy: z
      .int("must be a whole number of answers")
      .positive(above)
      .max(1000, "must be at most 1,000")
      .default(1),
    seconds: count("seconds", 86_400).default(20),
    wage: money.default(15),
    /** Share of one person's answers that are right, of two labels. */
    accuracy: z
      .number("must be a share such as 0.8")
      .min(0.5, "must be at least 0.5: a coin reaches that")
      .max(1, "must be at most 1: 0.8 is 80 %")
      .default(0.8),
    model: z.enum(Object.keys(modelPrices)).optional(),
    /** US dollars for a million tokens of prompt and of answer, in place of the table's. */
    priceIn: money.optional(),
    priceOut: money.optional(),
    tokensIn: count("tokens", 1e8).default(800),
    tokensOut: count("tokens", 1e8).default(60),
    batch: z.boolean().default(true),
  }),
  /** What does it take to keep `tokens` for a month? */
  store: z.strictObject({
    kind: z.literal("store"),
    tokens: amount,
    bytesPerToken: z.union([z.literal(2), z.literal(4)], "must be 2 or 4").default(2),
    provider: z.enum(Object.keys(storagePrices)).default("aws-s3"),
  }),
} as const;

/** A question as a person asks it. */
export type Question = {
  [K in keyof typeof questions]: z.input<(typeof questions)[K]>;
}[keyof typeof questions];

/** A checked question of one kind. */
export type Asked<K extends keyof typeof questions> = z.output<(typeof questions)[K]>;

/** A checked question of any kind. */
export type CheckedQuestion = { [K in keyof typeof questions]: Asked<K> }[keyof typeof questions];
