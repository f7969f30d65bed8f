import { flopOf } from "./compute.ts";
import type { Answer, Estimate } from "./estimate.ts";
import { machineOf } from "./machine.ts";
import type { Asked } from "./questions.ts";
import { epochLaw, hoffmannLaw, loss, optimum, twentyTokensPerParameter } from "./scaling.ts";

/** The model and the tokens that a sum of money trains best, and what the rule D = 20N would say. */
export function answerBudget(asked: Asked<"budget">): Answer {
  const { dollars } = asked;
  const machine = machineOf(asked);
  const hours = dollars / machine.price;
  const flop = flopOf(hours, machine.peak, machine.utilisation);
  const low = flopOf(dollars / machine.prices[1], machine.peak, machine.utilisations[0]);
  const high = flopOf(dollars / machine.prices[0], machine.peak, machine.utilisations[1]);
  const best = optimum(flop);
  const bounds = [optimum(low), optimum(high), optimum(flop, hoffmannLaw)];
  const sources = [epochLaw.source, hoffmannLaw.source, machine.priceSource];

  const estimate = (
    name: string,
    unit: string,
    value: number,
    others: number[],
    formula: string,
  ): Estimate => ({
    name,
    value,
    unit,
    range: [Math.min(value, ...others), Math.max(value, ...others)],
    formula,
    inputs: { dollars, hardware: machine.name, price: machine.price, utilisation: machine.utilisation },
    sources,
  });

  const rule = twentyTokensPerParameter(flop);
  return [
    estimate(
      "tokens",
      "tokens",
      best.tokens,
      bounds.map(({ tokens }) => tokens),
      "D* = (C / 6)^(alpha / (alpha + beta)) / G",
    ),
    estimate(
      "parameters",
      "parameters",
      best.parameters,
      bounds.map(({ parameters }) => parameters),
      "N* = G * (C / 6)^(beta / (alpha + beta))",
    ),
    estimate(
      "expected loss",
      "nats per token",
      loss(best.parameters, best.tokens),
      bounds.slice(0, 2).map((b) => loss(b.parameters, b.tokens)),
      "E + A / N*^alpha + B / D*^beta",
    ),
    estimate("compute", "FLOP", flop, [low, high], "dollars / price * 3600 * peak * utilisation"),
    estimate(
      "GPU-hours",
      "h",
      hours,
      machine.prices.map((price) => dollars / price),
      "dollars / price",
    ),
    estimate("tokens by the rule D = 20N", "tokens", rule.tokens, [], "20 * sqrt(C / 120)"),
    estimate("parameters by the rule D = 20N", "parameters", rule.parameters, [], "sqrt(C / 120)"),
  ];
}
