import { canonical } from "../../../core/json.ts";
import type { StageDefinition } from "../../../core/manifest.ts";
import { isPeopleStep } from "../../../core/people-steps.ts";
import type { KnownRun } from "./history.ts";
import type { Changes } from "./wire.ts";

type Options = Readonly<Record<string, unknown>>;
type StageChange = Changes["stages"][number];
type RuleChange = Changes["rules"][number];

/** What is different from the run before: who changed, and who only followed. */
export function changesBetween(before: KnownRun, after: KnownRun): Changes {
  const stages: StageChange[] = [];
  const rules: RuleChange[] = [];
  const following: string[] = [];
  const keys = new Map(before.record.stages.map(({ name, key }) => [name, key]));
  for (const { name, entry, key } of after.record.stages) {
    const old = keys.get(name);
    if (old === key) continue;
    const found =
      old === undefined
        ? [{ stage: entry, what: isPeopleStep({ entry }) ? "first ones" : "new" }]
        : stageChanges(name, entry, before.definitions[name], after.definitions[name], rules);
    if (found === undefined) following.push(name);
    else stages.push(...found);
  }
  const now = new Set(after.record.stages.map(({ name }) => name));
  const gone = after.record.finished ? before.record.stages.filter(({ name }) => !now.has(name)) : [];
  stages.push(...gone.map(({ entry }) => ({ stage: entry, what: "gone" })));
  return {
    since: before.number ?? 0,
    stages: toldOnce(stages),
    rules,
    following,
    documents: after.documents - before.documents,
    kept: after.kept - before.kept,
    tokens:
      before.tokens === null || after.tokens === null || before.tokenizer !== after.tokenizer
        ? null
        : after.tokens - before.tokens,
  };
}

/** The stages of an entry change together: each change once; `banding changed` goes where the same entry says in values what changed. */
function toldOnce(changes: readonly StageChange[]): StageChange[] {
  const told = new Map(changes.map((change) => [`${change.stage} ${change.what}`, change]));
  const inValues = new Set(changes.filter(({ what }) => what.includes(" → ")).map(({ stage }) => stage));
  return [...told.values()].filter(({ stage, what }) => !(inValues.has(stage) && what.endsWith(" changed")));
}

/** Words for a stage with another key; undefined when only its input changed. Moved rules are told rule by rule. */
function stageChanges(
  name: string,
  entry: string,
  before: StageDefinition | undefined,
  after: StageDefinition | undefined,
  rules: RuleChange[],
): StageChange[] | undefined {
  if (before === undefined || after === undefined)
    return [{ stage: entry, what: "changed; the old result is gone, so not told how" }];
  if (before.kind !== after.kind) return [{ stage: entry, what: `was ${before.kind}, is ${after.kind}` }];
  if (isPeopleStep({ entry })) return [{ stage: entry, what: "newer ones" }];
  const found: StageChange[] = [];
  if (before.version !== after.version) found.push({ stage: entry, what: "newer version of the stage" });
  if (before.options !== after.options) {
    const [old, now] = [readOptions(before), readOptions(after)];
    const moved = after.kind === "rules" ? ruleChanges(name, old, now) : [];
    rules.push(...moved);
    if (moved.length > 0) return found;
    return [...found, ...optionChanges(old, now).map((what) => ({ stage: entry, what }))];
  }
  if (before.inputs.units !== after.inputs.units) found.push({ stage: entry, what: "other input files" });
  return found.length > 0 ? found : undefined;
}

function readOptions({ options }: StageDefinition): Options {
  const read = JSON.parse(options) as unknown;
  return typeof read === "object" && read !== null ? (read as Options) : {};
}

function ruleChanges(stage: string, before: Options, after: Options): RuleChange[] {
  const [old, now] = [predicates(before), predicates(after)];
  return [...new Set([...old.keys(), ...now.keys()])]
    .filter((rule) => old.get(rule) !== now.get(rule))
    .map((rule) => ({ stage, rule, before: old.get(rule) ?? null, after: now.get(rule) ?? null }));
}

function predicates({ rules }: Options): Map<string, string> {
  const list = (Array.isArray(rules) ? rules : []) as { readonly name: string; readonly when: string }[];
  return new Map(list.map(({ name, when }) => [name, when]));
}

/** `threshold 0.8 → 0.7`; what is no plain value is only named. */
function optionChanges(before: Options, after: Options): string[] {
  const names = [...new Set([...Object.keys(before), ...Object.keys(after)])];
  return names
    .filter((name) => canonical(before[name]) !== canonical(after[name]))
    .map((name) => {
      const [old, now] = [plainWord(before[name]), plainWord(after[name])];
      return old === undefined || now === undefined ? `${name} changed` : `${name} ${old} → ${now}`;
    });
}

function plainWord(value: unknown): string | undefined {
  if (value === undefined || value === null) return "none";
  if (typeof value === "object") return undefined;
  const text = String(value);
  return text.length > 60 ? undefined : text;
}
