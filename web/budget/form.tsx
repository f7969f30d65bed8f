import type { CostKind } from "../../src/server/resources/cost/wire.ts";
import { Field } from "./field.tsx";
import { type Answered, type Asking, isAsked } from "./use-question.ts";

/** The questions as a person would ask them. */
export const titles: Readonly<Record<CostKind, string>> = {
  train: "Train",
  budget: "I have money",
  label: "Label",
  store: "Store",
};

const sentences: Readonly<Record<CostKind, string>> = {
  train: "What does it take to train a model on so many tokens?",
  budget: "Which model does a sum of money train best, and on how many tokens?",
  label: "What does it take to have documents labeled?",
  store: "What does it take to keep tokens for a month?",
};

/** Left: the question and its inputs. */
export function Form({ asking }: { readonly asking: Asking }) {
  const { question, inputs, answered, problems, set, isModel } = asking;
  const fields = question.fields.filter(({ name }) => isAsked(name, asking));
  return (
    <form class="budget-form" onSubmit={(event) => event.preventDefault()} aria-label="Question">
      <p class="small">{sentences[question.kind]}</p>
      {question.kind === "label" && <Labelers isModel={isModel} asking={asking} />}
      {fields.map((field) => (
        <Field
          key={`${question.kind} ${field.name}`}
          field={field}
          text={inputs[field.name] ?? ""}
          value={answered?.asked[field.name]}
          otherwise={otherwise(field.name, answered)}
          problem={problems.get(field.name)}
          suggestions={question.suggestions.filter((one) => one.field === field.name)}
          set={(text) => set({ [field.name]: text })}
        />
      ))}
      <p class="tiny quiet">
        {question.fromWorkspace
          ? "It begins with the numbers of this workspace."
          : "It begins with an example; type your own numbers."}
      </p>
    </form>
  );
}

/** What holds where an optional field is empty. */
function otherwise(
  name: string,
  answered: Answered | undefined,
): { readonly value: number; readonly text: string } | undefined {
  if (name === "unique" && typeof answered?.asked.tokens === "number")
    return { value: answered.asked.tokens, text: "all" };
  const price = answered?.answer[0].inputs.price;
  if (name === "price" && typeof price === "number") return { value: price, text: `${price}, the market's` };
  return undefined;
}

function Labelers({ isModel, asking }: { readonly isModel: boolean; readonly asking: Asking }) {
  const models = asking.question.fields.find(({ name }) => name === "model")?.choices ?? [];
  const choose = (by: "people" | "model") =>
    asking.set({ by, model: by === "model" ? asking.inputs.model || (models[0]?.value ?? "") : "" });
  return (
    <div class="budget-labelers">
      <button type="button" class="button" aria-pressed={!isModel} onClick={() => choose("people")}>
        by people
      </button>
      <button type="button" class="button" aria-pressed={isModel} onClick={() => choose("model")}>
        by a model
      </button>
    </div>
  );
}
