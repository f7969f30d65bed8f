import { alternatives } from "../../../tokens/cost/alternatives.ts";
import { cost } from "../../../tokens/cost/cost.ts";
import { curveOf } from "../../../tokens/cost/curve.ts";
import { cite, unopened } from "../../../tokens/cost/estimate.ts";
import { fieldsOf } from "../../../tokens/cost/fields.ts";
import { type FormInputs, readForm } from "../../../tokens/cost/read-form.ts";
import type { Dependencies } from "../../dependencies.ts";
import { type Route, route } from "../../http/route.ts";
import { totalsOf } from "../runs/totals.ts";
import { priceList } from "./price-list.ts";
import { startOf } from "./start.ts";
import {
  type CostKind,
  type CostReply,
  type CostSource,
  costAnswer,
  costQuestion,
  costReply,
  kinds,
} from "./wire.ts";

/** What training, labeling and storing cost, from the numbers of this workspace or any others. */
export function costRoutes(dependencies: Dependencies): Route[] {
  return [
    route({
      method: "get",
      path: "/api/cost",
      summary: "The questions of cost: inputs, what to begin with, prices with their sources",
      access: "member",
      answer: costAnswer,
      handle: async () => {
        const known = await totalsOf(dependencies);
        return {
          questions: kinds.map((kind) => ({
            kind,
            fields: fieldsOf(kind),
            ...startOf(kind, known),
            prices: priceList(kind),
          })),
        };
      },
    }),
    route({
      method: "post",
      path: "/api/cost",
      summary: "Answers a question of cost, or says what is wrong with which input",
      access: "member",
      body: costQuestion,
      answer: costReply,
      handle: ({ body }) => answer(body as { kind: CostKind } & FormInputs),
    }),
  ];
}

function answer({ kind, ...inputs }: { readonly kind: CostKind } & FormInputs): CostReply {
  const question = readForm(kind, inputs);
  if (!("kind" in question)) return { problems: question };
  const { kind: _, ...asked } = question;
  const estimates = cost(question);
  return {
    asked,
    answer: estimates.map(({ sources, range, inputs: used, ...rest }) => ({
      ...rest,
      range: [...range],
      inputs: { ...used },
      sources: sources.map(sourceOf),
    })),
    curve: curveOf(question, estimates),
    alternatives: alternatives(question).map(({ provenance, range, ...rest }) => ({
      ...rest,
      range: [...range],
      source: provenance && sourceOf(cite(provenance)),
    })),
  };
}

function sourceOf(text: string): CostSource {
  return { text: text.replace(unopened, "").trim(), opened: !text.endsWith(unopened) };
}
