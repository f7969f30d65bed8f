import { type Pipeline, pipeline } from "../core/pipeline.ts";
import type { Entry } from "../core/stage.ts";
import type { IngestOptions } from "../io/read/options.ts";
import { namedInput } from "./named-input.ts";

/** Stages that `sluice apply` knows. */
export type ApplyStage =
  | "extract"
  | "language"
  | "measure"
  | "edit"
  | "redact"
  | "deduplicate"
  | "decontaminate"
  | "embed"
  | "score";

/** One stage on files, as plain data: threads rebuild the pipeline from it. */
export interface ApplyRequest {
  readonly stage: ApplyStage;
  readonly input: readonly string[];
  readonly reading: IngestOptions;
  readonly signals?: readonly string[];
  readonly threshold?: number;
  readonly dimensions?: number;
  readonly preferences?: string;
  /** Edit rules, in order. */
  readonly rules?: readonly string[];
  readonly kinds?: readonly string[];
  readonly regions?: readonly string[];
  readonly mask?: string;
  readonly against?: Readonly<Record<string, string>>;
  readonly grams?: number;
  readonly coverage?: number;
}

/** The pipeline of `sluice apply`: the input, and one entry named as its stage. */
export default async function applyPipeline(request: ApplyRequest): Promise<Pipeline> {
  const documents = namedInput(request.input, request.reading, { pages: request.stage === "extract" });
  const applied = await entries[request.stage](request);
  return pipeline({ name: "apply", stages: { documents, [request.stage]: applied } });
}

const everything = ["basics", "gopher", "c4", "fineweb", "language"];

/** Each stage is loaded alone: a thread that reads pages needs no tokenizer. */
const entries: Readonly<Record<ApplyStage, (request: ApplyRequest) => Promise<Entry>>> = {
  extract: async () => (await import("../clean/extract/extract.ts")).extract(),
  language: async () => (await import("../features/signals/measure.ts")).measure("language"),
  measure: async ({ signals = everything }) =>
    (await import("../features/signals/measure.ts")).measure(...signals),
  edit: async ({ rules }) => (await import("./apply-edit.ts")).editEntry(rules),
  redact: async ({ kinds, regions, mask }) =>
    (await import("./apply-edit.ts")).redactEntry({ kinds, regions, mask }),
  deduplicate: async ({ threshold, against = {} }) =>
    (await import("../clean/deduplicate/deduplicate.ts")).deduplicate({
      threshold,
      largestShare: 1,
      ...releasesOf(against),
    }),
  decontaminate: async ({ against = {}, grams, coverage }) =>
    (await import("../clean/decontaminate/decontaminate.ts")).decontaminate({
      against: { ...against },
      grams,
      minimumCoverage: coverage,
      share: 1,
    }),
  embed: async ({ dimensions }) => (await import("../features/vectors/embed.ts")).embed({ dimensions }),
  score: async ({ preferences }) => (await import("../label/reward/score.ts")).score({ preferences }),
};

function releasesOf(against: Readonly<Record<string, string>>): { against?: [string, ...string[]] } {
  const [first, ...others] = Object.values(against);
  return first === undefined ? {} : { against: [first, ...others] };
}
