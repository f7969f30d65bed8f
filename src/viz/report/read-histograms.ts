import type { Row } from "../../core/table.ts";
import type { Bound, HistogramData } from "../charts/histogram.ts";
import type { RuleFacts } from "./facts.ts";
import { histogramQuery, reportQueries } from "./queries.ts";

/** A bound of a rule on a signal. */
export interface SignalBound extends Bound {
  readonly signal: string;
}

const BINS = 40;
/** Small multiples that a page can carry. */
const SHOWN = 18;

/** Histograms of the signals that rules bound, the rule that drops most first. */
export async function readHistograms(
  rows: (sql: string) => Promise<Row[]>,
  rules: readonly RuleFacts[],
  bounds?: readonly SignalBound[],
): Promise<HistogramData[]> {
  const signals = (await rows(reportQueries.signals)).map((row) => String(row.signal));
  const known = (bounds ?? rules.flatMap((rule) => boundsOf(rule, signals))).filter(({ signal }) =>
    signals.includes(signal),
  );
  const order = [...new Set(known.map(({ signal }) => signal))].slice(0, SHOWN);
  const histograms: HistogramData[] = [];
  for (const signal of order) {
    const own = known.filter((bound) => bound.signal === signal);
    const binned = await rows(
      histogramQuery(
        signal,
        own.map(({ rule }) => rule),
        BINS,
      ),
    );
    histograms.push({
      signal,
      bins: binsOf(binned),
      bounds: own.map(({ rule, value, drops }) => ({ rule, value, drops })),
    });
  }
  return histograms;
}

/** Comparisons of a known signal with a number in the words of a rule: `word_count < 50`, or `word_count 12 < 50` in a reason. */
export function boundsOf({ rule, bound, reason }: RuleFacts, signals: readonly string[]): SignalBound[] {
  const comparison =
    /(?<![/*+-] ?)\b([A-Za-z_]\w*)"?(?:\s+-?\d[\d.]*(?:e[-+]?\d+)?)?\s*(<=?|>=?|≤|≥)\s*(-?\d+(?:\.\d+)?(?:e[-+]?\d+)?)/gi;
  for (const words of [bound, reason]) {
    const found = [...(words ?? "").matchAll(comparison)].flatMap(([, signal, operator, value]) =>
      signals.includes(signal)
        ? [
            {
              rule,
              signal,
              value: Number(value),
              drops: /[<≤]/.test(operator) ? ("below" as const) : ("above" as const),
            },
          ]
        : [],
    );
    if (found.length > 0) return found;
  }
  return [];
}

function binsOf(rows: readonly Row[]): HistogramData["bins"] {
  if (rows.length === 0) return [];
  const low = Number(rows[0].low);
  const high = Number(rows[0].high);
  const width = high > low ? (high - low) / BINS : 1;
  const counted = new Map(rows.map((row) => [Number(row.bin), row]));
  const bins = high > low ? BINS : 1;
  return Array.from({ length: bins }, (_, i) => {
    const row = counted.get(i);
    const kept = Number(row?.kept ?? 0);
    const dropped = Number(row?.dropped ?? 0);
    const elsewhere = Number(row?.all ?? 0) - kept - dropped;
    return { from: low + i * width, to: low + (i + 1) * width, kept, dropped, elsewhere };
  });
}
