// Are missing values guessed and outliers found as well as by scikit-learn, and how fast?
// usage: node bench/tabular.ts <python with scikit-learn: see bench/peers/tabular.sh>
import { execFileSync } from "node:child_process";
import { join } from "node:path";
import { type ImputeMethod, type ImputeSettings, impute } from "../src/features/tabular/imputer.ts";
import { isolationScores } from "../src/features/tabular/isolation-forest.ts";
import { robustZ } from "../src/features/tabular/outlier-scores.ts";
import { readNumbers } from "../src/features/tabular/repair-numbers.ts";

type Table = readonly (readonly (number | null)[])[];

interface Answer {
  readonly cpu_seconds: number;
  readonly filled: Table;
}

interface Peer {
  readonly version: string;
  readonly imputation: readonly {
    readonly name: string;
    readonly complete: Table;
    readonly holed: Table;
    readonly neighbors: Answer;
    readonly regression: Answer;
  }[];
  readonly anomalies: readonly {
    readonly name: string;
    readonly rows: Table;
    readonly labels: readonly number[];
    readonly runs: readonly { readonly cpu_seconds: number; readonly scores: readonly number[] }[];
  }[];
}

const [python] = process.argv.slice(2);
if (python === undefined) {
  console.error("usage: node bench/tabular.ts <python with scikit-learn>");
  process.exit(2);
}
const printed = execFileSync(python, [join(import.meta.dirname, "peers/tabular.py")], {
  encoding: "utf8",
  maxBuffer: 1e9,
  env: { ...process.env, OMP_NUM_THREADS: "1", OPENBLAS_NUM_THREADS: "1" },
});
const peer = JSON.parse(printed) as Peer;
const settings: ImputeSettings = { constant: 0, neighbors: 5, donors: 1e9, rounds: 10, seed: 1 };

imputation();
anomalies();
single();

function imputation(): void {
  const rows: Record<string, object> = {};
  for (const { name, complete, holed, ...answers } of peer.imputation) {
    const columns = columnsOf(holed);
    const truth = columnsOf(complete);
    for (const method of ["mean", "neighbors", "regression"] as const satisfies ImputeMethod[]) {
      impute(columns, method, settings); // warm
      const { seconds, result } = timed(() => impute(columns, method, settings));
      const theirs = method === "mean" ? undefined : answers[method];
      rows[`${name} ${complete.length} x ${columns.length}, ${method}`] = {
        "RMSE, standardised": error(truth, columns, result).toFixed(4),
        "of scikit-learn": theirs && error(truth, columns, columnsOf(theirs.filled)).toFixed(4),
        "ms CPU": (1000 * seconds).toFixed(1),
        "times as fast": theirs && (theirs.cpu_seconds / seconds).toFixed(1),
      };
    }
  }
  console.log(
    `A fifth of all values hidden; scikit-learn ${peer.version}, KNNImputer(5) and IterativeImputer(10 rounds)`,
  );
  console.table(rows);
}

function anomalies(): void {
  const rows: Record<string, object> = {};
  for (const { name, rows: table, labels, runs } of peer.anomalies) {
    const columns = columnsOf(table);
    isolationScores(columns, { trees: 100, sample: 256, seed: 99 }); // warm
    const ours = runs.map((_, seed) =>
      timed(() => isolationScores(columns, { trees: 100, sample: 256, seed })),
    );
    const [own, theirs] = [
      ours.map(({ result }) => areaUnder(result, labels)),
      runs.map(({ scores }) => areaUnder(scores, labels)),
    ];
    rows[`${name} ${table.length} x ${columns.length}`] = {
      "AUC, mean of 20 seeds": average(own).toFixed(4),
      "of scikit-learn": average(theirs).toFixed(4),
      "deviation of ours, theirs": `${deviation(own).toFixed(4)}, ${deviation(theirs).toFixed(4)}`,
      "ms CPU": (1000 * average(ours.map(({ seconds }) => seconds))).toFixed(1),
      "times as fast": (
        average(runs.map(({ cpu_seconds }) => cpu_seconds)) / average(ours.map(({ seconds }) => seconds))
      ).toFixed(1),
    };
  }
  console.log("Isolation forest, 100 trees of 256 rows: area under the curve of a rare class");
  console.table(rows);
}

function single(): void {
  const values = Float64Array.from({ length: 1_000_000 }, (_, i) => (i * 7919) % 1_000_003);
  const texts = Array.from(
    { length: 200_000 },
    (_, i) => `$${((i * 7919) % 1_000_003).toLocaleString("en")}.50`,
  );
  const z = timed(() => robustZ(values));
  const read = timed(() => readNumbers(texts));
  console.table({
    "robust z, a million values": { "s CPU": z.seconds.toFixed(2) },
    "numbers like $1,234.50, 200,000 cells": { "s CPU": read.seconds.toFixed(2) },
  });
}

function average(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}

function deviation(values: readonly number[]): number {
  return Math.sqrt(average(values.map((value) => (value - average(values)) ** 2)));
}

function columnsOf(table: Table): Float64Array[] {
  return table[0].map((_, c) => Float64Array.from(table, (row) => row[c] ?? Number.NaN));
}

/** Root mean squared error over the cells that were hidden. */
function error(
  truth: readonly Float64Array[],
  holed: readonly Float64Array[],
  filled: readonly Float64Array[],
): number {
  let [squares, count] = [0, 0];
  for (const [c, values] of truth.entries())
    for (const [row, value] of values.entries()) {
      if (Number.isFinite(holed[c][row])) continue;
      squares += (filled[c][row] - value) ** 2;
      count++;
    }
  return Math.sqrt(squares / count);
}

/** The share of pairs of a rare and a common row in which the rare one has the larger score; ties count half. */
function areaUnder(scores: ArrayLike<number>, labels: readonly number[]): number {
  const order = Array.from(labels.keys()).sort((a, b) => scores[a] - scores[b]);
  let [ranks, rare] = [0, 0];
  for (let i = 0; i < order.length; ) {
    let end = i;
    while (end < order.length && scores[order[end]] === scores[order[i]]) end++;
    for (let k = i; k < end; k++) {
      if (labels[order[k]] === 0) continue;
      ranks += (i + end + 1) / 2;
      rare++;
    }
    i = end;
  }
  return (ranks - (rare * (rare + 1)) / 2) / (rare * (order.length - rare));
}

function timed<T>(work: () => T): { seconds: number; result: T } {
  const start = process.cpuUsage();
  const result = work();
  const { user, system } = process.cpuUsage(start);
  return { seconds: (user + system) / 1e6, result };
}
