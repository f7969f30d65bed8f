/** Labeling by people. */
export interface PeopleWork {
  readonly items: number;
  /** People who label each item. */
  readonly redundancy: number;
  /** Seconds for one item. */
  readonly seconds: number;
  /** US dollars an hour. */
  readonly wage: number;
}

/** Hours of work: items * redundancy * seconds / 3600. */
export function labelingHours({ items, redundancy, seconds }: Omit<PeopleWork, "wage">): number {
  return (items * redundancy * seconds) / 3600;
}

/** US dollars of wages. */
export function labelingWages(work: PeopleWork): number {
  return labelingHours(work) * work.wage;
}

/** Labeling by a language model. */
export interface ModelWork {
  readonly items: number;
  readonly redundancy: number;
  /** Tokens of prompt and of answer for one item. */
  readonly tokensIn: number;
  readonly tokensOut: number;
  /** US dollars for a million tokens. */
  readonly priceIn: number;
  readonly priceOut: number;
  /** Factor of the batch interface; 1 without. */
  readonly batch: number;
}

/** US dollars: items * redundancy * (in * price in + out * price out) / 1e6 * batch. */
export function modelLabelingPrice({
  items,
  redundancy,
  tokensIn,
  tokensOut,
  priceIn,
  priceOut,
  batch,
}: ModelWork): number {
  return ((items * redundancy * (tokensIn * priceIn + tokensOut * priceOut)) / 1e6) * batch;
}

/**
 * Chance that the majority of `workers` is right where each is right with probability `accuracy`, independently, between
 * two labels; a tie of an even number is decided by a coin.
 */
export function majorityAccuracy(workers: number, accuracy: number): number {
  let total = 0;
  let chance = (1 - accuracy) ** workers;
  for (let right = 0; right <= workers; right++) {
    if (2 * right > workers) total += chance;
    else if (2 * right === workers) total += chance / 2;
    chance *= ((workers - right) / (right + 1)) * (accuracy / (1 - accuracy));
  }
  return accuracy === 1 ? 1 : total;
}
