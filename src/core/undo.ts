import { didYouMean, UserError } from "./errors.ts";
import type { Pipeline, Step } from "./pipeline.ts";
import type { Stage } from "./stage.ts";

/**
 * The pipeline without some of its rules: `lines`, `lines.too_few_words`, or with the stage before it, `clean.lines`; `clean` alone names
 * all rules of that stage. A name that several stages know is turned off in all of them; one that none knows is the person's mistake.
 */
export function withoutRules(pipeline: Pipeline, undone: readonly string[]): Pipeline {
  return undone.reduce(withoutRule, pipeline);
}

function withoutRule(pipeline: Pipeline, rule: string): Pipeline {
  const all = pipeline.steps.flatMap(({ name, stage }) =>
    (stage.rules ?? []).map((r) => ({ name, rule: r })),
  );
  const found = all.filter(
    (known) => known.rule === rule || known.name === rule || `${known.name}.${known.rule}` === rule,
  );
  if (found.length === 0) {
    const names = all.map((known) => known.rule);
    const known = names.length > 0 ? ` Rules: ${[...new Set(names)].slice(0, 20).join(", ")}` : "";
    throw new UserError(
      `pipeline "${pipeline.name}": --undo names no rule, got "${rule}".${didYouMean(rule, [...names, ...all.map((k) => `${k.name}.${k.rule}`)])}${known}`,
    );
  }
  const off = (step: Step): Step => {
    const own = found.filter(({ name }) => name === step.name);
    return { ...step, stage: own.reduce((stage, known) => withoutKnown(stage, known.rule), step.stage) };
  };
  return { ...pipeline, steps: pipeline.steps.map(off) };
}

/** A part may be gone with its rule already. */
function withoutKnown(stage: Stage, rule: string): Stage {
  return stage.rules?.includes(rule) ? (stage.without?.(rule) ?? stage) : stage;
}
