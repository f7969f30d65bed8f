import { cost } from "./cost.ts";
import { hardware } from "./hardware.ts";
import { gpuPrices, modelPrices, type Provenance, storagePrices } from "./prices.ts";
import type { CheckedQuestion, Question } from "./questions.ts";

/** The same question with one choice made otherwise: other hardware, another model, another provider. */
export interface Alternative {
  readonly name: string;
  /** The inputs that make it, by name. */
  readonly inputs: Readonly<Record<string, string>>;
  readonly value: number;
  readonly range: readonly [number, number];
  readonly unit: string;
  readonly isAsked: boolean;
  readonly provenance: Provenance | undefined;
}

/** What else could be chosen and what it would come to, in the order of the tables; a price of one's own holds for none of them. */
export function alternatives(question: CheckedQuestion): Alternative[] {
  switch (question.kind) {
    case "train":
    case "budget": {
      const { price: _, ...rest } = question;
      return Object.entries(hardware).map(([name, machine]) =>
        one({ ...rest, hardware: name } as Question, machine.name, { hardware: name }, gpuPrices[name], {
          isAsked: question.hardware === name && question.price === undefined,
        }),
      );
    }
    case "label":
      return labelers(question);
    case "store":
      return Object.entries(storagePrices).map(([name, price]) =>
        one({ ...question, provider: name }, name, { provider: name }, price, {
          isAsked: question.provider === name,
        }),
      );
  }
}

function labelers(question: Extract<CheckedQuestion, { kind: "label" }>): Alternative[] {
  const { model, priceIn, priceOut, ...rest } = question;
  const isPriced = priceIn !== undefined || priceOut !== undefined;
  const people = one(rest, "people", { model: "" }, undefined, { isAsked: model === undefined && !isPriced });
  const models = Object.entries(modelPrices).map(([name, price]) =>
    one({ ...rest, model: name }, name, { model: name }, price, { isAsked: model === name && !isPriced }),
  );
  return [people, ...models];
}

function one(
  question: Question,
  name: string,
  inputs: Readonly<Record<string, string>>,
  provenance: Provenance | undefined,
  { isAsked }: { readonly isAsked: boolean },
): Alternative {
  const [{ value, range, unit }] = cost(question);
  return { name, inputs, value, range, unit, isAsked, provenance };
}
