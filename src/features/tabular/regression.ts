import type { Columns } from "./imputer.ts";
import { solveSymmetric } from "./solve.ts";
import { standardize } from "./standardize.ts";

/** Weight of the penalty on the coefficients, for standardised columns. */
const RIDGE = 1;

/** The rounds end when no filled value moves by more than this many standard deviations. */
const TOLERANCE = 1e-3;

/**
 * Fills missing values by chained equations (van Buuren and Oudshoorn 1999): from the means, each column in turn, the most complete first,
 * is predicted from all others by ridge regression on the rows that know it; the rounds go on until the values stand still.
 * A prediction stays within the known range of its column.
 */
export function imputeByRegression(columns: Columns, rounds: number): Float64Array[] {
  const { columns: scaled, means, deviations } = standardize(columns);
  const usable = scaled.flatMap((values, c) => (values.some((value) => !Number.isNaN(value)) ? [c] : []));
  const chain = new Chain(usable.map((c) => scaled[c]));
  for (let round = 0; round < rounds && chain.round() > TOLERANCE; round++);
  return columns.map((values, c) => {
    const at = usable.indexOf(c);
    if (at < 0) return values.map((value) => (Number.isFinite(value) ? value : Number.NaN));
    return values.map((value, row) =>
      Number.isFinite(value) ? value : means[c] + chain.columns[at][row] * deviations[c],
    );
  });
}

/** Standardised columns on their way to complete ones, and their sums of products. */
class Chain {
  /** Filled: missing values begin at 0, the mean. */
  readonly columns: Float64Array[];
  readonly #missing: readonly Int32Array[];
  readonly #ranges: readonly (readonly [number, number])[];
  readonly #order: readonly number[];
  /** Sums of products over all rows, of every pair of columns; the last one is all ones. */
  readonly #products: Float64Array;
  readonly #width: number;
  readonly #rows: number;

  constructor(columns: readonly Float64Array[]) {
    this.#rows = columns[0]?.length ?? 0;
    this.#width = columns.length + 1;
    this.#missing = columns.map((values) => Int32Array.from(missingRows(values)));
    this.#ranges = columns.map(rangeOf);
    this.columns = columns.map((values) => values.map((value) => (Number.isNaN(value) ? 0 : value)));
    this.columns.push(new Float64Array(this.#rows).fill(1));
    this.#order = columns
      .map((_, c) => c)
      .filter((c) => this.#missing[c].length > 0)
      .sort((a, b) => this.#missing[a].length - this.#missing[b].length || a - b);
    this.#products = new Float64Array(this.#width ** 2);
    for (let c = 0; c < this.#width; c++) this.#sumProducts(c);
  }

  /** Predicts every column once; answers the largest move. */
  round(): number {
    let moved = 0;
    for (const c of this.#order) moved = Math.max(moved, this.#predict(c));
    return moved;
  }

  #sumProducts(c: number): void {
    const mine = this.columns[c];
    for (let other = 0; other < this.#width; other++) {
      const values = this.columns[other];
      let sum = 0;
      for (let row = 0; row < this.#rows; row++) sum += mine[row] * values[row];
      this.#products[c * this.#width + other] = sum;
      this.#products[other * this.#width + c] = sum;
    }
  }

  #predict(target: number): number {
    const weights = this.#weights(target);
    const missing = this.#missing[target];
    const [least, most] = this.#ranges[target];
    let moved = 0;
    const values = this.columns[target];
    for (const row of missing) {
      let sum = 0;
      for (let c = 0; c < this.#width; c++) if (c !== target) sum += weights[c] * this.columns[c][row];
      const value = Math.min(most, Math.max(least, sum));
      moved = Math.max(moved, Math.abs(value - values[row]));
      values[row] = value;
    }
    this.#sumProducts(target);
    return moved;
  }

  /** Coefficients on the other columns, from the rows that know the target: all products without those of the other rows. */
  #weights(target: number): Float64Array {
    const width = this.#width;
    const matrix = Float64Array.from(this.#products);
    const row = new Float64Array(width);
    for (const r of this.#missing[target]) {
      for (let c = 0; c < width; c++) row[c] = this.columns[c][r];
      for (let a = 0, at = 0; a < width; a++, at = a * width)
        for (let b = 0; b <= a; b++) matrix[at + b] -= row[a] * row[b]; // the half that is solved
    }
    const product = (a: number, b: number) => matrix[Math.max(a, b) * width + Math.min(a, b)];
    const wanted = Float64Array.from({ length: width }, (_, c) => (c === target ? 0 : product(target, c)));
    for (let c = 0; c < width; c++) {
      matrix[Math.max(c, target) * width + Math.min(c, target)] = c === target ? 1 : 0;
      if (c !== target && c !== width - 1) matrix[c * width + c] += RIDGE; // not on the intercept
    }
    return solveSymmetric(matrix, wanted);
  }
}

function* missingRows(values: Float64Array): Generator<number> {
  for (let row = 0; row < values.length; row++) if (Number.isNaN(values[row])) yield row;
}

function rangeOf(values: Float64Array): readonly [number, number] {
  let [least, most] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];
  for (const value of values) {
    if (value < least) least = value;
    if (value > most) most = value;
  }
  return [least, most];
}
