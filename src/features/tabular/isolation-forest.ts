import { makeRandom, type Random } from "../vectors/random.ts";
import type { Columns } from "./imputer.ts";
import { quantile, sortedKnown } from "./summary.ts";

const EULER = 0.577_215_664_901_532_9;

/** Sizes of an isolation forest; 100 trees of 256 rows in the paper. */
export interface ForestSettings {
  readonly trees: number;
  readonly sample: number;
  readonly seed: number;
}

/** Expected length of an unsuccessful search in a binary tree of `size` values, by which depths are measured (Liu et al. 2008, equation 1). */
export function averageDepth(size: number): number {
  if (size <= 1) return 0;
  if (size === 2) return 1;
  return 2 * (Math.log(size - 1) + EULER) - (2 * (size - 1)) / size;
}

/** One tree as parallel arrays: inner nodes split `column` at `border`, leaves have column -1 and the depth that they stand for as border. */
interface Tree {
  readonly column: Int32Array;
  readonly border: Float64Array;
  /** The child on the left; that on the right is the next one. */
  readonly left: Int32Array;
}

/**
 * The anomaly score of every row, 2^(-mean depth / c(sample)), about 0.5 for the unremarkable and near 1 for what is easily isolated
 * (Liu, Ting and Zhou 2008). Missing values count as the median of their column; infinite ones as beyond the largest known value.
 */
export function isolationScores(columns: Columns, { trees, sample, seed }: ForestSettings): Float64Array {
  const complete = columns.map(withoutGaps);
  const rows = complete[0]?.length ?? 0;
  const size = Math.min(sample, rows);
  const depths = new Float64Array(rows);
  for (let t = 0; t < trees; t++) {
    const tree = new TreeBuilder(complete, size, makeRandom(seed * 100_003 + t)).build();
    for (let row = 0; row < rows; row++) depths[row] += depthOf(tree, complete, row);
  }
  const normal = averageDepth(size);
  return depths.map((depth) => (normal === 0 ? 0.5 : 2 ** (-depth / trees / normal)));
}

function withoutGaps(values: Float64Array): Float64Array {
  const sorted = sortedKnown(values);
  const middle = sorted.length === 0 ? 0 : quantile(sorted, 0.5);
  const beyond = Math.max(1, (sorted.at(-1) ?? 0) - (sorted[0] ?? 0));
  return values.map((value) => {
    if (value === Number.POSITIVE_INFINITY) return (sorted.at(-1) ?? 0) + beyond;
    if (value === Number.NEGATIVE_INFINITY) return (sorted[0] ?? 0) - beyond;
    return Number.isNaN(value) ? middle : value;
  });
}

function depthOf({ column, border, left }: Tree, columns: Columns, row: number): number {
  let node = 0;
  while (column[node] >= 0) node = left[node] + (columns[column[node]][row] < border[node] ? 0 : 1);
  return border[node];
}

class TreeBuilder {
  readonly #columns: Columns;
  readonly #random: Random;
  readonly #rows: Int32Array;
  readonly #deepest: number;
  /** The columns, in the order in which they were last tried. */
  readonly #order: Int32Array;
  readonly #column: number[] = [];
  readonly #border: number[] = [];
  readonly #left: number[] = [];

  constructor(columns: Columns, size: number, random: Random) {
    this.#columns = columns;
    this.#random = random;
    this.#rows = draw(columns[0]?.length ?? 0, size, random);
    this.#order = Int32Array.from(columns.keys());
    this.#deepest = Math.ceil(Math.log2(Math.max(2, size)));
  }

  build(): Tree {
    this.#add();
    this.#grow(0, 0, this.#rows.length, 0);
    return {
      column: Int32Array.from(this.#column),
      border: Float64Array.from(this.#border),
      left: Int32Array.from(this.#left),
    };
  }

  #add(): number {
    this.#column.push(-1);
    this.#border.push(0);
    return this.#left.push(0) - 1;
  }

  #grow(node: number, from: number, to: number, depth: number): void {
    const split = to - from > 1 && depth < this.#deepest ? this.#chooseSplit(from, to) : undefined;
    if (split === undefined) {
      this.#border[node] = depth + averageDepth(to - from);
      return;
    }
    const middle = this.#part(split.column, split.border, from, to);
    const left = this.#add();
    this.#add();
    [this.#column[node], this.#border[node], this.#left[node]] = [split.column, split.border, left];
    this.#grow(left, from, middle, depth + 1);
    this.#grow(left + 1, middle, to, depth + 1);
  }

  /** A random border within the range of a random column among those that vary here; none when the rows are all alike. */
  #chooseSplit(from: number, to: number): { column: number; border: number } | undefined {
    const order = this.#order;
    for (let left = order.length; left > 0; left--) {
      const at = this.#random.below(left);
      const column = order[at];
      [order[at], order[left - 1]] = [order[left - 1], column];
      const [least, most] = this.#range(column, from, to);
      if (least === most) continue;
      const border = least + this.#random.next() * (most - least);
      return { column, border: border > least ? border : most };
    }
    return undefined;
  }

  #range(column: number, from: number, to: number): [number, number] {
    const values = this.#columns[column];
    let [least, most] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];
    for (let i = from; i < to; i++) {
      const value = values[this.#rows[i]];
      if (value < least) least = value;
      if (value > most) most = value;
    }
    return [least, most];
  }

  /** Puts the rows below the border first; answers where the others begin. */
  #part(column: number, border: number, from: number, to: number): number {
    const values = this.#columns[column];
    let middle = from;
    for (let i = from; i < to; i++) {
      if (values[this.#rows[i]] >= border) continue;
      [this.#rows[i], this.#rows[middle]] = [this.#rows[middle], this.#rows[i]];
      middle++;
    }
    return middle;
  }
}

/** A sample of rows without replacement. */
function draw(count: number, size: number, random: Random): Int32Array {
  const chosen = new Set<number>();
  for (let i = count - size; i < count; i++) {
    const row = random.below(i + 1); // Floyd 1987: as many draws as rows are wanted
    chosen.add(chosen.has(row) ? i : row);
  }
  return Int32Array.from(chosen);
}
