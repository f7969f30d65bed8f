import { runTables } from "../../../clean/rules/ledger/alignment.ts";
import { type Ledger, openLedger } from "../../../clean/rules/ledger/ledger.ts";
import { type Question, readPeople } from "../../../clean/rules/ledger/people.ts";
import type { RunRecord } from "../../../core/workspace.ts";
import { openViews } from "../../../io/open-views.ts";
import { refreshPeople } from "../../../io/people/people-views.ts";
import type { Dependencies, LiveWorkspace } from "../../dependencies.ts";
import { HttpError } from "../../http/errors.ts";
import { type RuleStageOfRun, ruleStages } from "./run-rules.ts";
import { shortSources } from "./short-sources.ts";

/** The ledger of the run on show, with the run that it is of. */
export interface Bench {
  readonly version: string;
  readonly ledger: Ledger;
  readonly run: RunRecord | undefined;
  readonly stages: readonly RuleStageOfRun[];
  /** What was worked out once for this version: costs, spreads, edges. */
  readonly known: Map<string, { readonly state: number; readonly value: unknown }>;
  /** Number of what people did, as far as the ledger has it. */
  people: number;
}

/** Work on the ledger, one request after the other, with what people did up to now. */
export type UseBench = <T>(
  work: (bench: Bench) => Promise<T>,
  options?: { readonly question?: Question; readonly signal?: AbortSignal },
) => Promise<T>;

interface Holder {
  /** Runs after what was asked before; the engine answers one at a time. */
  inTurn<T>(work: (bench: Bench) => Promise<T>): Promise<T>;
  readonly isClosed: () => boolean;
  close(): void;
}

/** The bench of the workspace: an engine of its own, opened when first asked for and again when a run has other results. */
export function benchOf({ live, people }: Pick<Dependencies, "live" | "people">): UseBench {
  const holder = () => live.once("rules", async () => holderOf(live));
  return async (work, { question, signal } = {}) => {
    let held = await holder();
    if (held.isClosed()) held = await holder();
    return held.inTurn(async (bench) => {
      // The client moved on while others were served: of a drag only the last place is wanted.
      if (signal?.aborted) throw new HttpError(499, "gone", "The client went away.");
      await refreshPeople(bench.ledger.database, people);
      bench.people = people.version();
      await readPeople(bench.ledger, bench.people, question);
      return work(bench);
    });
  };
}

/** Opening does not hold up the other queries of the live workspace: the promise is kept here, not there. */
function holderOf(live: LiveWorkspace): Holder {
  let bench: Promise<Bench> | undefined;
  let tail: Promise<unknown> = Promise.resolve();
  let closed = false;
  const open = () => {
    bench ??= openBench(live);
    bench.catch(() => {
      bench = undefined;
    });
    return bench;
  };
  return {
    inTurn: (work) => {
      const turn = tail.then(async () => work(await open()));
      tail = turn.catch(() => {});
      return turn;
    },
    isClosed: () => closed,
    close: () => {
      closed = true;
      tail
        .then(() => bench)
        .then(
          (opened) => opened?.ledger.database.close(),
          () => {},
        );
    },
  };
}

async function openBench({ workspace, version }: LiveWorkspace): Promise<Bench> {
  const current = await version();
  const { database, run } = await openViews(workspace);
  try {
    const stages = run ? await ruleStages(workspace, run) : [];
    const tables = run ? await runTables(workspace, run) : undefined;
    const ledger = await openLedger(database, { stages, tables, shorten: shortSources });
    return { version: current, ledger, run, stages, known: new Map(), people: -1 };
  } catch (error) {
    database.close();
    throw error;
  }
}

/** Works a thing out once for a version of the results, or again when `state` is another, such as the number of people's deeds. */
export async function knownIn<T>(
  { known }: Bench,
  key: string,
  compute: () => Promise<T>,
  state = 0,
): Promise<T> {
  const found = known.get(key);
  if (found?.state === state) return found.value as T;
  const value = await compute();
  known.set(key, { state, value });
  return value;
}
