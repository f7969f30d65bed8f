import { plus, type Size } from "../clean/rules/ledger/amounts.ts";
import {
  openTrial,
  type TrialGroup,
  type TrialOutcome,
  topTrialGroups,
  trialOf,
} from "../clean/rules/ledger/trial.ts";
import type { Row } from "../core/table.ts";
import { colours } from "./colour.ts";
import { grid } from "./grid.ts";
import { next, printJson, sameWorkspace, shellWord } from "./output.ts";
import { type BenchFlags, charactersOf, withBench } from "./rules-bench.ts";
import { type Example, exampleLines, examplesOf, sizeLine } from "./rules-lines.ts";
import { count, percent, show } from "./show.ts";

/** Flags of `sluice rules try`. */
export interface TryFlags extends BenchFlags {
  readonly replaces?: string;
  readonly examples?: number;
}

/** Groups that are told one by one. */
const most = 10;

/** `sluice rules try`: what a predicate would drop and keep, where, and which documents stand at its bound. */
export async function tryPredicate(when: string, flags: TryFlags): Promise<void> {
  await withBench(flags, async ({ ledger }) => {
    const trial = await openTrial(ledger, when, flags.replaces);
    const outcome = await trialOf(ledger, trial, await charactersOf(ledger), flags.examples ?? 4);
    const examples = await examplesOf(ledger, outcome.nearest);
    if (flags.json) printJson(jsonOf(when, outcome, examples));
    else process.stdout.write(trialText(when, outcome, examples));
    const name = flags.replaces ?? nameOf(trial.rule.columns);
    next(`sluice rules set ${shellWord(name)} ${shellWord(when)}${sameWorkspace(flags.workspace)}`);
  });
}

/** A name to begin with for a rule that has none yet. */
export function nameOf(columns: readonly string[]): string {
  const words = columns.join("_").replace(/\W/g, "_");
  return `unusual_${words || "document"}`.slice(0, 60);
}

function jsonOf(when: string, outcome: TrialOutcome, examples: readonly Example[]) {
  const { drop, keep, alone, bySource, byLanguage, signal } = outcome;
  return {
    when,
    drop,
    keep,
    alone,
    bySource: topTrialGroups(bySource, most),
    byLanguage: topTrialGroups(byLanguage, most),
    signal,
    examples,
  };
}

function trialText(when: string, outcome: TrialOutcome, examples: readonly Example[]): string {
  const { strong, drop, keep } = colours(process.stdout);
  const all = plus(outcome.drop, outcome.keep);
  return [
    `${strong(show(when))}  of ${count(all.documents)} documents`,
    `${drop("drop ")}${sizeLine(outcome.drop, all)}`,
    `${keep("keep ")}${sizeLine(outcome.keep, all)}`,
    `alone${sizeLine(outcome.alone, all)}   dropped by nothing else`,
    ...section("source", outcome.bySource),
    ...section("language", outcome.byLanguage),
    ...exampleLines(examples, outcome.signal),
    "",
  ].join("\n");
}

function section(name: string, groups: readonly TrialGroup[]): string[] {
  if (groups.length < 2) return [];
  const rows = topTrialGroups(groups, most).map(({ group, all, dropped }) => ({
    [name]: group ?? "not known",
    documents: count(all.documents),
    dropped: count(dropped.documents),
    share: percent(dropped.documents / Math.max(1, all.documents)),
    ...charactersIn(dropped),
    "dropped tokens": count(dropped.tokens),
    "share ": percent(dropped.tokens / Math.max(1, all.tokens)),
  }));
  return ["", `by ${name}`, grid(rows, 120)];
}

function charactersIn({ characters }: Size): Row {
  return characters === null ? {} : { "dropped characters": count(characters) };
}
