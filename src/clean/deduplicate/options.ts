import { z } from "zod";
import { UserError } from "../../core/errors.ts";
import { checkOptions, written } from "../../core/options.ts";
import { type Banding, bandsFor } from "../../features/minhash/s-curve.ts";
import { type Release, releaseOf, releaseSchema } from "./release.ts";

const schema = z.strictObject({
  /**
   * `exact`: equal texts; `url`: equal addresses (`normalUrl`); `near`: texts whose shingle sets have a Jaccard similarity of at
   * least the threshold, found by MinHash; `simhash`: the same, found by SimHash; `semantic`: vectors of nearly one direction.
   */
  methods: z
    .array(z.enum(["exact", "url", "near", "simhash", "semantic"]))
    .nonempty()
    .default(["exact", "near"]),
  /** Least Jaccard similarity of near-duplicates, verified on the texts. */
  threshold: z.number().gt(0).max(1).default(0.8),
  /** Words in a shingle (5: FineWeb, OLMo, GPT-3 and most since). */
  shingle: z.int().min(1).max(100).default(5),
  /** Bands and values per band of the MinHash sketch; derived from the threshold when absent. */
  bands: z.int().min(1).max(1024).optional(),
  rows: z.int().min(1).max(256).optional(),
  /** `characters`: each letter of a script without spaces (Chinese, Japanese, Thai, …) is a word of its own; `runs`: it is not. */
  words: z.enum(["runs", "characters"]).default("characters"),
  /** `simhash`: bits of 64 in which two texts may differ before they are compared (3: Manku, Jain, Das Sarma 2007). */
  distance: z.int().min(0).max(5).default(3),
  /** `semantic`: two documents are copies from a cosine of 1 - epsilon on (0.01: NeMo Curator; SemDeDup studies 0.0005 to 0.2). */
  epsilon: z.number().min(0).max(1).default(0.01),
  /** `semantic`: the model whose vectors are compared; needed when there are several. */
  model: z.string().min(1).optional(),
  /** An earlier release, a workspace or files with texts: what has a copy there is dropped. Several in a list. */
  against: z.union([releaseSchema, z.array(releaseSchema).nonempty()]).optional(),
  /** Exact duplicates are also texts whose words are equal, whatever their case, white space and punctuation. */
  normalize: z.boolean().default(false),
  /** Which copy is kept. Ties go to the first in document order, then to the least id. */
  keep: z
    .union([
      z.enum(["longest", "first", "newest"]),
      z.strictObject({ score: z.string().min(1) }),
      z.strictObject({ sources: z.array(z.string().min(1)).nonempty() }),
    ])
    .default("longest"),
  /** `global`, or a column of `documents` or `signals` within whose values alone copies are looked for. */
  scope: z.string().min(1).default("global"),
  /** Share of the documents in one cluster above which the run stops, from 1,000 documents on. 1 never stops. */
  largestShare: z.number().gt(0).max(1).default(0.2),
  /** Memory for shingle sets during verification. */
  memory: z
    .int()
    .min(1)
    .default(256 * 2 ** 20),
  seed: z.int().min(0).default(1),
});

/** Options of `deduplicate`. */
export type DeduplicateOptions = z.input<typeof schema>;

/** Checked options with every default in place. */
export interface Settings extends Omit<z.output<typeof schema>, "bands" | "rows" | "against"> {
  readonly banding: Banding;
  /** Earlier releases, found on disk. */
  readonly against: readonly Release[];
}

/** Checks the options once; throws a UserError that names rule, value and way out. */
export function settingsOf(options: DeduplicateOptions = {}): Settings {
  const { bands, rows, against = [], ...rest } = checkOptions("deduplicate", schema, options, tell);
  if ((bands === undefined) !== (rows === undefined)) {
    throw new UserError(
      "deduplicate: bands and rows go together: give both, or neither to derive them from the threshold.",
    );
  }
  const banding = bands === undefined || rows === undefined ? bandsFor(rest.threshold) : { bands, rows };
  return {
    ...rest,
    banding: rest.methods.includes("near") ? banding : noBands,
    against: [against].flat().map(releaseOf),
  };
}

const noBands: Banding = { bands: 0, rows: 0 };

function tell(name: string, value: unknown): string | undefined {
  if (name === "threshold") return `threshold must be in (0, 1], got ${written(value)}.${percentage(value)}`;
  if (name !== "keep") return undefined;
  return `keep must be "longest", "first", "newest", {score: "column"} or {sources: ["name", …]}, got ${written(value)}.`;
}

function percentage(value: unknown): string {
  return typeof value === "number" && value > 1 && value <= 100 ? ` Did you mean ${value / 100}?` : "";
}

/** The method under which pairs of a verified Jaccard similarity stand. */
export function pairMethod({ methods }: Pick<Settings, "methods">): "near" | "simhash" {
  return methods.includes("simhash") && !methods.includes("near") ? "simhash" : "near";
}

/** The method under which equal texts stand. */
export function equalMethod({ methods }: Pick<Settings, "methods">): string {
  if (methods.includes("exact")) return "exact";
  return methods.includes("near") || methods.includes("simhash") ? pairMethod({ methods }) : "semantic";
}
