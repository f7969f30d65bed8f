import { z } from "zod";
import { UserError } from "../../core/errors.ts";
import { checkOptions, written } from "../../core/options.ts";
import type { Normalisation } from "./letters.ts";

const fields = z.union([z.string().min(1), z.array(z.string().min(1)).nonempty()]);

const set = z.union([
  z.string().min(1),
  z.strictObject({
    /** JSONL, CSV, TSV, Parquet or text (a line is an example); `.gz` is unpacked, but for Parquet. */
    path: z.string().min(1),
    /** Fields of the question, in order; well-known names are found by themselves. */
    question: fields.optional(),
    /** Fields of the answer. */
    answer: fields.optional(),
    /** Field of the id; otherwise `id` and its like, or the number of the record, from 1. */
    id: z.string().min(1).optional(),
  }),
]);

const normalisation = z.strictObject({
  lowercase: z.boolean().default(true),
  numbers: z.boolean().default(true),
  punctuation: z.boolean().default(true),
  accents: z.boolean().default(true),
  dates: z.boolean().default(false),
  characters: z.boolean().default(true),
});

const schema = z.strictObject({
  /** Evaluation sets by name. */
  against: z.record(
    z.string().regex(/^\w[\w.-]{0,63}$/, "must be a name of letters, digits, _, - and ."),
    set,
  ),
  /** Words in a gram (13: GPT-3, Brown et al. 2020, appendix C; datatrove takes 12). */
  grams: z.int().min(1).max(100).default(13),
  /** A question or answer shorter than a gram is looked for whole from this many words on (GPT-3: 8). */
  shortest: z.int().min(1).max(100).optional(),
  /** Which grams of an example count; `seam` are those that reach from the question into the answer. */
  from: z
    .array(z.enum(["question", "answer", "seam"]))
    .nonempty()
    .default(["question", "answer", "seam"]),
  /** Of whose grams the share is taken: the example's or the document's. */
  coverage: z.enum(["example", "document"]).optional(),
  /** Share of these grams from which on a document is contaminated; at 0 one gram is enough. */
  minimumCoverage: z.number().min(0).max(1).default(0),
  /** `exact` compares the words of every hit; `bloom` keeps only bits, and knows no examples. */
  index: z.enum(["exact", "bloom"]).default("exact"),
  /** Share of clean grams that a Bloom index takes for contaminated. */
  falsePositives: z.number().gt(0).max(0.5).default(1e-9),
  action: z.enum(["drop", "cut", "tag"]).default("drop"),
  /** Characters that are cut on either side of a match (200: GPT-3). */
  window: z.int().min(0).max(100_000).default(200),
  /** A document that needs more cuts than this is dropped (10: GPT-3). */
  mostCuts: z.int().min(1).default(10),
  normalize: normalisation.prefault({}),
  /** Rows of `contamination` for each document and set at most, those with the largest coverage. */
  evidence: z.int().min(1).max(10_000).default(20),
  /** Column of `signals` that `action: "tag"` writes: the largest coverage. */
  signal: z
    .string()
    .regex(/^[a-z][a-z0-9_]*$/, "must be a name of small letters, digits and _")
    .default("contamination"),
  /** Share of the documents that one set may drop before the guard stops the run. */
  share: z.number().gt(0).max(1).default(0.5),
});

/** Options of `decontaminate`. */
export type DecontaminateOptions = z.input<typeof schema>;

/** One evaluation set: its name, its file, and the fields to read. */
export interface EvaluationSet {
  readonly name: string;
  readonly path: string;
  readonly question: readonly string[] | undefined;
  readonly answer: readonly string[] | undefined;
  readonly id: string | undefined;
}

/** Checked options with every default in place. */
export interface Settings extends Omit<z.output<typeof schema>, "against" | "shortest" | "coverage"> {
  readonly against: readonly EvaluationSet[];
  readonly shortest: number;
  readonly coverage: "example" | "document";
  readonly normalize: Normalisation;
}

/** Checks the options once; throws a UserError that names rule, value and way out. */
export function settingsOf(options: DecontaminateOptions): Settings {
  const { against, shortest, coverage, ...rest } = checkOptions("decontaminate", schema, options, tell);
  const sets = Object.entries(against).map(([name, given]) => setOf(name, given));
  if (sets.length === 0)
    throw new UserError(
      'decontaminate: against names no evaluation set. Give one: against: { gsm8k: "gsm8k.jsonl" }.',
    );
  if (shortest !== undefined && shortest > rest.grams)
    throw new UserError(
      `decontaminate: shortest must be at most grams (${rest.grams}), got ${shortest}; a gram has no more words than that.`,
    );
  if (rest.index === "bloom" && coverage === "example")
    throw new UserError(
      'decontaminate: a Bloom index knows no examples, so their coverage cannot be told. Use coverage: "document" or index: "exact".',
    );
  return {
    ...rest,
    against: sets,
    shortest: shortest ?? Math.min(8, rest.grams),
    coverage: coverage ?? (rest.index === "bloom" ? "document" : "example"),
  };
}

function setOf(name: string, given: z.output<typeof set>): EvaluationSet {
  const { path, question, answer, id } = typeof given === "string" ? { path: given } : given;
  const list = (field: string | readonly string[] | undefined) =>
    typeof field === "string" ? [field] : field;
  return { name, path, question: list(question), answer: list(answer), id };
}

function tell(name: string, value: unknown): string | undefined {
  const share = name === "minimumCoverage" && typeof value === "number" && value > 1 && value <= 100;
  if (share) return `minimumCoverage must be in [0, 1], got ${value}. Did you mean ${value / 100}?`;
  if (name === "against" && value === undefined)
    return 'against is missing: name the evaluation sets, as in against: { gsm8k: "gsm8k.jsonl" }.';
  if (name === "against" && typeof value === "string")
    return `against needs a name for each set, as in against: { benchmark: ${written(value)} }.`;
  return undefined;
}
