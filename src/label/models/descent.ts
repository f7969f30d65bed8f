/** The problem that matrix completion solves, for d cells and k labels. */
export interface Completion {
  /** d × d shares of common votes. */
  readonly shares: Float64Array;
  /** k shares of the labels. */
  readonly balance: Float64Array;
  /** d × k table before descent. */
  readonly guess: Float64Array;
  /** Factor on the guess where descent starts. */
  readonly start: number;
  readonly epochs: number;
  readonly rate: number;
  readonly l2: number;
}

const momentum = 0.9;

/**
 * Minimises |(O - mu P muᵀ) off the voters' own blocks|² + |mu p - diag O|² + |l2 (mu - guess)|² by full gradients with
 * momentum 0.9. The product with mu P muᵀ is never formed: (mu P muᵀ) mu P = Q (muᵀ Q) with Q = mu P, a k × k matrix,
 * less each voter's own block.
 */
export function descend(problem: Completion): { mu: Float64Array; loss: number } {
  const { shares, guess, start, epochs, rate } = problem;
  const k = problem.balance.length;
  const others = offBlocks(shares, guess.length / k, k);
  const mu = guess.map((value) => value * start);
  const velocity = new Float64Array(mu.length);
  for (let epoch = 0; epoch < epochs; epoch++) {
    const slope = gradient(problem, others, mu);
    for (let c = 0; c < mu.length; c++) {
      velocity[c] = momentum * velocity[c] + slope[c];
      mu[c] -= rate * velocity[c];
    }
  }
  const loss = lossOf(problem, mu);
  if (!Number.isFinite(loss)) throw new Error(`matrix completion diverged at rate ${rate}: lower the rate`);
  return { mu, loss };
}

/** The gradient -4 R mu P + 2 r pᵀ, plus the two places where the original applies l2. */
function gradient(problem: Completion, others: SparseRows, mu: Float64Array): Float64Array {
  const { shares, balance, guess, l2 } = problem;
  const k = balance.length;
  const d = mu.length / k;
  const q = mu.map((value, c) => value * balance[c % k]);
  const total = innerProduct(mu, q, k, 0, d);
  const slope = new Float64Array(mu.length);
  const rest = new Float64Array(k * k);
  for (let cell = 0; cell < d; cell++) {
    if (cell % k === 0) {
      const own = innerProduct(mu, q, k, cell, cell + k);
      for (let c = 0; c < rest.length; c++) rest[c] = total[c] - own[c];
    }
    const row = slope.subarray(cell * k, cell * k + k);
    addProduct(others, cell, q, row);
    const residual = marginal(q, cell, k) - shares[cell * d + cell];
    for (let y = 0; y < k; y++) {
      let explained = 0;
      for (let z = 0; z < k; z++) explained += q[cell * k + z] * rest[z * k + y];
      const at = cell * k + y;
      const pull = 2 * l2 * l2 * (mu[at] - guess[at]) + l2 * mu[at];
      row[y] = -4 * (row[y] - explained) + 2 * residual * balance[y] + pull;
    }
  }
  return slope;
}

function lossOf(problem: Completion, mu: Float64Array): number {
  const { shares, balance, guess, l2 } = problem;
  const k = balance.length;
  const d = mu.length / k;
  const q = mu.map((value, c) => value * balance[c % k]);
  let loss = 0;
  for (let a = 0; a < d; a++) {
    for (let b = 0; b < d; b++) {
      if (Math.floor(a / k) === Math.floor(b / k)) continue;
      let explained = 0;
      for (let y = 0; y < k; y++) explained += q[a * k + y] * mu[b * k + y];
      loss += (shares[a * d + b] - explained) ** 2;
    }
    loss += (marginal(q, a, k) - shares[a * d + a]) ** 2;
  }
  return mu.reduce((sum, value, c) => sum + (l2 * (value - guess[c])) ** 2, loss);
}

function marginal(q: Float64Array, cell: number, k: number): number {
  let sum = 0;
  for (let y = 0; y < k; y++) sum += q[cell * k + y];
  return sum;
}

/** Rows `from` to `to` of muᵀ q, a k × k matrix. */
function innerProduct(mu: Float64Array, q: Float64Array, k: number, from: number, to: number): Float64Array {
  const product = new Float64Array(k * k);
  for (let cell = from; cell < to; cell++) {
    for (let z = 0; z < k; z++) {
      for (let y = 0; y < k; y++) product[z * k + y] += mu[cell * k + z] * q[cell * k + y];
    }
  }
  return product;
}

interface SparseRows {
  readonly offsets: Int32Array;
  readonly columns: Int32Array;
  readonly values: Float64Array;
}

/** The shares between different voters that are not zero. */
function offBlocks(shares: Float64Array, d: number, k: number): SparseRows {
  const offsets = new Int32Array(d + 1);
  const columns: number[] = [];
  const values: number[] = [];
  for (let a = 0; a < d; a++) {
    for (let b = 0; b < d; b++) {
      if (shares[a * d + b] === 0 || Math.floor(a / k) === Math.floor(b / k)) continue;
      columns.push(b);
      values.push(shares[a * d + b]);
    }
    offsets[a + 1] = columns.length;
  }
  return { offsets, columns: Int32Array.from(columns), values: Float64Array.from(values) };
}

function addProduct(rows: SparseRows, row: number, q: Float64Array, result: Float64Array): void {
  const k = result.length;
  for (let e = rows.offsets[row]; e < rows.offsets[row + 1]; e++) {
    const at = rows.columns[e] * k;
    for (let y = 0; y < k; y++) result[y] += rows.values[e] * q[at + y];
  }
}
