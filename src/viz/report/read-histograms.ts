import type { Row } from "../../core/table.ts";
import type { HistogramData } from "../charts/histogram.ts";
import { binning } from "./bins.ts";
import { boundsOf, drawnBound, type SignalBound } from "./bounds.ts";
import type { RuleFacts } from "./facts.ts";
import { histogramQuery, reportQueries, spreadQuery } from "./queries.ts";

/** Small multiples that a page can carry. */
const SHOWN = 18;

type Rows = (sql: string) => Promise<Row[]>;

/** What is known beside the tables: bounds, when they shall not be read from the words of the rules, and units of signals. */
export interface HistogramOptions {
  readonly bounds?: readonly SignalBound[];
  readonly units?: Readonly<Record<string, string>>;
}

/** Histograms of the signals that rules bound, the rule that drops most first. */
export async function readHistograms(
  rows: Rows,
  rules: readonly RuleFacts[],
  { bounds, units = {} }: HistogramOptions = {},
): Promise<HistogramData[]> {
  const measured = await rows(reportQueries.signals);
  const whole = new Map(measured.map((row) => [String(row.signal), row.whole === true]));
  const known = (bounds ?? rules.flatMap((rule) => boundsOf(rule, [...whole.keys()]))).filter(({ signal }) =>
    whole.has(signal),
  );
  const histograms: HistogramData[] = [];
  for (const signal of [...new Set(known.map((bound) => bound.signal))].slice(0, SHOWN)) {
    const own = known.filter((bound) => bound.signal === signal);
    const histogram = await readHistogram(rows, signal, whole.get(signal) === true, own);
    if (histogram !== undefined) histograms.push({ ...histogram, unit: units[signal] });
  }
  return histograms;
}

async function readHistogram(
  rows: Rows,
  signal: string,
  whole: boolean,
  known: readonly SignalBound[],
): Promise<HistogramData | undefined> {
  const [{ low, median, high }] = await rows(spreadQuery(signal));
  if (low === null || median === null || high === null) return undefined;
  const bounds = known.map((bound) => drawnBound(bound, whole));
  const spread = { low: Number(low), median: Number(median), high: Number(high), whole };
  const { edges, logarithmic } = binning(
    spread,
    bounds.map(({ at, value }) => at ?? value),
  );
  const rules = [...new Set(bounds.map(({ rule }) => rule))];
  const counted = await rows(histogramQuery(signal, rules, edges));
  return { signal, logarithmic, bins: binsOf(edges, counted), bounds };
}

function binsOf(edges: readonly number[], rows: readonly Row[]): HistogramData["bins"] {
  const counted = new Map(rows.map((row) => [Number(row.bin), row]));
  return edges.slice(0, -1).map((from, i) => {
    const row = counted.get(i);
    const kept = Number(row?.kept ?? 0);
    const dropped = Number(row?.dropped ?? 0);
    return { from, to: edges[i + 1], kept, dropped, elsewhere: Number(row?.all ?? 0) - kept - dropped };
  });
}
