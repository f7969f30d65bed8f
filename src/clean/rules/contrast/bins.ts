import { type Database, identifier } from "../../../core/database.ts";
import type { NumericSignal } from "./sample.ts";

/** Bars that a person sees. */
export const bars = 32;
/** Shares of the documents between two of the fine borders. */
const quantiles = 96;
/** What is cut off at each end of the bars: half a percent. */
const CLIP = 0.005;

/** Counts of a signal in A and B between borders. */
export interface FineBins {
  /** Ascending. Bin i holds the values above edge i - 1 up to and with edge i; the last what lies above all. */
  readonly edges: readonly number[];
  readonly a: readonly number[];
  readonly b: readonly number[];
  /** The borders of the bars among the edges: bar i lies between i and i + 1, the first and last hold what lies beyond as well. */
  readonly bars: readonly number[];
  readonly unmeasured: readonly [number, number];
}

/**
 * Counts every signal of the table `contrasted` in one scan: between quantiles, so that ranks are exact to a hundredth of the documents
 * and a value that many share has its own bin, and between the borders of equally wide bars, clipped at half a percent.
 * A signal without any value is left out.
 */
export async function fineBins(
  database: Database,
  signals: readonly NumericSignal[],
): Promise<Map<string, FineBins>> {
  const bordered = await borders(database, signals);
  if (bordered.size === 0) return new Map();
  const names = [...bordered.keys()];
  const columns = names.map((name, i) => {
    const { edges } = bordered.get(name) as Borders;
    return `map_values(histogram(${identifier(name)}, [${edges.map((edge) => `${edge}::DOUBLE`).join(", ")}])) AS h${i}, count(*) - count(${identifier(name)}) AS u${i}`;
  });
  const rows = await database.rows(`SELECT _side, ${columns.join(", ")} FROM contrasted GROUP BY _side`);
  const of = (side: number) => rows.find((row) => row._side === side);
  return new Map(
    names.map((name, i) => {
      const { edges, bars: shown } = bordered.get(name) as Borders;
      const counts = (side: number) =>
        filled((of(side)?.[`h${i}`] ?? []) as readonly unknown[], edges.length + 1);
      const missing = (side: number) => Number(of(side)?.[`u${i}`] ?? 0);
      return [
        name,
        { edges, bars: shown, a: counts(1), b: counts(2), unmeasured: [missing(1), missing(2)] as const },
      ];
    }),
  );
}

function filled(counts: readonly unknown[], length: number): number[] {
  return Array.from({ length }, (_, i) => Number(counts[i] ?? 0));
}

interface Borders {
  readonly edges: readonly number[];
  readonly bars: readonly number[];
}

/** The borders of every signal, from a part of the rows: both subsets weigh the same, whatever their sizes. */
async function borders(database: Database, signals: readonly NumericSignal[]): Promise<Map<string, Borders>> {
  const shares = Array.from({ length: quantiles - 1 }, (_, i) => (i + 1) / quantiles);
  const list = [CLIP, ...shares, 1 - CLIP].join(", ");
  const columns = signals.map(
    ({ name }, i) =>
      `quantile_disc(${identifier(name)}, [${list}]) FILTER (WHERE isfinite(${identifier(name)})) AS q${i}`,
  );
  const rows =
    columns.length === 0
      ? []
      : await database.rows(
          `SELECT _side, ${columns.join(", ")} FROM (SELECT *, row_number() OVER (PARTITION BY _side) AS _place FROM contrasted) WHERE _place <= 5000 GROUP BY _side`,
        );
  const found = new Map<string, Borders>();
  signals.forEach(({ name, whole }, i) => {
    const values = rows.flatMap((row) => ((row[`q${i}`] ?? []) as readonly unknown[]).map(Number));
    if (values.length > 0) found.set(name, bordersOf(values, whole));
  });
  return found;
}

function bordersOf(values: readonly number[], whole: boolean): Borders {
  const [low, high] = [Math.min(...values), Math.max(...values)];
  const step = whole ? Math.max(1, Math.ceil((high - low + 1) / bars)) : (high - low) / bars;
  const shown = [];
  if (step > 0)
    for (let i = 0; i <= bars && (i === 0 || low + (i - 1) * step < high); i++)
      shown.push(whole ? low - 1 + i * step : low + i * step);
  else shown.push(low, low + 1);
  const edges = [...new Set([...values, ...shown])].sort((x, y) => x - y);
  return { edges, bars: shown };
}
