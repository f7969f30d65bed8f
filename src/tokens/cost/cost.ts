import { didYouMean, UserError } from "../../core/errors.ts";
import { checkOptions } from "../options.ts";
import { answerBudget } from "./answer-budget.ts";
import { answerLabel } from "./answer-label.ts";
import { answerStore } from "./answer-store.ts";
import { answerTrain } from "./answer-train.ts";
import type { Answer } from "./estimate.ts";
import { type Question, questions } from "./questions.ts";

/** Answers a question of cost with ranges, formulas, inputs and sources; the first estimate is the headline. */
export function cost(question: Question): Answer {
  switch (question.kind) {
    case "train":
      return answerTrain(checkOptions("cost train", questions.train, question));
    case "budget":
      return answerBudget(checkOptions("cost budget", questions.budget, question));
    case "label":
      return answerLabel(checkOptions("cost label", questions.label, question));
    case "store":
      return answerStore(checkOptions("cost store", questions.store, question));
    default:
      throw unknownKind((question as { kind?: unknown }).kind);
  }
}

function unknownKind(kind: unknown): UserError {
  const kinds = Object.keys(questions);
  return new UserError(
    `cost: kind must be one of ${kinds.join(", ")}, got "${kind}".${didYouMean(String(kind), kinds)}`,
  );
}
