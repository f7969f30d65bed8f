import { z } from "zod";
import { UserError } from "../../core/errors.ts";
import { checkOptions, written } from "../../core/options.ts";
import type { NormalizeOptions } from "./normal-form.ts";
import type { SegmentUnit } from "./split.ts";

/** What a document must still hold after cuts; only documents that lost something are judged. */
export const afterwardsSchema = z.strictObject({
  minimumWords: z.int().min(0).optional(),
  minimumSentences: z.int().min(0).optional(),
});

/** The bounds in place. */
export interface Afterwards {
  readonly minimumWords: number;
  readonly minimumSentences: number;
}

const normalizeSchema = z.strictObject({
  case: z.boolean().optional(),
  numbers: z.boolean().optional(),
  punctuation: z.boolean().optional(),
  marks: z.boolean().optional(),
});

const schema = z.strictObject({
  /** What is compared: lines, paragraphs (between blank lines), or windows of consecutive sentences. */
  unit: z.enum(["line", "paragraph", "sentences"]),
  /** Sentences in a window (C4 and datatrove: 3). */
  window: z.int().min(1).max(100).optional(),
  /** `first`: one copy stays, the first in document order. `none`: whatever occurs twice goes. */
  keep: z.enum(["first", "none"]).default("first"),
  /** Shorter ones are never duplicates (FineWeb's experiment with repeated lines: 10 words). */
  minimumWords: z.int().min(1).default(10),
  minimumCharacters: z.int().min(1).default(1),
  /** Differences that are set aside; false compares the bytes. */
  normalize: z.union([z.boolean(), normalizeSchema]).default(true),
  /** `global`, or a column of `documents` or `signals` within whose values alone repeats are looked for. */
  scope: z.string().min(1).default("global"),
  afterwards: afterwardsSchema.default({}),
  /** Share of all characters lost above which the run stops, from 1,000 documents on. 1 never stops. */
  largestShare: z.number().gt(0).max(1).default(0.3),
});

/** Options of `deduplicateSegments`. */
export type DeduplicateSegmentsOptions = z.input<typeof schema>;

/** Checked options with every default in place. `normalize` is null where bytes are compared. */
export interface Settings {
  readonly unit: SegmentUnit;
  /** Segments in what is compared: 1 but for sentences. */
  readonly window: number;
  readonly keep: "first" | "none";
  readonly minimumWords: number;
  readonly minimumCharacters: number;
  readonly normalize: NormalizeOptions | null;
  readonly scope: string;
  readonly afterwards: Afterwards;
  readonly largestShare: number;
}

/** Checks the options once; throws a UserError that names rule, value and way out. */
export function settingsOf(options: DeduplicateSegmentsOptions): Settings {
  const place = "deduplicateSegments";
  const { window, normalize, afterwards, ...rest } = checkOptions(place, schema, options, (name, value) =>
    name === "unit" ? `unit must be "line", "paragraph" or "sentences", got ${written(value)}.` : undefined,
  );
  const { unit } = rest;
  if (window !== undefined && unit !== "sentences")
    throw new UserError(
      `${place}: window counts sentences, got ${window} with unit "${unit}". Leave it out.`,
    );
  return {
    ...rest,
    window: unit === "sentences" ? (window ?? 3) : 1,
    normalize: normalizeOf(unit, normalize),
    afterwards: { ...left[unit], ...definedOf(afterwards) },
  };
}

/** C4 and datatrove for sentences: 50 words and 3 sentences. Else only what is left empty goes. */
const left: Record<SegmentUnit, Afterwards> = {
  line: { minimumWords: 1, minimumSentences: 0 },
  paragraph: { minimumWords: 1, minimumSentences: 0 },
  sentences: { minimumWords: 50, minimumSentences: 3 },
};

/** CCNet (paragraphs) and datatrove (sentences) set all of it aside; the rows of a table differ by numbers alone, so lines keep them. */
function normalizeOf(
  unit: SegmentUnit,
  normalize: boolean | z.output<typeof normalizeSchema>,
): NormalizeOptions | null {
  if (normalize === false) return null;
  const usual = { case: true, numbers: unit !== "line", punctuation: true, marks: true };
  return normalize === true ? usual : { ...usual, ...definedOf(normalize) };
}

/** The members that are not undefined, so that they can overrule defaults. */
export function definedOf<T extends object>(given: T): { [K in keyof T]?: Exclude<T[K], undefined> } {
  const entries = Object.entries(given).filter(([, value]) => value !== undefined);
  return Object.fromEntries(entries) as { [K in keyof T]?: Exclude<T[K], undefined> };
}
