import { readPeople } from "../clean/rules/ledger/people.ts";
import { taskNamed } from "../clean/rules/ledger/tasks.ts";
import { readLabeled } from "../clean/rules/suggest/labeled.ts";
import type { Interval, Quality } from "../clean/rules/suggest/score.ts";
import { type SuggestedRule, type Suggestion, suggest } from "../clean/rules/suggest/suggest.ts";
import { didYouMean, UserError } from "../core/errors.ts";
import { colours } from "./colour.ts";
import { grid } from "./grid.ts";
import { next, printJson, sameWorkspace, shellWord } from "./output.ts";
import { type BenchFlags, type OpenBench, withBench } from "./rules-bench.ts";
import { nameOf } from "./rules-try.ts";
import { count, percent, show } from "./show.ts";

/** Flags of `sluice rules suggest`. */
export interface SuggestFlags extends BenchFlags {
  readonly labels: string;
  readonly positive?: string;
  readonly precision?: number;
  readonly top?: number;
}

/** Examples of each answer below which no figure is worth printing. */
const leastExamples = 10;

/** `sluice rules suggest`: bounds on signals that part the documents with one label from the others. */
export async function suggestRules(flags: SuggestFlags): Promise<void> {
  await withBench(flags, async ({ ledger }) => {
    const positive = await positiveLabel(ledger, flags);
    await readPeople(ledger, 1, { task: flags.labels, unwanted: [positive] });
    const labeled = await readLabeled(ledger);
    const suggestion = suggest(labeled, { precision: flags.precision });
    refuseFew(suggestion, flags.labels, positive);
    if (flags.json) printJson({ task: flags.labels, positive, ...suggestion });
    else process.stdout.write(textOf(suggestion, flags.labels, positive, flags.top ?? 10));
    const best = bestRule(suggestion);
    next(
      best
        ? `sluice rules set ${shellWord(nameOf(best.signals))} ${shellWord(best.when)} --dry-run${sameWorkspace(flags.workspace)}`
        : "sluice signals",
    );
  });
}

/** What people call a document that stays; the same words as in `rules search`. */
const wanted = /^(?:keep|good|1|yes|true)$/i;

/** The label of what should go: the one that is named, or the other one of two of which one says "keep". */
async function positiveLabel(
  ledger: OpenBench["ledger"],
  { labels: task, positive }: SuggestFlags,
): Promise<string> {
  const { labels } = await taskNamed(ledger, task, "rules suggest");
  const names = labels.map(({ label }) => label);
  if (positive !== undefined && names.includes(positive)) return positive;
  const others = names.filter((name) => !wanted.test(name));
  if (positive === undefined && names.length === 2 && others.length === 1) return others[0];
  const told = labels.map(({ label, documents }) => `${label} (${count(documents)})`).join(", ");
  throw new UserError(
    positive === undefined
      ? `rules suggest: say which label of "${task}" marks what should go, one of ${told}: --positive LABEL`
      : `rules suggest: no document of "${task}" has the label "${positive}".${didYouMean(positive, names)} Labels: ${told}`,
  );
}

function refuseFew({ examples, unwanted }: Suggestion, task: string, positive: string): void {
  if (Math.min(unwanted, examples - unwanted) >= leastExamples) return;
  throw new UserError(
    `rules suggest: "${task}" has ${count(unwanted)} documents labeled "${positive}" and ${count(examples - unwanted)} others; bounds need at least ${leastExamples} of each. Label more: sluice serve`,
  );
}

/** The conjunction where it holds up better on what it has not seen. */
function bestRule({ rules, conjunction }: Suggestion): SuggestedRule | undefined {
  const [first] = rules;
  return conjunction && first && conjunction.heldOut.f1 > first.heldOut.f1 ? conjunction : first;
}

function textOf(suggestion: Suggestion, task: string, positive: string, most: number): string {
  const { strong, muted } = colours(process.stdout);
  const { examples, known, unwanted, baseline, rules, conjunction, bestSingleHeldOut } = suggestion;
  const part = known > examples ? ` of ${count(known)}` : "";
  return [
    `${strong(show(task))}: ${count(examples)}${part} labeled documents, ${count(unwanted)} "${show(positive)}" (to go), ${count(examples - unwanted)} others`,
    muted(`dropping everything has F1 ${baseline.toFixed(3)}: less than that says nothing`),
    "",
    strong("the best bound of each signal"),
    rules.length === 0
      ? "no signal has values for these documents"
      : grid(rules.slice(0, most).map(rowOf), 140),
    ...(conjunction === undefined ? [] : ["", strong("joined"), grid([rowOf(conjunction)], 160)]),
    "",
    `on documents that the choice has not seen (5 parts): best bound ${brief(bestSingleHeldOut)}${conjunction ? `; joined ${brief(conjunction.heldOut)}` : ""}`,
    "",
  ].join("\n");
}

function rowOf({
  when,
  right,
  wrong,
  precision,
  recall,
  f1,
  precisionInterval,
  recallInterval,
  heldOut,
}: SuggestedRule) {
  return {
    rule: when,
    takes: count(right + wrong),
    precision: `${percent(precision)} ${range(precisionInterval)}`,
    recall: `${percent(recall)} ${range(recallInterval)}`,
    F1: f1.toFixed(3),
    "held out F1": heldOut.f1.toFixed(3),
  };
}

function range([low, high]: Interval): string {
  return `[${(100 * low).toFixed(0)}–${(100 * high).toFixed(0)}]`;
}

function brief({ f1, precision, recall }: Quality): string {
  return `F1 ${f1.toFixed(3)} (precision ${percent(precision)}, recall ${percent(recall)})`;
}
