import { identifier } from "../../../core/database.ts";
import type { Ledger } from "../ledger/ledger.ts";
import { shortNumber } from "../short-number.ts";
import { type FineBins, fineBins } from "./bins.ts";
import { drawContrast, type NumericSignal } from "./sample.ts";
import { barsOf, type Separation, separationOf } from "./separation.ts";
import type { Subsets } from "./subsets.ts";

/** What to rank by. */
export type Ranking = "ks" | "auc" | "js";

/** A signal in two subsets. */
export interface SignalContrast extends Omit<Separation, "crossing"> {
  readonly signal: string;
  /** Only whole numbers: a count. */
  readonly whole: boolean;
  /** A bound where the densities cross, as a rule that takes the side where B prevails. */
  readonly when: string;
  readonly threshold: number;
  /** Share of A that the rule would take, of those with a value. */
  readonly takesA: number;
  readonly takesB: number;
  /** Equally wide bars, each without its lower border and with its upper one, and the counts of both subsets; the outer ones hold what lies beyond. */
  readonly edges: readonly number[];
  readonly a: readonly number[];
  readonly b: readonly number[];
  /** Documents of the sample without a value. */
  readonly unmeasured: readonly [number, number];
}

/** Two subsets side by side. */
export interface Contrast {
  readonly documents: readonly [number, number];
  /** Documents that the distributions are made of. */
  readonly sampled: readonly [number, number];
  /** Widest separation first; signals that one subset has no value of are left out. */
  readonly signals: readonly SignalContrast[];
}

/** Compares every numeric signal in two subsets, as FineWeb's authors found their rules (Penedo et al. 2024, section 3.5). */
export async function contrastOf(ledger: Ledger, subsets: Subsets, by: Ranking = "ks"): Promise<Contrast> {
  const { signals, documents, sampled } = await drawContrast(ledger, subsets);
  const bins = await fineBins(ledger.database, signals);
  await ledger.database.execute("DROP TABLE contrasted");
  const found = signals.flatMap((signal) => contrastIn(signal, bins.get(signal.name)) ?? []);
  const rank = (one: SignalContrast) => (by === "auc" ? Math.abs(one.auc - 0.5) : one[by]);
  return {
    documents,
    sampled,
    signals: found.sort((x, y) => rank(y) - rank(x) || (x.signal < y.signal ? -1 : 1)),
  };
}

function contrastIn({ name, whole }: NumericSignal, bins: FineBins | undefined): SignalContrast | undefined {
  const separation = bins && separationOf(bins);
  if (bins === undefined || separation === undefined) return undefined;
  const { crossing, ...measures } = separation;
  const threshold = thresholdAt(bins.edges, crossing.edge, whole);
  return {
    signal: name,
    whole,
    ...measures,
    when: `${column(name)} ${crossing.below ? "<" : ">="} ${threshold}`,
    threshold,
    takesA: crossing.takesA,
    takesB: crossing.takesB,
    edges: bins.bars,
    a: barsOf(bins.a, bins.edges, bins.bars),
    b: barsOf(bins.b, bins.edges, bins.bars),
    unmeasured: bins.unmeasured,
  };
}

/** A round number just above an edge, so that `<` takes what lies up to the edge. */
function thresholdAt(edges: readonly number[], i: number, whole: boolean): number {
  if (whole) return Math.floor(edges[i]) + 1;
  const next = edges[i + 1] ?? edges[i] + Math.max(1e-9, Math.abs(edges[i]) * 1e-6);
  return shortNumber(edges[i], edges[i] + (next - edges[i]) / 2);
}

/** A column as a person writes it: quoted only where it must be. */
export function column(name: string): string {
  return /^[a-z_][a-z0-9_]*$/i.test(name) ? name : identifier(name);
}
