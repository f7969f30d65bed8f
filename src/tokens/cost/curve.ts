import { majorities } from "./answer-label.ts";
import { flopOf, trainingFlop } from "./compute.ts";
import type { Answer } from "./estimate.ts";
import { labelingWages, majorityAccuracy, modelLabelingPrice } from "./labeling.ts";
import { machineOf } from "./machine.ts";
import { batchFactor, modelPriceOf, storagePrices } from "./prices.ts";
import type { Asked, CheckedQuestion } from "./questions.ts";
import { guessingLoss, hoffmannLaw, loss, optimum } from "./scaling.ts";

/** A point of a curve; `low` and `high` where it has a range, `text` where it carries words of its own. */
export interface CurvePoint {
  readonly x: number;
  readonly y: number;
  readonly low?: number;
  readonly high?: number;
  readonly text?: string;
}

/** The line on which an answer lies, and where on it. */
export interface Curve {
  readonly title: string;
  /** Words of the axes. */
  readonly x: string;
  readonly y: string;
  /** Axes that grow by powers of ten. */
  readonly logarithmic: readonly ("x" | "y")[];
  readonly name: string;
  readonly points: readonly CurvePoint[];
  /** Undefined where no law is known to hold; the curve is then of what it takes to get there. */
  readonly you: CurvePoint | undefined;
}

/** Steps from a hundredth to a hundredfold of what was asked. */
const steps = Array.from({ length: 33 }, (_, i) => 10 ** (-2 + i / 8));

/** The curve of an answer. */
export function curveOf(question: CheckedQuestion, answer: Answer): Curve {
  switch (question.kind) {
    case "train":
      return trainCurve(question, answer);
    case "budget":
      return budgetCurve(question);
    case "label":
      return modelPriceOf(question) === undefined ? peopleCurve(question) : modelCurve(question);
    case "store":
      return storeCurve(question);
  }
}

function trainCurve({ parameters, tokens }: Asked<"train">, answer: Answer): Curve {
  const flop = trainingFlop(parameters, tokens);
  const y = answer.find(({ name }) => name === "expected loss")?.value ?? loss(parameters, tokens);
  return {
    title: "Loss by compute: the best that a law promises, and this model",
    x: "training compute, FLOP",
    y: "loss, nats per token",
    logarithmic: ["x"],
    name: "best split",
    points: leastLosses(flop, (compute) => compute),
    you: y > guessingLoss ? undefined : { x: flop, y, text: y.toFixed(2) },
  };
}

function budgetCurve(asked: Asked<"budget">): Curve {
  const machine = machineOf(asked);
  const flop = (dollars: number) => flopOf(dollars / machine.price, machine.peak, machine.utilisation);
  const you = leastLoss(asked.dollars, flop(asked.dollars));
  return {
    title: "Loss by money: the best model that each sum trains",
    x: "US dollars",
    y: "loss, nats per token",
    logarithmic: ["x"],
    name: "best split",
    points: leastLosses(asked.dollars, flop),
    you: isBelievable(you) ? { ...you, text: you.y.toFixed(2) } : undefined,
  };
}

/** The least losses around what was asked; below the reach of the law, from where it begins to hold. */
function leastLosses(asked: number, flop: (x: number) => number): CurvePoint[] {
  const at = (x: number) => leastLoss(x, flop(x));
  let middle = asked;
  while (!isBelievable(at(middle / 10))) middle *= 10;
  return steps.map((step) => at(middle * step)).filter(isBelievable);
}

/** The least loss with some compute; the range is over the two sets of constants. */
function leastLoss(x: number, flop: number): CurvePoint {
  const { parameters, tokens } = optimum(flop);
  const other = optimum(flop, hoffmannLaw);
  const y = loss(parameters, tokens);
  const second = loss(other.parameters, other.tokens, hoffmannLaw);
  return { x, y, low: Math.min(y, second), high: Math.max(y, second) };
}

function isBelievable({ high = 0 }: CurvePoint): boolean {
  return high <= guessingLoss;
}

/** More answers to each item cost more and err less. An even number is no better than the odd one below it. */
function peopleCurve({ items, redundancy, seconds, wage, accuracy }: Asked<"label">): Curve {
  const at = (answers: number): CurvePoint => {
    const [low, high] = majorities(answers, accuracy);
    const x = labelingWages({ items, redundancy: answers, seconds, wage });
    return { x, y: majorityAccuracy(answers, accuracy), low, high, text: String(answers) };
  };
  const usual = [1, 3, 5, 7, 9, 11].map((answers) => (redundancy > 11 ? answers * 3 : answers));
  const counts = [...new Set([1, ...usual, redundancy])].sort((a, b) => a - b);
  return {
    title: "Accuracy of the majority by what its answers cost",
    x: "US dollars",
    y: "accuracy of the majority",
    logarithmic: [],
    name: "majority",
    points: counts.map(at),
    you: { ...at(redundancy), text: redundancy === 1 ? "1 answer" : `${redundancy} answers` },
  };
}

function modelCurve(asked: Asked<"label">): Curve {
  const { items, redundancy, tokensIn, tokensOut, batch } = asked;
  const price = modelPriceOf(asked)!;
  const work = { redundancy, tokensIn, tokensOut, priceIn: price.input, priceOut: price.output };
  const at = (x: number): CurvePoint => {
    const full = modelLabelingPrice({ ...work, items: x, batch: 1 });
    const low = full * batchFactor.value;
    return { x, y: batch ? low : full, low, high: full };
  };
  return {
    title: "Price by number of items; the band reaches from the batch price to the full price",
    x: "items",
    y: "US dollars",
    logarithmic: at(items).y > 0 ? ["x", "y"] : ["x"],
    name: "model",
    points: steps.map((step) => at(items * step)),
    you: at(items),
  };
}

function storeCurve({ tokens, bytesPerToken, provider }: Asked<"store">): Curve {
  const prices = Object.values(storagePrices).map(({ perGigabyteMonth }) => perGigabyteMonth);
  const at = (x: number): CurvePoint => {
    const gigabytes = (x * bytesPerToken) / 1e9;
    return {
      x,
      y: gigabytes * storagePrices[provider].perGigabyteMonth,
      low: gigabytes * Math.min(...prices),
      high: gigabytes * Math.max(...prices),
    };
  };
  return {
    title: "Price of a month by number of tokens; the band is over providers",
    x: "tokens",
    y: "US dollars a month",
    logarithmic: ["x", "y"],
    name: provider,
    points: steps.map((step) => at(tokens * step)),
    you: at(tokens),
  };
}
