/**
 * A sparse matrix in blocks of rows, each block by columns: in a product the dense rows of one block stay in the
 * level-2 cache while the other dense matrix streams by. Twice as fast as rows one after the other.
 */
export interface SparseMatrix {
  readonly rows: number;
  readonly columns: number;
  readonly blocks: readonly SparseBlock[];
}

/** Consecutive rows: column j holds entries starts[j] … starts[j + 1], in order of rows. */
export interface SparseBlock {
  readonly firstRow: number;
  readonly starts: Uint32Array;
  /** Row of each entry, counted from the first of the block. */
  readonly rows: Uint16Array;
  readonly values: Float32Array;
}

/** Collects rows of a sparse matrix. */
export interface SparseBuilder {
  addRow(indices: Uint16Array, values: Float32Array, length: number): void;
  finish(): SparseMatrix;
}

/** Rows of a block: 72 dense columns of them are 0.6 MB. */
const BLOCK_ROWS = 2048;

/** An empty builder for rows of `columns` columns. */
export function sparseBuilder(columns: number): SparseBuilder {
  const blocks: SparseBlock[] = [];
  let pending: { indices: Uint16Array; values: Float32Array }[] = [];
  let rows = 0;
  const flush = () => {
    if (pending.length > 0) blocks.push(byColumns(pending, rows - pending.length, columns));
    pending = [];
  };
  return {
    addRow(indices, values, length) {
      pending.push({ indices: indices.slice(0, length), values: values.slice(0, length) });
      rows++;
      if (pending.length === BLOCK_ROWS) flush();
    },
    finish() {
      flush();
      return { rows, columns, blocks };
    },
  };
}

/** The dense product A·X of a sparse matrix and a dense one of `width` columns, row-major. */
export function multiply(a: SparseMatrix, x: Float32Array, width: number): Float32Array {
  const product = new Float32Array(a.rows * width);
  for (const { firstRow, starts, rows, values } of a.blocks) {
    for (let column = 0; column < a.columns; column++)
      for (let entry = starts[column]; entry < starts[column + 1]; entry++)
        addScaled(product, (firstRow + rows[entry]) * width, x, column * width, width, values[entry]);
  }
  return product;
}

/** The dense product Aᵀ·Y of a transposed sparse matrix and a dense one of `width` columns, row-major. */
export function multiplyTransposed(a: SparseMatrix, y: Float32Array, width: number): Float32Array {
  const product = new Float32Array(a.columns * width);
  for (const { firstRow, starts, rows, values } of a.blocks) {
    for (let column = 0; column < a.columns; column++)
      for (let entry = starts[column]; entry < starts[column + 1]; entry++)
        addScaled(product, column * width, y, (firstRow + rows[entry]) * width, width, values[entry]);
  }
  return product;
}

/** into[to …] += value · from[at …], four at a time: faster in V8 than the plain loop. */
function addScaled(
  into: Float32Array,
  to: number,
  from: Float32Array,
  at: number,
  width: number,
  value: number,
): void {
  let c = 0;
  for (; c + 3 < width; c += 4) {
    into[to + c] += value * from[at + c];
    into[to + c + 1] += value * from[at + c + 1];
    into[to + c + 2] += value * from[at + c + 2];
    into[to + c + 3] += value * from[at + c + 3];
  }
  for (; c < width; c++) into[to + c] += value * from[at + c];
}

/** Counting sort of the entries of some rows by their column. */
function byColumns(
  pending: readonly { indices: Uint16Array; values: Float32Array }[],
  firstRow: number,
  columns: number,
): SparseBlock {
  const starts = new Uint32Array(columns + 1);
  for (const { indices } of pending) for (const column of indices) starts[column + 1]++;
  for (let column = 0; column < columns; column++) starts[column + 1] += starts[column];
  const next = starts.slice();
  const block = {
    firstRow,
    starts,
    rows: new Uint16Array(starts[columns]),
    values: new Float32Array(starts[columns]),
  };
  pending.forEach(({ indices, values }, row) => {
    for (let i = 0; i < indices.length; i++) {
      const entry = next[indices[i]]++;
      block.rows[entry] = row;
      block.values[entry] = values[i];
    }
  });
  return block;
}
