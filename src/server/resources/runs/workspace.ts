import type { Database } from "../../../core/database.ts";
import { contract } from "../../../core/table.ts";
import { finishedStages } from "../../../core/workspace.ts";
import type { Dependencies } from "../../dependencies.ts";
import { workspaceName } from "../session.ts";
import { progressOf } from "./events.ts";
import { readHistory } from "./history.ts";
import { nextActs } from "./next-acts.ts";
import { pendingDeeds } from "./pending-deeds.ts";
import { peopleReader } from "./people-state.ts";
import { totalsOf } from "./totals.ts";
import type { WorkspaceAnswer } from "./wire.ts";

/** Where functions and models disagree; people settle that, so their answers are no part of it. */
const disagreementsSql = `WITH seen AS (
    SELECT task, id, count(DISTINCT voter) AS voters, count(DISTINCT label) AS labels
    FROM votes WHERE label IS NOT NULL AND kind <> 'person' GROUP BY task, id)
  SELECT task, count(*) AS "both", count(*) FILTER (labels > 1) AS split FROM seen WHERE voters > 1 GROUP BY task ORDER BY task`;

async function readDisagreements(database: Database) {
  const rows = await database.rows(disagreementsSql);
  return rows.map(({ task, both, split }) => ({
    task: String(task),
    both: Number(both),
    split: Number(split),
  }));
}

/** Tells what a workspace holds, what goes on in it, and what makes sense now. */
export function workspaceReader(
  dependencies: Pick<Dependencies, "live" | "people">,
): () => Promise<WorkspaceAnswer> {
  const { live, people } = dependencies;
  const { folder } = live.workspace;
  const peopleState = peopleReader(people);
  return async () => {
    const record = await live.run();
    const [run] = await readHistory(live.workspace, record, 1);
    const stages = record === undefined ? [] : await finishedStages(live.workspace, record);
    const totals = await totalsOf(dependencies);
    const disagreements = await live.once("disagreements", readDisagreements);
    const written = new Set(stages.flatMap(({ manifest }) => Object.keys(manifest.tables)));
    const tables = Object.keys(contract).filter((name) => written.has(name));
    const progress = progressOf(folder);
    const state = peopleState();
    const { votes, decisions, preferences } = state.counts;
    const name = workspaceName(folder);
    return {
      name: record?.pipeline ?? name.replace(/\.sluice$/, ""),
      folder: name,
      pipeline: record?.pipeline ?? null,
      file: record?.file ?? null,
      state:
        progress !== null
          ? "running"
          : run === undefined
            ? "empty"
            : run.record.finished
              ? "ready"
              : "unfinished",
      ...totals,
      tables,
      people: { votes, voters: state.voters, preferences, decisions },
      progress,
      next: nextActs({
        folder,
        run,
        isRunning: progress !== null,
        totals,
        pending: run && pendingDeeds(people, state, run),
        tables,
        disagreements,
      }),
    };
  };
}
