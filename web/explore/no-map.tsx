import { useEffect } from "preact/hooks";
import type { WorkspaceAnswer } from "../../src/server/resources/runs/wire.ts";
import { get } from "../shared/api.ts";
import { Empty, Loading } from "../shared/states.tsx";
import { useData } from "../shared/use-data.ts";

const lookAgainMs = 4_000;

const stages = `vectors: embed(),
map: project({ dimensions: 2, clusters: "hdbscan" }),`;

/** Why there is no map, and what makes one. */
export function NoMap({ retry }: { readonly retry: () => void }) {
  const { data, error, reload } = useData((signal) => get<WorkspaceAnswer>("/api/workspace", {}, signal), []);
  const isRunning = data?.progress != null;
  useEffect(() => {
    const timer = setInterval(() => {
      reload();
      if (isRunning) retry();
    }, lookAgainMs);
    return () => clearInterval(timer);
  }, [isRunning]);
  if (data === undefined && error === undefined) return <Loading what="the workspace" />;
  if (isRunning)
    return (
      <Empty title="No map yet: a run is going on">
        <p>
          Stage <bdi>{data?.progress?.stage}</bdi>. The map appears here when its stage is done, if the
          pipeline has one.
        </p>
      </Empty>
    );
  if (data?.state === "empty")
    return (
      <Empty title="Nothing has run in this workspace">
        <p>A map is made by a pipeline with these two stages. Run it, and it appears here.</p>
        <Stages />
        <p>
          <code>sluice run pipelines/quickstart.ts</code>
        </p>
      </Empty>
    );
  return (
    <Empty title="This workspace has no map">
      <p>
        Two stages make one: vectors of the texts, and their projection. Add them to the pipeline and run it
        again.
      </p>
      <Stages />
      {data?.file != null && (
        <p>
          <code>
            <bdi>sluice run {data.file}</bdi>
          </code>
        </p>
      )}
    </Empty>
  );
}

function Stages() {
  return (
    <pre class="explore-stages">
      <code>{stages}</code>
    </pre>
  );
}
