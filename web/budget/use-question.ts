import { useEffect, useRef, useState } from "preact/hooks";
import type { CostAnswer, CostKind, CostReply } from "../../src/server/resources/cost/wire.ts";
import { post } from "../shared/api.ts";
import { navigate, useLocation } from "../shared/url-state.tsx";
import { useData } from "../shared/use-data.ts";

type Question = CostAnswer["questions"][number];
/** A reply that is an answer. */
export type Answered = Extract<CostReply, { answer: unknown }>;

/** The question on the page: what its fields say, the last answer, and what is wrong with which field. */
export interface Asking {
  readonly question: Question;
  readonly inputs: Readonly<Record<string, string>>;
  /** Who labels: people, or a model. */
  readonly isModel: boolean;
  readonly answered: Answered | undefined;
  readonly problems: ReadonlyMap<string, string>;
  readonly error: Error | undefined;
  readonly retry: () => void;
  readonly set: (changes: Readonly<Record<string, string>>) => void;
  readonly ask: (kind: CostKind) => void;
}

const urlAfterMs = 250;
/** Inputs that belong to one way of labeling only. */
const ofPeople = new Set(["seconds", "wage", "accuracy"]);
const ofModels = new Set(["model", "priceIn", "priceOut", "tokensIn", "tokensOut", "batch"]);

/** Keeps the question in the address and asks the server at every change; the last good answer stays while a field is wrong. */
export function useQuestion(questions: readonly Question[]): Asking {
  const { query } = useLocation();
  const [state, setState] = useState(() => readAddress(query));
  const own = useRef(query);
  useEffect(() => {
    if (query !== own.current) setState(readAddress(query)); // Back, or a link
    own.current = query;
  }, [query]);
  useEffect(() => {
    const timer = setTimeout(() => {
      own.current = writeAddress(state);
      navigate(location.pathname + own.current, { replace: true });
    }, urlAfterMs);
    return () => clearTimeout(timer);
  }, [state]);

  const question = questions.find(({ kind }) => kind === state.ask) ?? questions[0];
  const { by = "people", ...typed } = state.inputs;
  const isModel = question.kind === "label" && by === "model";
  const known = new Set(question.fields.map(({ name }) => name));
  const inputs = Object.fromEntries(
    Object.entries({ ...question.start, ...typed }).filter(([name]) => known.has(name)),
  );
  const body = {
    kind: question.kind,
    ...(question.kind === "label" ? labelInputs(inputs, isModel) : inputs),
  };
  const unpriced = isModel && !inputs.model && !inputs.priceIn && !inputs.priceOut;
  const reply = useData(
    async (signal): Promise<CostReply> => (unpriced ? noPrice : post<CostReply>("/api/cost", body, signal)),
    [JSON.stringify(body), unpriced],
  );
  const good = useRef<{ kind: CostKind; answered: Answered }>(undefined);
  if (reply.data && "answer" in reply.data) good.current = { kind: question.kind, answered: reply.data };
  return {
    question,
    inputs,
    isModel,
    answered: good.current?.kind === question.kind ? good.current.answered : undefined,
    problems: new Map(
      reply.data && "problems" in reply.data
        ? reply.data.problems.map(({ field, message }) => [field, message])
        : [],
    ),
    error: reply.error,
    retry: reply.reload,
    set: (changes) => setState((old) => ({ ...old, inputs: { ...old.inputs, ...changes } })),
    ask: (ask) => setState({ ask, inputs: {} }),
  };
}

const noPrice: CostReply = { problems: [{ field: "priceIn", message: "say what a million tokens cost" }] };

function labelInputs(
  inputs: Readonly<Record<string, string>>,
  isModel: boolean,
): Readonly<Record<string, string>> {
  const other = isModel ? ofPeople : ofModels;
  return Object.fromEntries(Object.entries(inputs).filter(([name]) => !other.has(name)));
}

/** Whether a field belongs to the question as it stands. */
export function isAsked(name: string, { question, isModel }: Pick<Asking, "question" | "isModel">): boolean {
  return question.kind !== "label" || !(isModel ? ofPeople : ofModels).has(name);
}

interface State {
  readonly ask: string;
  readonly inputs: Readonly<Record<string, string>>;
}

/** Parameters of the address that are not inputs. */
const notInputs = new Set(["ask", "view"]);

function readAddress(query: string): State {
  const parameters = new URLSearchParams(query);
  const inputs = [...parameters].filter(([name]) => !notInputs.has(name));
  return { ask: parameters.get("ask") ?? "train", inputs: Object.fromEntries(inputs) };
}

function writeAddress({ ask, inputs }: State): string {
  const parameters = new URLSearchParams();
  if (ask !== "train") parameters.set("ask", ask);
  for (const [name, value] of Object.entries(inputs)) parameters.set(name, value);
  const view = new URLSearchParams(location.search).get("view");
  if (view !== null) parameters.set("view", view);
  const text = parameters.toString();
  return text === "" ? "" : `?${text}`;
}
