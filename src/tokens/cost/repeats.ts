import { optimalRatio, type ScalingLaw } from "./scaling.ts";

/** Law for repeated text (Muennighoff et al. 2023, "Scaling Data-Constrained Language Models"; constants of their code). */
export const repeatsLaw: ScalingLaw & { readonly repeats: number; readonly excess: number } = {
  E: Math.exp(0.6254804),
  A: Math.exp(6.255414),
  B: Math.exp(7.3049974),
  alpha: 0.3526596,
  beta: 0.3526596,
  /** R*_D: repeats after which text is mostly used up. */
  repeats: 15.387756,
  /** R*_N: the same for parameters beyond what the text can fill. */
  excess: 5.309743,
  source: "Muennighoff et al. 2023",
};

/** New tokens that `epochs` (1 or more) over `unique` tokens are worth: U + U * R * (1 - exp(-(epochs - 1) / R)). */
export function effectiveTokens(unique: number, epochs: number): number {
  return worth(unique, epochs - 1, repeatsLaw.repeats);
}

/** Expected loss in nats per token when `tokens` are drawn from `unique` tokens of text again and again. */
export function repeatedLoss(parameters: number, tokens: number, unique: number): number {
  const { E, A, B, alpha, beta, repeats, excess } = repeatsLaw;
  const seen = Math.min(unique, tokens);
  const filled = Math.min(parameters, optimalRatio(repeatsLaw) ** 2 * seen);
  const effectiveParameters = worth(filled, parameters / filled - 1, excess);
  return E + A / effectiveParameters ** alpha + B / worth(seen, tokens / seen - 1, repeats) ** beta;
}

function worth(amount: number, repeated: number, scale: number): number {
  return amount + amount * scale * (1 - Math.exp(-repeated / scale));
}
