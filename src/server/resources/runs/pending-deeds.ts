import type { Act, People } from "../../../core/people.ts";
import { peopleEntry } from "../../../core/people-steps.ts";
import type { KnownRun } from "./history.ts";
import type { PeopleState, TakenIn } from "./people-state.ts";

/** What people did that the run does not hold yet. */
export interface PendingDeeds extends Readonly<Record<TakenIn, number>> {
  /** Tasks that people answered and no stage of the run works on. */
  readonly unusedTasks: readonly string[];
}

const actsOf: Readonly<Record<TakenIn, readonly Act["act"][]>> = {
  votes: ["answer", "label", "skip"],
  decisions: ["decide"],
  preferences: ["prefer"],
};
const counted = 100_000;

/**
 * Compares people's present rows with those that the run was keyed by, so that an undo counts too; how many deeds are newer is
 * told by the clock, at least 1 where the rows differ.
 */
export function pendingDeeds(people: Pick<People, "deeds">, state: PeopleState, run: KnownRun): PendingDeeds {
  const count = (table: TakenIn) =>
    state.hashes[table] === heldBy(run, table) ? 0 : newer(people, table, run);
  return {
    votes: count("votes"),
    decisions: count("decisions"),
    preferences: count("preferences"),
    unusedTasks: state.tasks.filter((task) => !isUsed(task, run)),
  };
}

function heldBy(run: KnownRun, table: TakenIn): string | undefined {
  const options = run.definitions[`${peopleEntry}.${table}`]?.options;
  return options === undefined ? undefined : (JSON.parse(options) as { rows?: string }).rows;
}

function newer(people: Pick<People, "deeds">, table: TakenIn, { started }: KnownRun): number {
  const since = started === null ? 0 : Date.parse(started);
  const deeds = people.deeds({ acts: actsOf[table], limit: counted });
  return Math.max(1, deeds.filter(({ at, undone }) => !undone && at.getTime() >= since).length);
}

/** A stage of the run names the task in its options. */
function isUsed(task: string, run: KnownRun): boolean {
  const named = `"task":${JSON.stringify(task)}`;
  return Object.values(run.definitions).some(({ options }) => options.includes(named));
}
