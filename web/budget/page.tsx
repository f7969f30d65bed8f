import type { CostAnswer, CostKind } from "../../src/server/resources/cost/wire.ts";
import { get } from "../shared/api.ts";
import { useKeys } from "../shared/keys.tsx";
import { type PartOfPage, PartTabs } from "../shared/part-tabs.tsx";
import { Failed, Loading } from "../shared/states.tsx";
import { useQueryState } from "../shared/url-state.tsx";
import { useData } from "../shared/use-data.ts";
import { AnswerView, Headline } from "./answer.tsx";
import "./answer.css";
import "./budget.css";
import { Form, titles } from "./form.tsx";
import { Origins } from "./origins.tsx";
import { useQuestion } from "./use-question.ts";

const parts: readonly PartOfPage[] = [
  ["question", "Question"],
  ["answer", "Curve"],
  ["origins", "Sources"],
];

/** Budget: a question at the left, the answer and its curve in the middle, how it comes about at the right. */
export default function Page() {
  const { data, error, reload } = useData(() => get<CostAnswer>("/api/cost"), []);
  if (error && data === undefined) return <Failed error={error} retry={reload} />;
  if (data === undefined) return <Loading what="the questions" />;
  return <Budget questions={data.questions} />;
}

function Budget({ questions }: { readonly questions: CostAnswer["questions"] }) {
  const asking = useQuestion(questions);
  const [view, setView] = useQueryState("view", "question");
  useKeys(
    Object.fromEntries(
      questions.map(({ kind }, i) => [
        String(i + 1),
        { does: `ask: ${titles[kind].toLowerCase()}`, run: () => asking.ask(kind) },
      ]),
    ),
  );
  return (
    <div class={`budget budget-view-${view}`}>
      <h1 class="hidden-name">Budget</h1>
      <Questions kinds={questions.map(({ kind }) => kind)} chosen={asking.question.kind} ask={asking.ask} />
      <Headline asking={asking} />
      {asking.error && (
        <p class="budget-failed small drop" role="alert">
          <bdi>{asking.error.message}</bdi>{" "}
          <button type="button" class="button small" onClick={asking.retry}>
            Try again
          </button>
        </p>
      )}
      <PartTabs class="budget-views" parts={parts} chosen={view} choose={setView} />
      <Form asking={asking} />
      <AnswerView asking={asking} />
      <Origins asking={asking} />
    </div>
  );
}

function Questions({
  kinds,
  chosen,
  ask,
}: {
  readonly kinds: readonly CostKind[];
  readonly chosen: CostKind;
  readonly ask: (kind: CostKind) => void;
}) {
  return (
    <nav class="budget-questions" aria-label="Questions">
      {kinds.map((kind, i) => (
        <button
          key={kind}
          type="button"
          class="button"
          aria-pressed={kind === chosen}
          onClick={() => ask(kind)}
        >
          {titles[kind]} <kbd>{i + 1}</kbd>
        </button>
      ))}
    </nav>
  );
}
