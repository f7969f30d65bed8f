import { useMemo, useState } from "preact/hooks";
import type { PreviewAnswer, RulesAnswer, StageAnswer } from "../../src/server/resources/rules/wire.ts";
import { post } from "../shared/api.ts";
import { useKeys } from "../shared/keys.tsx";
import { type PartOfPage, PartTabs } from "../shared/part-tabs.tsx";
import { usePerson } from "../shared/person.tsx";
import { useQueryState } from "../shared/url-state.tsx";
import { useData } from "../shared/use-data.ts";
import { AddRule } from "./add-rule.tsx";
import { Documents } from "./documents.tsx";
import { Header } from "./header.tsx";
import { Middle } from "./middle.tsx";
import { RecipeBar } from "./recipe-bar.tsx";
import { RuleList } from "./rule-list.tsx";
import { changesSinceRun, changesSinceSave, type RuleNow, rulesNow } from "./rules-now.ts";
import { useBenchKeys } from "./use-bench-keys.ts";
import { useDraft } from "./use-draft.ts";
import { useHandles } from "./use-handles.ts";
import { useQuestion } from "./use-question.ts";
import { useTrial } from "./use-trial.ts";

const parts: readonly PartOfPage[] = [
  ["rules", "Rules"],
  ["bound", "Bound"],
  ["documents", "Documents"],
];

/** What the workbench is opened over. */
export interface BenchProps {
  readonly answer: RulesAnswer;
  readonly stage: StageAnswer;
  readonly chooseStage: (name: string) => void;
  readonly reload: () => void;
}

/** A stage of rules: rules by cost, the bound of one of them, the documents at it, the recipe. */
export function Bench({ answer, stage, chooseStage, reload }: BenchProps) {
  const draft = useDraft();
  const [question, ask] = useQuestion(answer.tasks);
  const rules = useMemo(() => newFirst(rulesNow(stage, draft.now)), [stage, draft.now]);
  const settled = useMemo(() => rulesNow(stage, draft.settled), [stage, draft.settled]);
  const [name, chooseRule] = useQueryState("rule", rules[0]?.name ?? "");
  const [bound, setBound] = useQueryState("bound", "0");
  const [view, setView] = useQueryState("view", "bound");
  const [isAdding, setAdding] = useState(false);
  const [showsRules, setShowsRules] = useState(false);
  const rule = rules.find((one) => one.name === name) ?? rules[0];
  const trial = useTrial({ stage: stage.name, rule: rule.name, changes: changesSinceRun(rules), question });
  const handles = useHandles(trial);
  const choose = (next: string) => {
    setBound("0");
    chooseRule(next, { replace: false });
    setView("bound");
    setShowsRules(false);
  };
  useKeys(showsRules ? { Escape: { does: "close the rules", run: () => setShowsRules(false) } } : {});
  useBenchKeys({ rules, chosen: rule.name, choose, draft, add: () => setAdding(true) });
  return (
    <div class={`workbench workbench-view-${view}${showsRules ? " shows-rules" : ""}`}>
      <h1 class="hidden-name">Workbench</h1>
      <Header rules={answer} answer={trial.answer} rule={rule.name} question={question} ask={ask} />
      <div class="workbench-open-rules">
        <button
          type="button"
          class="button"
          aria-expanded={showsRules}
          onClick={() => setShowsRules(!showsRules)}
        >
          Rules: <bdi>{rule.name}</bdi>
        </button>
      </div>
      <PartTabs class="workbench-tabs" parts={parts} chosen={view} choose={setView} />
      <nav class="workbench-left drawer" aria-label="Rules by what they cost">
        <div class="workbench-left-head">
          {answer.stages.length > 1 ? (
            <select
              class="field"
              aria-label="Stage"
              value={stage.name}
              onChange={(event) => chooseStage(event.currentTarget.value)}
            >
              {answer.stages.map((one) => (
                <option key={one.name}>{one.name}</option>
              ))}
            </select>
          ) : (
            <h2>Rules</h2>
          )}
          <button type="button" class="button small" onClick={() => setAdding(true)}>
            Add a rule
          </button>
          <button
            type="button"
            class="button small bare workbench-close-rules"
            aria-label="Close the rules"
            onClick={() => setShowsRules(false)}
          >
            ×
          </button>
        </div>
        <RuleList rules={rules} chosen={rule.name} choose={choose} trial={trial} />
      </nav>
      <section class="workbench-middle" aria-label="Bound">
        <Middle
          answer={answer}
          stage={stage.name}
          rule={rule}
          settled={settled}
          draft={draft}
          handles={handles}
          bound={Number(bound) || 0}
          chooseBound={(next) => setBound(String(next))}
          problem={trial.error?.message}
        />
      </section>
      <Documents
        answer={answer}
        stage={stage.name}
        rule={rule.name}
        bound={Number(bound) || 0}
        rules={settled}
        isWrong={trial.error !== undefined}
      />
      <Recipe
        answer={answer}
        stage={stage}
        rules={settled}
        draft={draft}
        reload={reload}
        isWrong={trial.error !== undefined}
      />
      {isAdding && (
        <AddRule
          stage={stage}
          signals={answer.signals}
          taken={new Set(rules.map((one) => one.name))}
          close={() => setAdding(false)}
          add={(added, when) => {
            setAdding(false);
            draft.change(added, when);
            choose(added);
          }}
        />
      )}
    </div>
  );
}

function newFirst(rules: readonly RuleNow[]): RuleNow[] {
  return [...rules.filter(({ run }) => run === undefined), ...rules.filter(({ run }) => run !== undefined)];
}

function Recipe(props: {
  readonly answer: RulesAnswer;
  readonly stage: StageAnswer;
  readonly rules: readonly RuleNow[];
  readonly draft: ReturnType<typeof useDraft>;
  readonly reload: () => void;
  readonly isWrong: boolean;
}) {
  const { answer, stage, rules, draft, reload, isWrong } = props;
  const { role } = usePerson();
  const changes = changesSinceSave(rules);
  const key = JSON.stringify([stage.name, changes, stage.own]);
  const isEmpty = Object.keys(changes).length === 0;
  const { data, reload: look } = useData(
    async (abort) =>
      isEmpty || role !== "owner"
        ? undefined
        : post<PreviewAnswer>("/api/recipe/preview", { stage: stage.name, changes }, abort),
    [key],
  );
  const notRun = rules.filter(({ run, saved }) => saved !== (run?.when ?? null)).length;
  return (
    <RecipeBar
      file={answer.file}
      stage={stage.name}
      changes={changes}
      preview={data}
      notRun={notRun}
      isWrong={isWrong}
      reset={() => draft.replace({})}
      onSaved={(restored) => {
        draft.replace(restored ?? {});
        look();
        reload();
      }}
    />
  );
}
