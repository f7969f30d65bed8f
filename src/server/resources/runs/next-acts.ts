import { shellWord } from "../../../core/shell-word.ts";
import { formatCount, formatNumbered, formatShare } from "../../../viz/charts/format.ts";
import type { Totals } from "../../../viz/report/facts.ts";
import type { KnownRun } from "./history.ts";
import type { PendingDeeds } from "./pending-deeds.ts";
import type { NextAct } from "./wire.ts";

/** What is known when the next sensible act is asked for. */
export interface Situation {
  readonly folder: string;
  /** Undefined when nothing ran. */
  readonly run: KnownRun | undefined;
  readonly isRunning: boolean;
  readonly totals: Totals;
  /** Undefined when nothing ran. */
  readonly pending: PendingDeeds | undefined;
  /** Tables that some stage wrote. */
  readonly tables: readonly string[];
  /** Per task: documents on which two or more functions or models speak, and those where they disagree. */
  readonly disagreements: readonly { readonly task: string; readonly both: number; readonly split: number }[];
}

/** A rule above this share of all documents is worth a look (own choice). */
const largeShare = 0.3;
/** Functions that disagree on more than this share of what two of them speak on (own choice). */
const highConflict = 0.2;
/** Records that could not be read, of all (own choice). */
const manyFaults = 0.01;
const shown = 3;

/** What makes sense now, the most pressing first: each said only where the tables show it. */
export function nextActs(situation: Situation): NextAct[] {
  const { run } = situation;
  if (run === undefined) return firstRun(situation);
  const acts = [
    unfinished(situation, run),
    newDeeds(situation, run),
    nothingKept(situation),
    largestRule(situation, run),
    faults(situation),
    ...conflicts(situation),
    ...unused(situation),
    sampled(situation, run),
    uncounted(situation),
    ...looks(situation, run),
  ];
  return acts.filter((act) => act !== undefined).slice(0, shown);
}

function firstRun({ folder, isRunning }: Situation): NextAct[] {
  if (isRunning) return [];
  return [
    {
      text: "Run a pipeline here",
      why: "Nothing has run in this workspace yet.",
      command: `sluice run pipeline.ts --workspace ${shellWord(folder)}`,
    },
    {
      text: "Write a pipeline first",
      why: "`sluice init` looks at your files and writes one that fits them.",
      command: "sluice init",
    },
  ];
}

function again({ folder }: Situation, { record }: KnownRun): string {
  return `sluice run ${shellWord(record.file)} --workspace ${shellWord(folder)}`;
}

function unfinished(situation: Situation, run: KnownRun): NextAct | undefined {
  if (run.record.finished || situation.isRunning) return undefined;
  const last = run.record.stages.at(-1)?.name;
  return {
    text: "Finish the run",
    why: `It stopped after ${last ?? "the start"}. What is finished is kept and does not run again.`,
    command: again(situation, run),
  };
}

function newDeeds(situation: Situation, run: KnownRun): NextAct | undefined {
  const { votes = 0, decisions = 0, preferences = 0 } = situation.pending ?? {};
  const parts = [
    votes > 0 && formatNumbered(votes, "vote"),
    preferences > 0 && formatNumbered(preferences, "preference"),
    decisions > 0 && `${formatNumbered(decisions, "decision")} by hand`,
  ].filter((part) => part !== false);
  if (parts.length === 0 || situation.isRunning) return undefined;
  const isOne = votes + decisions + preferences === 1;
  return {
    text: "Run again",
    why: `${parts.join(", ")} ${isOne ? "is" : "are"} newer than the run: only what depends on ${isOne ? "it" : "them"} runs.`,
    command: again(situation, run),
  };
}

function nothingKept({ totals }: Situation): NextAct | undefined {
  if (totals.documents === 0 || totals.kept > 0) return undefined;
  return { text: "Move a bound", why: "Every document was dropped.", href: "/workbench" };
}

function largestRule({ totals }: Situation, run: KnownRun): NextAct | undefined {
  const rules = run.record.stages.flatMap(({ name, kind, rules }) =>
    rules.map((rule) => ({ ...rule, stage: name, hasBound: kind === "rules" })),
  );
  const largest = rules.toSorted((a, b) => b.documents - a.documents)[0];
  const share = (largest?.documents ?? 0) / Math.max(1, totals.documents);
  if (share <= largeShare || totals.kept === 0) return undefined;
  const rule = encodeURIComponent(largest.rule);
  return {
    text: `Look at ${largest.rule}`,
    why: `It drops ${formatCount(largest.documents)} documents, ${formatShare(share)} of all.`,
    href: largest.hasBound
      ? `/workbench?rule=${rule}`
      : `/?stage=${encodeURIComponent(largest.stage)}&rule=${rule}&view=documents`,
  };
}

function faults({ totals, folder }: Situation): NextAct | undefined {
  if (totals.quarantined <= manyFaults * (totals.documents + totals.quarantined)) return undefined;
  return {
    text: "See what could not be read",
    why: `${formatNumbered(totals.quarantined, "record")} of the input lie in quarantine, each with its error.`,
    command: `sluice query "from quarantine" --workspace ${shellWord(folder)}`,
  };
}

function conflicts({ disagreements }: Situation): NextAct[] {
  return disagreements
    .filter(({ both, split }) => split > highConflict * both)
    .toSorted((a, b) => b.split - a.split)
    .slice(0, 1)
    .map(({ task, both, split }) => ({
      text: `Label ${task}`,
      why: `Its functions disagree on ${formatCount(split)} of ${formatCount(both)} documents that two or more speak on: your answers weigh most there.`,
      href: `/label?task=${encodeURIComponent(task)}&order=disagreement`,
    }));
}

function unused({ pending }: Situation): NextAct[] {
  return (pending?.unusedTasks ?? []).slice(0, 1).map((task) => ({
    text: `Use the answers for ${task}`,
    why: `No stage of the pipeline reads them yet. Add a stage: label(${JSON.stringify(task)}, { … }).`,
  }));
}

function sampled(situation: Situation, run: KnownRun): NextAct | undefined {
  if (run.record.sample === null || situation.isRunning) return undefined;
  return {
    text: "Run all of it",
    why: `This was a trial on ${formatNumbered(run.record.sample, "document")}.`,
    command: again(situation, run),
  };
}

function uncounted({ totals }: Situation): NextAct | undefined {
  if (totals.tokens !== null || totals.kept === 0) return undefined;
  return {
    text: "Count the tokens",
    why: 'Add a stage to the pipeline: tokens: countTokens({ tokenizer: "gpt2" }).',
  };
}

/** Where there is nothing to mend, what there is to see. */
function looks({ totals, tables }: Situation, { record }: KnownRun): NextAct[] {
  const acts: NextAct[] = [];
  const rules = record.stages
    .filter(({ kind }) => kind === "rules")
    .flatMap((stage) => stage.rules)
    .filter(({ documents }) => documents > 0);
  if (rules.length > 0)
    acts.push({
      text: "Look at the bounds",
      why: `${formatNumbered(rules.length, "rule")} dropped documents. See what lies just inside and outside.`,
      href: "/workbench",
    });
  if (tables.includes("map"))
    acts.push({ text: "Look at the map", why: "What is in it, and where it is crowded.", href: "/explore" });
  if (totals.tokens !== null)
    acts.push({
      text: "What would training cost?",
      why: `${formatCount(totals.tokens)} tokens are kept.`,
      href: "/budget",
    });
  return acts;
}
