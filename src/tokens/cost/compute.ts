/** Options of `trainingFlop`. */
export interface TrainingShape {
  /** Recomputes all activations in the backward pass to save memory: 8ND in place of 6ND. */
  readonly recompute?: boolean;
  /** Layers, width and sequence length: adds the attention over the sequence, 12 * layers * width * sequence per token. */
  readonly attention?: { readonly layers: number; readonly width: number; readonly sequence: number };
}

/** FLOP to train `parameters` on `tokens`: C = 6ND (Kaplan et al. 2020, section 2.1). */
export function trainingFlop(
  parameters: number,
  tokens: number,
  { recompute = false, attention }: TrainingShape = {},
): number {
  const perToken = attention === undefined ? 0 : 12 * attention.layers * attention.width * attention.sequence;
  return ((recompute ? 8 : 6) * parameters + perToken) * tokens;
}

/** FLOP to run a model over tokens: 2ND. */
export function inferenceFlop(parameters: number, tokens: number): number {
  return 2 * parameters * tokens;
}

/** GPU-hours for `flop`, at a dense peak in FLOP/s of one GPU and a model FLOP utilisation in (0, 1]. */
export function gpuHours(flop: number, peak: number, utilisation: number): number {
  return flop / (peak * utilisation * 3600);
}

/** FLOP that GPU-hours buy: the inverse of `gpuHours`. */
export function flopOf(hours: number, peak: number, utilisation: number): number {
  return hours * 3600 * peak * utilisation;
}

/** Energy in MWh of GPU-hours at a power in watts; `pue` is the data centre's total power over the machines' power. */
export function energyMwh(hours: number, watts: number, pue: number): number {
  return (hours * watts * pue) / 1e6;
}

/** Emissions in tonnes of CO2 equivalent for MWh at kg per kWh (tonnes per MWh are the same number). */
export function co2Tonnes(mwh: number, kgPerKwh: number): number {
  return mwh * kgPerKwh;
}

/** Parameters of a GPT: 12 * layers * width^2 + vocabulary * width. */
export function gptParameters(layers: number, width: number, vocabulary: number): number {
  return 12 * layers * width ** 2 + vocabulary * width;
}

/**
 * Bytes of weights, gradients and optimizer for training with Adam in mixed precision: 16 per parameter
 * (Rajbhandari et al. 2020, ZeRO, section 3.1). Activations come on top.
 */
export function trainingBytes(parameters: number): number {
  return 16 * parameters;
}
