import type { Signal } from "../../features/signals/family.ts";

const source =
  "Interpolated modified Kneser-Ney (Chen and Goodman 1998; Heafield et al. 2013); as a measure of quality: CCNet, Wenzek et al. 2020, section 3.3";

/** The signals of `perplexity`, by their names when it is given none. */
export const perplexitySignals = {
  perplexity: {
    type: "DOUBLE",
    unit: "perplexity",
    definition:
      "How surprising the document is to an n-gram model of the reference: 10 to the mean negative decimal logarithm of the probability of its units and line ends; lines are scored one by one, unknown units count. Null without a unit.",
    source,
    dialect: "kenlm",
  },
  perplexity_line_median: {
    type: "DOUBLE",
    unit: "perplexity",
    definition:
      "Median of the perplexities of the lines that have a unit, the lower of two. Null without a unit.",
    source: "Sluice",
    dialect: "sluice",
  },
  perplexity_line_p90: {
    type: "DOUBLE",
    unit: "perplexity",
    definition:
      "The perplexity that a tenth of the lines are above (nearest rank): finds pages with a good body and bad lines. Null without a unit.",
    source: "Sluice",
    dialect: "sluice",
  },
  perplexity_unknown_ratio: {
    type: "DOUBLE",
    unit: "ratio",
    definition: "Units that the reference does not have, of all units. Null without a unit.",
    source: "Sluice",
    dialect: "sluice",
  },
} as const satisfies Record<string, Signal>;

/** Names of the signals, in their order, for a first part of the name. */
export function signalNames(name: string): string[] {
  return Object.keys(perplexitySignals).map((known) => known.replace(/^perplexity/, name));
}
