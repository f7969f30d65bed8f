import { didYouMean, UserError } from "./errors.ts";
import { canonical, sha256 } from "./json.ts";
import type { Manifest, StageDefinition } from "./manifest.ts";
import type { Pipeline, Step } from "./pipeline.ts";
import type { Unit } from "./stage.ts";
import { contract } from "./table.ts";

/** A step with its key: the hash of everything that decides its result. */
export interface KeyedStep extends Step {
  readonly key: string;
  readonly definition: StageDefinition;
}

/** The keys of all steps, given the input units. */
export function keySteps(pipeline: Pipeline, units: readonly Unit[]): KeyedStep[] {
  const keyed: KeyedStep[] = [];
  for (const step of pipeline.steps) {
    const inputs = step.stage.shape === "source" ? { units: unitsKey(units) } : inputKeys(step, keyed);
    const { kind, version, options } = step.stage;
    const definition: StageDefinition = { kind, version, options: canonical(options), inputs };
    keyed.push({ ...step, definition, key: sha256(canonical(definition)).slice(0, 16) });
  }
  return keyed;
}

/** The last step before `step` that gives documents their text: an edit, or the source. */
export function textProvider<S extends Step>(earlier: readonly S[]): S {
  return earlier.findLast((step) => "text" in step.stage.tables) ?? earlier[0];
}

/** Steps whose tables a step sees under `name`: a sibling of its entry, or every earlier step that writes such a table. */
export function providers<S extends Step>(name: string, entry: string, earlier: readonly S[]): S[] {
  const writes = (step: S) =>
    name in step.stage.tables || (filesOf(step).includes(name) && step.entry === entry);
  const sibling = earlier.findLast((step) => step.entry === entry && writes(step));
  return sibling && !(name in contract) ? [sibling] : earlier.filter(writes);
}

/** Earlier steps on whose result a step depends. */
export function dependencies<S extends Step>(step: Step, earlier: readonly S[]): S[] {
  const found = new Set<S>();
  const add = (name: string) => {
    for (const provider of resolve(name, step, earlier)) found.add(provider);
  };
  for (const name of step.stage.reads) add(name);
  if (step.stage.shape === "batch") {
    for (const column of step.stage.columns)
      for (const provider of columnProviders(column, step, earlier)) found.add(provider);
    if (step.stage.over === "survivors") add("survivors");
  }
  return earlier.filter((candidate) => found.has(candidate));
}

/** Columns that a rule after `earlier` can name: those of `documents` and all signals, with their types. */
export function knownColumns(earlier: readonly Step[]): Record<string, string> {
  const { text: _, ...documents } = contract.documents;
  return Object.assign({ ...documents }, ...earlier.map((step) => step.stage.tables.signals ?? {}));
}

/** Why a step does not find its result on disk, in words for `sluice plan`. */
export function changedSince(definition: StageDefinition, last: Manifest | undefined): string {
  if (!last) return "never ran";
  const before = last.definition;
  if (before.kind !== definition.kind) return `was ${before.kind}, is ${definition.kind}`;
  if (before.version !== definition.version) return `${definition.kind} has a newer version`;
  if (before.options !== definition.options)
    return `options changed: ${changedOptions(before.options, definition.options)}`;
  const changed = Object.keys(definition.inputs).filter(
    (name) => before.inputs[name] !== definition.inputs[name],
  );
  return changed.length > 0 ? `input changed: ${changed.join(", ")}` : "its result is damaged or incomplete";
}

function inputKeys(step: Step, earlier: readonly KeyedStep[]): Record<string, string> {
  return Object.fromEntries(dependencies(step, earlier).map((provider) => [provider.name, provider.key]));
}

function resolve<S extends Step>(name: string, step: Step, earlier: readonly S[]): S[] {
  if (name === "text") return [textProvider(earlier)];
  if (name === "documents") return [earlier[0]];
  if (name === "survivors") return [earlier[0], ...providers("decisions", step.entry, earlier)];
  const found = providers(name, step.entry, earlier);
  if (found.length === 0 && !(name in contract)) {
    throw new UserError(`stage "${step.name}": reads "${name}", which no earlier stage writes`);
  }
  return found;
}

function columnProviders<S extends Step>(column: string, step: Step, earlier: readonly S[]): S[] {
  if (column === "text") return [textProvider(earlier)];
  if (column in contract.documents) return [earlier[0]];
  const measured = earlier.filter((candidate) => column in (candidate.stage.tables.signals ?? {}));
  if (measured.length > 0) return measured.slice(-1);
  const known = Object.keys(knownColumns(earlier));
  throw new UserError(
    `stage "${step.name}": no signal "${column}" is measured before it.${didYouMean(column, known)} See: sluice signals`,
  );
}

function filesOf(step: Step): readonly string[] {
  return step.stage.shape === "query" ? (step.stage.files ?? []) : [];
}

function unitsKey(units: readonly Unit[]): string {
  return sha256(canonical(units)).slice(0, 16);
}

function changedOptions(before: string, after: string): string {
  const [old, now] = [JSON.parse(before), JSON.parse(after)];
  if (typeof old !== "object" || typeof now !== "object" || !old || !now) return "all";
  const names = new Set([...Object.keys(old), ...Object.keys(now)]);
  const changed = [...names].filter((name) => canonical(old[name]) !== canonical(now[name]));
  return changed.join(", ");
}
