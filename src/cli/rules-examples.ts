import type { CheckedRule } from "../clean/rules/check.ts";
import { openAxis } from "../clean/rules/ledger/axis.ts";
import { openDraft, ruleIn } from "../clean/rules/ledger/draft.ts";
import { nearestTo } from "../clean/rules/ledger/nearest.ts";
import { didYouMean, UserError } from "../core/errors.ts";
import type { RuleStageOfRun } from "../server/resources/rules/run-rules.ts";
import { colours } from "./colour.ts";
import { next, printJson, sameWorkspace, shellWord } from "./output.ts";
import { type BenchFlags, type OpenBench, withBench } from "./rules-bench.ts";
import { type Example, exampleLines, examplesOf } from "./rules-lines.ts";
import { show } from "./show.ts";

/** Flags of `sluice rules examples`. */
export interface ExamplesFlags extends BenchFlags {
  readonly count?: number;
  readonly stage?: string;
}

/** The documents at one bound of a rule. */
interface BoundExamples {
  /** The bound as it stands in the predicate; null for a rule without one. */
  readonly bound: string | null;
  readonly signal: string | null;
  readonly examples: readonly Example[];
}

/** `sluice rules examples`: the documents just inside and just outside every bound of a rule, with the measured values. */
export async function ruleExamples(name: string, flags: ExamplesFlags): Promise<void> {
  await withBench(flags, async (bench) => {
    const stage = stageOf(bench.stages, name, flags.stage);
    const draft = await openDraft(bench.ledger, stage.name, {});
    const rule = (await ruleIn(bench.ledger, draft, name)) as CheckedRule;
    const bounds = await boundsOf(bench, stage, rule, flags.count ?? 5);
    if (flags.json) printJson({ stage: stage.name, rule: name, when: rule.when, bounds });
    else process.stdout.write(textOf(rule, bounds));
    const [example] = bounds.flatMap(({ examples }) => examples);
    const place = sameWorkspace(flags.workspace);
    const again = `sluice rules try ${shellWord(rule.when)} --replaces ${shellWord(name)}${place}`;
    next(example ? `sluice explain ${shellWord(example.id)}${place}` : again);
  });
}

async function boundsOf(
  { ledger }: OpenBench,
  stage: RuleStageOfRun,
  rule: CheckedRule,
  count: number,
): Promise<BoundExamples[]> {
  const draft = await openDraft(ledger, stage.name, {});
  if (rule.handles.length === 0) {
    const nearest = await nearestTo(ledger, draft, { rule }, count);
    return [{ bound: null, signal: null, examples: await examplesOf(ledger, nearest) }];
  }
  const found: BoundExamples[] = [];
  for (const handle of rule.handles) {
    const axis = await openAxis(ledger, stage, handle.expression);
    const nearest = await nearestTo(ledger, draft, { rule, handle, axis }, count);
    const bound = rule.when.slice(handle.comparison.start, handle.comparison.end);
    found.push({ bound, signal: handle.expression, examples: await examplesOf(ledger, nearest) });
  }
  return found;
}

function stageOf(stages: readonly RuleStageOfRun[], rule: string, named: string | undefined): RuleStageOfRun {
  const having = stages.filter(
    ({ name, rules }) => rules.some((one) => one.name === rule) && (named === undefined || name === named),
  );
  if (having.length === 1) return having[0];
  if (having.length > 1)
    throw new UserError(
      `rules examples: several stages have a rule "${rule}", say which of ${having.map(({ name }) => name).join(", ")}: --stage NAME`,
    );
  const known = stages.flatMap(({ rules }) => rules.map(({ name }) => name));
  throw new UserError(
    `rules examples: the run has no rule "${rule}"${named === undefined ? "" : ` in a stage "${named}"`}.${didYouMean(rule, known)} Rules: sluice rules list`,
  );
}

function textOf(rule: CheckedRule, bounds: readonly BoundExamples[]): string {
  const { strong } = colours(process.stdout);
  const lines = bounds.flatMap(({ signal, bound, examples }) => {
    if (examples.length === 0) return ["", `no document is near ${bound === null ? "it" : show(bound)}`];
    return exampleLines(examples, bounds.length > 1 ? bound : signal);
  });
  return [`${strong(show(rule.name))}  ${show(rule.when)}`, ...lines, ""].join("\n");
}
