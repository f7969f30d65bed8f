import { type Answer, cite, type Estimate } from "./estimate.ts";
import { labelingHours, labelingWages, majorityAccuracy, modelLabelingPrice } from "./labeling.ts";
import { batchFactor, type ModelPrice, modelPriceOf } from "./prices.ts";
import type { Asked } from "./questions.ts";

/** Pilots and corrections add up to a fifth to a labeling project. */
const PILOT = 1.2;
const pilotSource = cite({ source: "pccvdi.com, vendors' prices", date: "2026", seen: "excerpt" });

/** Money and time of labeling, by people or by a language model. */
export function answerLabel(asked: Asked<"label">): Answer {
  const price = modelPriceOf(asked);
  return price === undefined ? people(asked) : [modelMoney(asked, price)];
}

function people({ items, redundancy, seconds, wage, accuracy }: Asked<"label">): Answer {
  const work = { items, redundancy, seconds, wage };
  const hours = labelingHours(work);
  const money = labelingWages(work);
  return [
    {
      name: "money",
      value: money,
      unit: "USD",
      range: [money, money * PILOT],
      formula: "items * redundancy * seconds / 3600 * wage; the range adds a pilot of 20 %",
      inputs: work,
      sources: ["given wage and time", pilotSource],
    },
    {
      name: "time",
      value: hours,
      unit: "h",
      range: [hours, hours * PILOT],
      formula: "items * redundancy * seconds / 3600",
      inputs: { items, redundancy, seconds },
      sources: ["given time", pilotSource],
    },
    {
      name: "accuracy of the majority",
      value: majorityAccuracy(redundancy, accuracy),
      unit: "",
      range: majorities(redundancy, accuracy),
      formula:
        "binomial: two labels, independent workers, each right with this accuracy; the range is 0.1 to either side",
      inputs: { redundancy, accuracy },
      sources: ["Condorcet 1785, jury theorem"],
    },
  ];
}

/** The majority's accuracy with workers a tenth worse and better: how well people label is known no nearer before a pilot. */
export function majorities(redundancy: number, accuracy: number): [number, number] {
  return [
    majorityAccuracy(redundancy, Math.max(0.5, accuracy - 0.1)),
    majorityAccuracy(redundancy, Math.min(1, accuracy + 0.1)),
  ];
}

function modelMoney(asked: Asked<"label">, price: ModelPrice): Estimate {
  const { items, redundancy, tokensIn, tokensOut, model = "own price", batch } = asked;
  const at = (factor: number) =>
    modelLabelingPrice({
      items,
      redundancy,
      tokensIn,
      tokensOut,
      priceIn: price.input,
      priceOut: price.output,
      batch: factor,
    });
  return {
    name: "money",
    value: at(batch ? batchFactor.value : 1),
    unit: "USD",
    range: [at(batchFactor.value), at(1)],
    formula: "items * redundancy * (in * price in + out * price out) / 1e6 * batch",
    inputs: { items, redundancy, tokensIn, tokensOut, model, batch: batch ? batchFactor.value : 1 },
    sources: [cite(price), cite(batchFactor)],
  };
}
