import { useEffect, useRef, useState } from "preact/hooks";
import type {
  LossesAnswer,
  PastRunAnswer,
  Progress,
  RunsAnswer,
  WorkspaceAnswer,
} from "../../src/server/resources/runs/wire.ts";
import type { FunnelData } from "../../src/viz/charts/funnel-data.ts";
import { get } from "../shared/api.ts";
import { type PartOfPage, PartTabs } from "../shared/part-tabs.tsx";
import { Failed, Loading } from "../shared/states.tsx";
import { navigate, useQueryState } from "../shared/url-state.tsx";
import { useData } from "../shared/use-data.ts";
import { FirstSteps } from "./first-steps.tsx";
import { Funnel } from "./funnel.tsx";
import { Header } from "./header.tsx";
import "./home.css";
import "./losses.css";
import "./runs.css";
import { LostDocuments } from "./lost.tsx";
import { Runs, runName } from "./runs.tsx";
import { Status } from "./status.tsx";
import { useEvents } from "./use-events.ts";

const parts: readonly PartOfPage[] = [
  ["runs", "Runs"],
  ["funnel", "Funnel"],
  ["documents", "Documents"],
];

const firstRows = 8;

/** Home: what the workspace holds, its runs, where documents went, and what makes sense now. */
export default function Page() {
  const [rows, setRows] = useState(firstRows);
  const workspace = useData(() => get<WorkspaceAnswer>("/api/workspace"), []);
  const runs = useData(() => get<RunsAnswer>("/api/runs", { limit: rows }), [rows]);
  const [progress, setProgress] = useState<Progress | null>(null);
  const [version, setVersion] = useState(0);
  const reload = () => {
    workspace.reload();
    runs.reload();
    setVersion((old) => old + 1);
  };
  const onPeople = useLater(workspace.reload, 500);
  const wasRunning = useRef(false);
  useEvents({
    onProgress: (now) => {
      if (wasRunning.current !== (now !== null)) reload();
      wasRunning.current = now !== null;
      setProgress(now);
    },
    onVersion: reload,
    onPeople,
  });
  if (workspace.error && workspace.data === undefined)
    return <Failed error={workspace.error} retry={workspace.reload} />;
  if (runs.error && runs.data === undefined) return <Failed error={runs.error} retry={runs.reload} />;
  // The runs come at once; what the tables hold is counted, which takes seconds on a million documents.
  if (runs.data === undefined || (workspace.data === undefined && runs.data.runs.length === 0))
    return <Loading what="the runs" />;
  return (
    <Home
      workspace={workspace.data}
      runs={runs.data}
      progress={progress ?? (wasRunning.current ? null : (workspace.data?.progress ?? null))}
      version={version}
      onMore={() => setRows((old) => old + 20)}
    />
  );
}

function Home({
  workspace,
  runs,
  progress,
  version,
  onMore,
}: {
  /** Undefined while it is counted. */
  readonly workspace: WorkspaceAnswer | undefined;
  readonly runs: RunsAnswer;
  readonly progress: Progress | null;
  readonly version: number;
  readonly onMore: () => void;
}) {
  const [wanted] = useQueryState("run", "");
  const [view, setView] = useQueryState("view", "runs");
  const chosen = runs.runs.find((run) => runName(run) === wanted) ?? runs.runs[0];
  return (
    <div class={`home home-view-${view}`}>
      <Header workspace={workspace} run={runs.runs[0]} />
      {(chosen !== undefined || progress !== null) && <Status acts={workspace?.next} progress={progress} />}
      {chosen === undefined ? (
        <FirstSteps
          isRunning={progress !== null}
          command={workspace?.next.find(({ command }) => command)?.command ?? "sluice run pipeline.ts"}
        />
      ) : (
        <>
          <PartTabs class="home-views" parts={parts} chosen={view} choose={setView} />
          <Runs
            runs={runs}
            tokens={workspace?.tokens ?? null}
            chosen={chosen}
            isRunning={progress !== null}
            onMore={onMore}
          />
          <RunOnShow
            key={runName(chosen)}
            run={chosen}
            latest={runs.runs.find((run) => run.shown)}
            version={version}
          />
        </>
      )}
    </div>
  );
}

/** Funnel and documents of the chosen run. The address says which loss; at first it is the largest. */
function RunOnShow({
  run,
  latest,
  version,
}: {
  readonly run: PastRunAnswer;
  readonly latest: PastRunAnswer | undefined;
  readonly version: number;
}) {
  const [wantedStage] = useQueryState("stage", "");
  const [wantedRule] = useQueryState("rule", "");
  // Tokens take a while on a large corpus: until they are there, the documents that the record counts are drawn.
  const counted = useData<FunnelData | undefined>(
    async () => (run.shown ? get<FunnelData>("/api/runs/funnel") : undefined),
    [run.shown, version],
  );
  const funnel = counted.data ?? run.funnel;
  const largest = funnel.steps.toSorted((a, b) => b.lost - a.lost)[0]?.stage;
  const stage = funnel.steps.some((step) => step.stage === wantedStage) ? wantedStage : largest;
  const rule = wantedRule === "" || stage !== wantedStage ? undefined : wantedRule;
  const losses = useData<LossesAnswer | undefined>(
    async (signal) =>
      run.shown && stage !== undefined
        ? get<LossesAnswer>("/api/runs/losses", { stage, rule }, signal)
        : undefined,
    [run.shown, stage, rule, version],
  );
  const choose = (nextStage: string, nextRule?: string) => {
    const parameters = new URLSearchParams(location.search);
    parameters.set("stage", nextStage);
    if (nextRule === undefined) parameters.delete("rule");
    else parameters.set("rule", nextRule);
    if (nextRule !== undefined) parameters.set("view", "documents");
    navigate(`/?${parameters}`);
  };
  return (
    <>
      <Funnel run={run} funnel={funnel} stage={stage} rule={rule} losses={losses.data} choose={choose} />
      <LostDocuments run={run} latest={latest} stage={stage} rule={rule} loaded={losses} />
    </>
  );
}

/** Calls at most once in a while, for what comes in bursts. */
function useLater(call: () => void, ms: number): () => void {
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  useEffect(() => () => clearTimeout(timer.current), []);
  return () => {
    clearTimeout(timer.current);
    timer.current = setTimeout(call, ms);
  };
}
