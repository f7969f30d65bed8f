import type { RulesAnswer } from "../../src/server/resources/rules/wire.ts";
import { get } from "../shared/api.ts";
import { Empty, Failed, Loading } from "../shared/states.tsx";
import { useQueryState } from "../shared/url-state.tsx";
import { useData } from "../shared/use-data.ts";
import { Bench } from "./bench.tsx";
import "./histogram.css";
import "./workbench.css";
import "./parts.css";
import "./layout.css";

/** Workbench: rules at the left, the bound of one on its signal in the middle, the documents at it at the right, the recipe below. */
export default function Page() {
  const { data, error, reload } = useData((abort) => get<RulesAnswer>("/api/rules", {}, abort), []);
  const [name, chooseStage] = useQueryState("stage", "");
  if (error && data === undefined) return <Failed error={error} retry={reload} />;
  if (data === undefined) return <Loading what="the rules" />;
  const stage = data.stages.find((one) => one.name === name) ?? data.stages[0];
  if (stage === undefined || stage.rules.length === 0) return <Nothing answer={data} />;
  return <Bench key={stage.name} answer={data} stage={stage} chooseStage={chooseStage} reload={reload} />;
}

const withRules = `signals: measure("basics", "gopher"),
quality: rules({ too_few_words: "word_count < 50" }),`;

/** What is missing, and what to write or run. */
function Nothing({ answer }: { readonly answer: RulesAnswer }) {
  const { pipeline, file, signals } = answer;
  if (pipeline === null)
    return (
      <Empty title="Nothing has run yet">
        <p>Rules are tried on what a run measured. Make a pipeline for your files and run it:</p>
        <pre class="workbench-paste mono">sluice init{"\n"}sluice run pipeline.ts</pre>
      </Empty>
    );
  const isMeasured = signals.some(({ numeric }) => numeric);
  return (
    <Empty title={isMeasured ? "This pipeline has no rules" : "Nothing was measured"}>
      <p>
        {isMeasured
          ? `There are ${signals.length} signals to set bounds on, and no stage that does.`
          : "Rules are bounds on measurements, and no stage of the run measures the documents."}{" "}
        Write this into the stages of <bdi>{file ?? pipeline}</bdi>, after the text is as you want it:
      </p>
      <pre class="workbench-paste mono">{isMeasured ? withRules.split("\n")[1] : withRules}</pre>
      <p>
        Then run it again: <code>sluice run {file ?? "pipeline.ts"}</code>
      </p>
    </Empty>
  );
}
