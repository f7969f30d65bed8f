import { z } from "zod";
import { checkOptions } from "../../core/options.ts";
import { type Afterwards, afterwardsSchema, definedOf } from "../segments/options.ts";
import type { TokenUnit } from "./tokens.ts";

const schema = z.strictObject({
  /** `words`: white space is not compared; `bytes`: everything is. */
  unit: z.enum(["words", "bytes"]).default("words"),
  /** Tokens that a substring has at least: 50 words (Lee et al. 2022: 50 tokens), 500 bytes (OLMo 3). */
  minimum: z.int().min(2).max(100_000).optional(),
  /** `first`: one copy stays, the first in document order. `none`: whatever occurs twice goes (as Lee et al.). */
  keep: z.enum(["first", "none"]).default("first"),
  /** Where cuts in bytes may lie. Cuts in words lie between words. */
  borders: z.enum(["characters", "words"]).default("characters"),
  /** A paragraph of whose characters more than this share would go, goes whole (OLMo 3: 0.95). */
  wholeParagraphs: z.number().gt(0).lt(1).optional(),
  /** `global`, or a column of `documents` or `signals` within whose values alone repeats are looked for. */
  scope: z.string().min(1).default("global"),
  afterwards: afterwardsSchema.default({}),
  /** Share of all characters lost above which the run stops, from 1,000 documents on. 1 never stops. */
  largestShare: z.number().gt(0).max(1).default(0.3),
  /** Memory for the suffix array in bytes. */
  memory: z
    .int()
    .min(1)
    .default(512 * 2 ** 20),
});

/** Options of `deduplicateSubstrings`. */
export type DeduplicateSubstringsOptions = z.input<typeof schema>;

/** Checked options with every default in place. */
export interface Settings {
  readonly unit: TokenUnit;
  readonly minimum: number;
  readonly keep: "first" | "none";
  readonly borders: "characters" | "words";
  /** 1 where paragraphs do not matter. */
  readonly wholeParagraphs: number;
  readonly scope: string;
  readonly afterwards: Afterwards;
  readonly largestShare: number;
  readonly memory: number;
}

/** Checks the options once; throws a UserError that names rule, value and way out. */
export function settingsOf(options: DeduplicateSubstringsOptions = {}): Settings {
  const { minimum, wholeParagraphs, afterwards, ...rest } = checkOptions(
    "deduplicateSubstrings",
    schema,
    options,
  );
  return {
    ...rest,
    minimum: minimum ?? (rest.unit === "words" ? 50 : 500),
    wholeParagraphs: wholeParagraphs ?? 1,
    afterwards: { minimumWords: 1, minimumSentences: 0, ...definedOf(afterwards) },
  };
}
