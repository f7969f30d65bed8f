import { krippendorffAlpha } from "../../../label/analysis/agreement.ts";
import type { PeopleState } from "../../../label/queue/people-state.ts";
import { dayOf, labelsOf, type TaskState } from "../../../label/queue/task-state.ts";
import { type Answer, votesFromAnswers } from "../../../label/votes.ts";
import type { Corpus } from "./corpus.ts";
import type { Task } from "./tasks-of.ts";
import type { ProgressAnswer, TaskAnswer } from "./wire.ts";

/** A task with how far it is. */
export function standingOf(task: Task, state: TaskState, corpus: Corpus, voter: string): TaskAnswer {
  const { answered, skipped } = state.tally(voter);
  return {
    task: task.task,
    labels: [...task.labels],
    multiple: task.multiple,
    guidelines: task.guidelines,
    functions: Object.keys(task.functions).length,
    orders: [...task.orders],
    documents: corpus.survivors.length,
    answeredByMe: answered,
    skippedByMe: skipped,
    answered: state.answered,
    agreement: agreementOf(state),
  };
}

/** A label that has answers and is not in the list; undefined when there is none. */
export function lostLabel(state: TaskState, labels: readonly string[]): string | undefined {
  const used = state.voters().flatMap((voter) => [...state.tally(voter).labels.keys()]);
  return used.find((label) => !labels.includes(label));
}

/** How far one person and all of them are. */
export function progressOf(
  task: Task,
  people: PeopleState,
  corpus: Corpus,
  voter: string,
  now: Date,
): ProgressAnswer {
  const state = people.task(task.task);
  const mine = state.tally(voter);
  const all = state.voters().map((name) => state.tally(name));
  const sum = (of: (tally: (typeof all)[number]) => number) =>
    all.reduce((total, tally) => total + of(tally), 0);
  const labels = new Set([...task.labels, ...all.flatMap((tally) => [...tally.labels.keys()])]);
  return {
    documents: corpus.survivors.length,
    remaining: remainingFor(state, people, corpus, voter),
    answered: mine.answered,
    skipped: mine.skipped,
    flagged: mine.flagged,
    judged: mine.judged,
    today: mine.days.get(dayOf(now)) ?? 0,
    seconds: state.medianSeconds(voter),
    labels: [...labels].map((label) => ({
      label,
      mine: mine.labels.get(label) ?? 0,
      everybody: sum((tally) => tally.labels.get(label) ?? 0),
    })),
    everybody: {
      people: all.filter(({ answered, judged }) => answered + judged > 0).length,
      documents: state.answered,
      answers: sum(({ answered }) => answered),
      judged: sum(({ judged }) => judged),
    },
  };
}

/** Documents that a person has still to answer: survivors that they neither answered nor skipped and nobody dropped by hand. */
export function remainingFor(state: TaskState, people: PeopleState, corpus: Corpus, voter: string): number {
  const survives = (id: string) => {
    const number = corpus.ids.find(id);
    return number >= 0 && corpus.survives[number] === 1;
  };
  const done = state.doneBy(voter);
  let remaining = corpus.survivors.length;
  for (const id of done) if (survives(id)) remaining--;
  for (const id of people.dropped) if (!done.has(id) && survives(id)) remaining--;
  return remaining;
}

function agreementOf(state: TaskState): number | null {
  const answers: Answer[] = [];
  for (const item of state.contested())
    for (const deed of state.answers.all(item)) {
      const labels = labelsOf(deed);
      if (labels !== undefined)
        answers.push({ item, voter: deed.voter, label: [...labels].sort().join(" + ") });
    }
  if (answers.length === 0) return null;
  const alpha = krippendorffAlpha(votesFromAnswers(answers).votes);
  return Number.isFinite(alpha) ? alpha : null;
}
