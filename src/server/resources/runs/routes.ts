import type { Dependencies } from "../../dependencies.ts";
import { type Route, route } from "../../http/route.ts";
import { changesBetween } from "./changes.ts";
import { workspaceEvents } from "./events.ts";
import { recordedFunnel } from "./funnel.ts";
import { isSame, type KnownRun, readHistory } from "./history.ts";
import { readLosses } from "./losses.ts";
import { lostDocuments } from "./lost-documents.ts";
import {
  funnelShape,
  lossesAnswer,
  lossesQuery,
  type PastRunAnswer,
  runsAnswer,
  runsQuery,
  workspaceAnswer,
} from "./wire.ts";
import { workspaceReader } from "./workspace.ts";

/** The runs of a workspace: what they did, what changed, what fell where, and what goes on now. */
export function runsRoutes(dependencies: Dependencies): Route[] {
  const { live } = dependencies;
  const readWorkspace = workspaceReader(dependencies);
  return [
    route({
      method: "get",
      path: "/api/workspace",
      summary: "What the workspace holds, what goes on in it, and what makes sense now",
      access: "member",
      answer: workspaceAnswer,
      handle: () => readWorkspace(),
    }),
    route({
      method: "get",
      path: "/api/runs",
      summary: "Runs, newest first, each with its funnel in documents and what changed since the one before",
      access: "member",
      query: runsQuery,
      answer: runsAnswer,
      handle: async ({ query: { limit } }) => {
        const shown = await live.run();
        // One more than asked for: the oldest row tells its changes too.
        const known = await readHistory(live.workspace, shown, limit + 1);
        const runs = known
          .slice(0, limit)
          .map((run, i) => told(run, known[i + 1], shown !== undefined && isSame(run.record, shown)));
        return { runs, more: known.length > limit };
      },
    }),
    route({
      method: "get",
      path: "/api/runs/funnel",
      summary:
        "The funnel of the tables on show: in tokens where they are known, with what people decided since",
      access: "member",
      answer: funnelShape,
      handle: async () => (await readLosses(dependencies)).funnel,
    }),
    route({
      method: "get",
      path: "/api/runs/losses",
      summary:
        "What fell at a stage or by one of its rules: counts, and documents, nearest to their bound first",
      access: "member",
      query: lossesQuery,
      answer: lossesAnswer,
      handle: ({ query }) => lostDocuments(dependencies, query),
    }),
    route({
      method: "get",
      path: "/api/runs/events",
      summary:
        "Server-sent events: progress of a run, version when results change, people when somebody acts",
      access: "member",
      handle: ({ signal }) => ({ events: workspaceEvents(dependencies, signal) }),
    }),
  ];
}

function told(run: KnownRun, before: KnownRun | undefined, shown: boolean): PastRunAnswer {
  const { number, started, ended, documents, kept, tokens, tokenizer, record } = run;
  const { pipeline, seconds, workers, sample, finished } = record;
  return {
    number,
    name: pipeline,
    started,
    ended,
    seconds,
    documents,
    kept,
    tokens,
    tokenizer,
    workers,
    sample,
    finished,
    shown,
    funnel: recordedFunnel(record),
    changes: before === undefined ? null : changesBetween(before, run),
  };
}
