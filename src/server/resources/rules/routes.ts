import { z } from "zod";
import type { Dependencies } from "../../dependencies.ts";
import { type Route, route } from "../../http/route.ts";
import { benchOf } from "./bench.ts";
import { describeCards } from "./cards.ts";
import { describeRules } from "./describe-rules.ts";
import { describeHistogram } from "./histogram.ts";
import { recipeRoutes } from "./recipe-routes.ts";
import { tryRules } from "./try-rules.ts";
import {
  cardsAnswer,
  cardsBody,
  histogramAnswer,
  histogramQuery,
  rulesAnswer,
  tryAnswer,
  tryBody,
} from "./wire.ts";

/** Rules and their bounds: what they cost, what others would, where their bounds lie, and the recipe that has them. */
export function rulesRoutes(dependencies: Dependencies): Route[] {
  const use = benchOf(dependencies);
  return [
    route({
      method: "get",
      path: "/api/rules",
      summary: "The rules of the run by what they cost, the signals they can read, and what the recipe says",
      access: "member",
      answer: rulesAnswer,
      handle: ({ signal }) => use((bench) => describeRules(bench, dependencies.live), { signal }),
    }),
    route({
      method: "post",
      path: "/api/rules/try",
      summary:
        "What changed rules would keep and drop, in documents and tokens; copies are taken as the run had them",
      access: "member",
      body: tryBody,
      answer: tryAnswer,
      handle: ({ body, signal }) =>
        use((bench) => tryRules(bench, body), { question: body.question, signal }),
    }),
    route({
      method: "get",
      path: "/api/signals/:signal/histogram",
      summary: "The distribution of a signal under changed rules, by verdict, and of the largest sources",
      access: "member",
      params: z.strictObject({ signal: z.string().min(1).max(500) }),
      query: histogramQuery,
      answer: histogramAnswer,
      handle: ({ params, query, signal }) =>
        use((bench) => describeHistogram(bench, params.signal, query), { signal }),
    }),
    route({
      method: "post",
      path: "/api/rules/cards",
      summary: "The documents just inside and just outside the bound of a rule",
      access: "member",
      body: cardsBody,
      answer: cardsAnswer,
      handle: ({ body, signal }) => use((bench) => describeCards(bench, body), { signal }),
    }),
    ...recipeRoutes(dependencies, use),
  ];
}
