import { didYouMean, UserError } from "./errors.ts";
import type { Entry, SourceStage, Stage } from "./stage.ts";

/** What a pipeline file exports. */
export interface Pipeline {
  readonly name: string;
  readonly steps: readonly Step[];
}

/** A stage at its place in the pipeline: `copies.signatures` is the first stage of the entry `copies`. */
export interface Step {
  readonly name: string;
  readonly entry: string;
  readonly stage: Stage;
}

/** What a person writes: a name, and stages by the name of their table, in the order of the road. */
export interface PipelineSpec {
  readonly name: string;
  readonly stages: Readonly<Record<string, Entry>>;
}

/** Checks a pipeline and lays its entries out as a list of steps. */
export function pipeline(spec: PipelineSpec): Pipeline {
  checkKeys(spec);
  checkName(spec.name, "the name of the pipeline");
  const steps = Object.entries(spec.stages).flatMap(([entry, stages]) => layOut(spec.name, entry, stages));
  checkSource(spec.name, steps);
  return { name: spec.name, steps };
}

/** The first step: the one that reads input. */
export function sourceOf(pipeline: Pipeline): Step & { readonly stage: SourceStage } {
  return pipeline.steps[0] as Step & { stage: SourceStage };
}

/** The same pipeline with another source stage: `--input`. */
export function withSource(pipeline: Pipeline, stage: SourceStage): Pipeline {
  return { ...pipeline, steps: [{ ...pipeline.steps[0], stage }, ...pipeline.steps.slice(1)] };
}

/** The pipeline up to and with the entry `until`. */
export function cutAfter(pipeline: Pipeline, until: string): Pipeline {
  const last = pipeline.steps.findLastIndex((step) => step.entry === until);
  if (last >= 0) return { ...pipeline, steps: pipeline.steps.slice(0, last + 1) };
  const entries = new Set(pipeline.steps.map((step) => step.entry));
  throw new UserError(
    `pipeline "${pipeline.name}": --until names no stage, got "${until}".${didYouMean(until, entries)} Stages: ${[...entries].join(", ")}`,
  );
}

/** The pipeline whose stages that look for copies look in an earlier release too: `--against`. */
export function withRelease(pipeline: Pipeline, release: string): Pipeline {
  const changed = new Map(
    pipeline.steps.flatMap(({ entry, stage }) => (stage.against ? [[entry, stage.against(release)]] : [])),
  );
  if (changed.size === 0)
    throw new UserError(
      `pipeline "${pipeline.name}": --against ${release}: no stage looks for copies. Add one: copies: deduplicate()`,
    );
  const steps = [...new Set(pipeline.steps.map(({ entry }) => entry))].flatMap((entry) => {
    const other = changed.get(entry);
    return other
      ? layOut(pipeline.name, entry, other)
      : pipeline.steps.filter((step) => step.entry === entry);
  });
  return { ...pipeline, steps };
}

function layOut(name: string, entry: string, stages: Entry): Step[] {
  checkName(entry, `pipeline "${name}": a stage`);
  const list = Array.isArray(stages) ? (stages as readonly Stage[]) : [stages as Stage];
  if (list.length === 0 || list.some((stage) => typeof stage?.kind !== "string")) {
    throw new UserError(
      `pipeline "${name}", stage "${entry}": must be what ingest(), measure(), rules()… return`,
    );
  }
  if (list.some((stage) => stage.shape === "query" && "text" in stage.tables)) {
    // Batch stages read the text part by part, and a query stage has no parts.
    throw new UserError(
      `pipeline "${name}", stage "${entry}": a query stage cannot write the table "text"; only batch stages edit texts`,
    );
  }
  return list.map((stage, i) => ({
    name: i === list.length - 1 ? entry : `${entry}.${stage.kind}`,
    entry,
    stage,
  }));
}

function checkKeys(spec: PipelineSpec): void {
  for (const key of Object.keys(spec)) {
    if (key !== "name" && key !== "stages") {
      throw new UserError(
        `pipeline: no option "${key}".${didYouMean(key, ["name", "stages"])} Options: name, stages`,
      );
    }
  }
}

function checkName(name: string, what: string): void {
  if (typeof name === "string" && /^[a-z][a-z0-9_-]{0,63}$/i.test(name)) return;
  throw new UserError(
    `${what} must be a letter, then letters, digits, _ or -, at most 64; got ${JSON.stringify(name)}`,
  );
}

function checkSource(name: string, steps: readonly Step[]): void {
  const misplaced = steps.findIndex((step, i) => (step.stage.shape === "source") !== (i === 0));
  if (misplaced < 0 && steps.length > 0) return;
  const place = steps[misplaced]?.entry ?? "none";
  throw new UserError(
    `pipeline "${name}": the first stage, and no other, reads input (ingest); see stage "${place}"`,
  );
}
