import { z } from "zod";
import { questions } from "../../../tokens/cost/questions.ts";

/** The questions that can be asked. */
export const kinds = Object.keys(questions) as [keyof typeof questions, ...(keyof typeof questions)[]];

const value = z.union([z.string().max(60), z.number(), z.boolean()]);

const slider = z.strictObject({
  low: z.number(),
  high: z.number(),
  logarithmic: z.boolean(),
  step: z.number().optional(),
});

const field = z.strictObject({
  name: z.string(),
  label: z.string(),
  hint: z.string(),
  form: z.enum(["amount", "number", "choice", "switch"]),
  isOptional: z.boolean(),
  default: value.optional(),
  choices: z
    .array(z.strictObject({ value: z.string(), label: z.string() }))
    .readonly()
    .optional(),
  slider: slider.optional(),
});

/** A number of the workspace that an input may take. */
const suggestion = z.strictObject({ field: z.string(), value: z.string(), why: z.string() });

const price = z.strictObject({
  what: z.string(),
  value: z.string(),
  source: z.string(),
  date: z.string(),
  /** False where a search result quoted the page and nobody opened it. */
  opened: z.boolean(),
});

/** `GET /api/cost`. */
export const costAnswer = z.strictObject({
  questions: z.array(
    z.strictObject({
      kind: z.enum(kinds),
      fields: z.array(field),
      /** What to begin with: what the workspace holds, or an example. */
      start: z.record(z.string(), z.string()),
      /** True when the workspace's numbers are the start. */
      fromWorkspace: z.boolean(),
      suggestions: z.array(suggestion),
      prices: z.array(price),
    }),
  ),
});

/** Body of `POST /api/cost`: a kind and its inputs as a form has them: text as it was typed, or values. */
export const costQuestion = z.discriminatedUnion(
  "kind",
  kinds.map((kind) =>
    z.strictObject({
      kind: z.literal(kind),
      ...Object.fromEntries(
        Object.keys(questions[kind].shape)
          .filter((name) => name !== "kind")
          .map((name) => [name, value.optional()]),
      ),
    }),
  ) as unknown as [z.ZodObject, ...z.ZodObject[]],
);

const source = z.strictObject({
  text: z.string(),
  /** False where nobody opened it: it is quoted from a search result. */
  opened: z.boolean(),
});

const estimate = z.strictObject({
  name: z.string(),
  value: z.number(),
  unit: z.string(),
  range: z.array(z.number()).length(2),
  formula: z.string(),
  inputs: z.record(z.string(), z.union([z.string(), z.number()])),
  sources: z.array(source),
  caveat: z.string().optional(),
});

const point = z.strictObject({
  x: z.number(),
  y: z.number(),
  low: z.number().optional(),
  high: z.number().optional(),
  text: z.string().optional(),
});

const curve = z.strictObject({
  title: z.string(),
  x: z.string(),
  y: z.string(),
  logarithmic: z.array(z.enum(["x", "y"])).readonly(),
  name: z.string(),
  points: z.array(point).readonly(),
  /** Absent where no law is known to hold. */
  you: point.optional(),
});

const alternative = z.strictObject({
  name: z.string(),
  inputs: z.record(z.string(), z.string()).readonly(),
  value: z.number(),
  range: z.array(z.number()).length(2),
  unit: z.string(),
  isAsked: z.boolean(),
  source: source.optional(),
});

/** `POST /api/cost`: the answer, or what is wrong with which field. */
export const costReply = z.union([
  z.strictObject({
    problems: z.array(z.strictObject({ field: z.string(), message: z.string() })).readonly(),
  }),
  z.strictObject({
    /** The inputs as they were understood, defaults filled in. */
    asked: z.record(z.string(), z.union([z.string(), z.number(), z.boolean()])),
    /** The first is what was asked for. */
    answer: z.array(estimate),
    curve,
    alternatives: z.array(alternative),
  }),
]);

export type CostAnswer = z.infer<typeof costAnswer>;
export type CostKind = (typeof kinds)[number];
export type CostReply = z.infer<typeof costReply>;
export type CostField = z.infer<typeof field>;
export type CostEstimate = z.infer<typeof estimate>;
export type CostCurve = z.infer<typeof curve>;
export type CostSource = z.infer<typeof source>;
export type CostAlternative = z.infer<typeof alternative>;
