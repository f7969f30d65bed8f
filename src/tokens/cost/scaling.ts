/** Constants of the scaling law L = E + A / N^alpha + B / D^beta; L in nats per token. */
export interface ScalingLaw {
  readonly E: number;
  readonly A: number;
  readonly B: number;
  readonly alpha: number;
  readonly beta: number;
  readonly source: string;
}

/** Refit of the Chinchilla data by Epoch AI (Besiroglu et al. 2024); agrees with 20 tokens per parameter. */
export const epochLaw: ScalingLaw = {
  E: 1.81686,
  A: 482.00572,
  B: 2085.4342,
  alpha: 0.34781303,
  beta: 0.36585412,
  source: "Besiroglu et al. 2024, refit of Hoffmann et al. 2022",
};

/** As printed, rounded: at scale these contradict the paper's own 20 tokens per parameter. */
export const hoffmannLaw: ScalingLaw = {
  E: 1.69,
  A: 406.4,
  B: 410.7,
  alpha: 0.34,
  beta: 0.28,
  source: "Hoffmann et al. 2022, equation 10",
};

/** Loss in nats of a model that holds each of GPT-2's 50,257 tokens for equally likely: laws that expect more do not hold. */
export const guessingLoss = Math.log(50_257);

/** A model and the text to train it on. */
export interface Allocation {
  readonly parameters: number;
  readonly tokens: number;
}

/** Expected loss in nats per token of `parameters` trained on `tokens` of new text. */
export function loss(
  parameters: number,
  tokens: number,
  { E, A, B, alpha, beta }: ScalingLaw = epochLaw,
): number {
  return E + A / parameters ** alpha + B / tokens ** beta;
}

/** The model and the tokens that reach the least loss with `flop` = 6ND (Hoffmann et al. 2022, equation 4). */
export function optimum(flop: number, law: ScalingLaw = epochLaw): Allocation {
  const { alpha, beta } = law;
  const product = flop / 6;
  const ratio = optimalRatio(law);
  return {
    parameters: ratio * product ** (beta / (alpha + beta)),
    tokens: product ** (alpha / (alpha + beta)) / ratio,
  };
}

/** The rule of thumb D = 20N for `flop` = 6ND. */
export function twentyTokensPerParameter(flop: number): Allocation {
  const parameters = Math.sqrt(flop / 120);
  return { parameters, tokens: 20 * parameters };
}

/** G of Hoffmann et al. 2022, equation 4. */
export function optimalRatio({ A, B, alpha, beta }: ScalingLaw): number {
  return ((alpha * A) / (beta * B)) ** (1 / (alpha + beta));
}
