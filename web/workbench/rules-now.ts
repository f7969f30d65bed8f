import type { ChangesBody, RuleAnswer, StageAnswer } from "../../src/server/resources/rules/wire.ts";

/** Predicates by the name of their rule; null for a rule that is off. */
export type Predicates = Readonly<Record<string, string | null>>;

/** A rule as it is under the person's hands. */
export interface RuleNow {
  readonly name: string;
  /** As the run applied it; undefined for a rule that is new since. */
  readonly run: RuleAnswer | undefined;
  /** As the pipeline file has it; null when it is off there. */
  readonly saved: string | null;
  /** As the draft has it; null when it is off. */
  readonly when: string | null;
}

/** What a rule is written as when it is off and comes from elsewhere too. */
const off = "false";

/** The rules of a stage: those of the run, those of the file, and what the draft makes of them. */
export function rulesNow(stage: StageAnswer, draft: Predicates): RuleNow[] {
  const names = new Set([
    ...stage.rules.map(({ name }) => name),
    ...Object.keys(stage.own),
    ...Object.keys(draft),
  ]);
  return [...names].map((name) => {
    const run = stage.rules.find((rule) => rule.name === name);
    const saved = savedIn(stage, name, run);
    return { name, run, saved, when: name in draft ? draft[name] : saved };
  });
}

function savedIn(stage: StageAnswer, name: string, run: RuleAnswer | undefined): string | null {
  const own = stage.own[name];
  if (typeof own === "string") return own === off ? null : own;
  const isElsewhere = stage.open || own === null;
  return isElsewhere && run !== undefined && run.when !== off ? run.when : null;
}

/** What differs from the run: what the counts are asked for. */
export function changesSinceRun(rules: readonly RuleNow[]): ChangesBody {
  return Object.fromEntries(
    rules
      .filter(({ run, when }) => (run === undefined ? when !== null : when !== run.when))
      .map(({ name, when }) => [name, when]),
  );
}

/** What differs from the file: what a save writes. */
export function changesSinceSave(rules: readonly RuleNow[]): ChangesBody {
  return Object.fromEntries(
    rules.filter(({ saved, when }) => when !== saved).map(({ name, when }) => [name, when]),
  );
}
