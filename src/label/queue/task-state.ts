import type { Deed, PreferenceGiven } from "../../core/people.ts";
import { type Counted, Latest } from "./latest.ts";

/** What one person has done in a task so far. */
export interface Tally {
  answered: number;
  skipped: number;
  flagged: number;
  judged: number;
  /** Answers by label; one with several labels counts for each. */
  readonly labels: Map<string, number>;
  /** Answers and skips by day, as `2026-01-31` on this machine's calendar. */
  readonly days: Map<string, number>;
}

/** The state of one task: who answered what, kept current deed by deed. */
export class TaskState {
  readonly answers = new Latest();
  readonly remarks = new Latest();
  readonly preferences = new Latest();
  private readonly tallies = new Map<string, Tally>();
  private readonly people = new Map<string, number>();
  private readonly timed = new Map<string, Counted[]>();
  /** Documents that each person answered or skipped, as they stand. */
  private readonly done = new Map<string, Set<string>>();

  /** Documents that at least one person answered. */
  get answered(): number {
    return this.people.size;
  }

  /** How many people answered a document. */
  answersTo(document: string): number {
    return this.people.get(document) ?? 0;
  }

  /** Documents that two people or more answered. */
  *contested(): Generator<string> {
    for (const [document, people] of this.people) if (people > 1) yield document;
  }

  /** How far a person is; all zero for a new one. */
  tally(voter: string): Tally {
    const known = this.tallies.get(voter) ?? emptyTally();
    this.tallies.set(voter, known);
    return known;
  }

  /** Everybody who ever did something in the task. */
  voters(): string[] {
    return [...this.tallies.keys()];
  }

  /** Documents that a person answered or skipped. */
  doneBy(voter: string): ReadonlySet<string> {
    return this.done.get(voter) ?? nothing;
  }

  /** Median seconds of the last fifty answers of a person; null before the first. */
  medianSeconds(voter: string): number | null {
    const last = (this.timed.get(voter) ?? []).filter(({ isUndone }) => !isUndone).slice(-50);
    if (last.length === 0) return null;
    const seconds = last.map(({ deed }) => secondsOf(deed)).sort((a, b) => a - b);
    const middle = seconds.length >> 1;
    return seconds.length % 2 === 1 ? seconds[middle] : (seconds[middle - 1] + seconds[middle]) / 2;
  }

  /** Takes in a new deed. */
  add(counted: Counted): void {
    const { act } = counted.deed;
    this.changing(counted.deed, () => {
      for (const { latest, item } of this.placesOf(counted.deed))
        latest.add(item, counted.deed.voter, counted);
    });
    if (act.act !== "answer") return;
    const timed = this.timed.get(counted.deed.voter) ?? [];
    this.timed.set(counted.deed.voter, timed);
    timed.push(counted);
    if (timed.length > 500) timed.splice(0, 400);
  }

  /** A deed was taken back, or given again. */
  turn(counted: Counted, isUndone: boolean): void {
    this.changing(counted.deed, () => {
      counted.isUndone = isUndone;
    });
  }

  /** Runs a change to what a deed is about, and moves the counts from how things stood before it to how they stand after. */
  private changing(deed: Deed, change: () => void): void {
    const places = this.placesOf(deed);
    const before = places.map(({ latest, item }) => latest.of(item, deed.voter));
    change();
    places.forEach(({ latest, item }, i) => {
      const after = latest.of(item, deed.voter);
      if (after === before[i]) return;
      this.count(before[i], item, -1);
      this.count(after, item, 1);
    });
  }

  private count(deed: Deed | undefined, item: string, step: 1 | -1): void {
    if (deed === undefined) return;
    const { act, voter, at } = deed;
    const tally = this.tally(voter);
    if (act.act === "prefer") tally.judged += step;
    if (act.act === "remark" && act.flagged) tally.flagged += step;
    if (act.act === "skip") tally.skipped += step;
    const labels = labelsOf(deed);
    if (labels === undefined && act.act !== "skip") return;
    bump(tally.days, dayOf(at), step);
    const done = this.done.get(voter) ?? new Set();
    this.done.set(voter, done);
    if (step === 1) done.add(item);
    else done.delete(item);
    if (labels === undefined) return;
    tally.answered += step;
    bump(this.people, item, step);
    for (const label of labels) bump(tally.labels, label, step);
  }

  private placesOf({ act }: Deed): { latest: Latest; item: string }[] {
    if (act.act === "answer" || act.act === "skip") return [{ latest: this.answers, item: act.document }];
    if (act.act === "label") return act.documents.map((item) => ({ latest: this.answers, item }));
    if (act.act === "remark") return [{ latest: this.remarks, item: act.document }];
    return act.act === "prefer" ? [{ latest: this.preferences, item: pairName(act) }] : [];
  }
}

const nothing: ReadonlySet<string> = new Set();

/** One name for a pair, whichever stood left. */
export function pairName({ left, right }: Pick<PreferenceGiven, "left" | "right">): string {
  return left < right ? `${left}\n${right}` : `${right}\n${left}`;
}

/** The labels that a deed gives; undefined for a skip and all that gives none. */
export function labelsOf({ act }: Deed): readonly string[] | undefined {
  if (act.act === "answer") return act.labels;
  return act.act === "label" ? [act.label] : undefined;
}

/** The day of a moment on this machine's calendar. */
export function dayOf(at: Date): string {
  const two = (n: number) => String(n).padStart(2, "0");
  return `${at.getFullYear()}-${two(at.getMonth() + 1)}-${two(at.getDate())}`;
}

function secondsOf({ act }: Deed): number {
  return "seconds" in act ? act.seconds : 0;
}

function emptyTally(): Tally {
  return { answered: 0, skipped: 0, flagged: 0, judged: 0, labels: new Map(), days: new Map() };
}

function bump(counts: Map<string, number>, name: string, step: number): void {
  const count = (counts.get(name) ?? 0) + step;
  if (count === 0) counts.delete(name);
  else counts.set(name, count);
}
