/** The Gram matrix YᵀY (width × width) of a dense row-major matrix. */
export function gram(y: Float32Array, width: number): Float64Array {
  const product = new Float64Array(width * width);
  for (let row = 0; row < y.length; row += width) {
    for (let i = 0; i < width; i++) {
      const value = y[row + i];
      if (value === 0) continue;
      const target = i * width;
      for (let j = i; j < width; j++) product[target + j] += value * y[row + j];
    }
  }
  for (let i = 0; i < width; i++) for (let j = 0; j < i; j++) product[i * width + j] = product[j * width + i];
  return product;
}

/** Makes the columns of `y` orthonormal in place by Cholesky factorisation of the Gram matrix, twice for accuracy. */
export function orthonormalize(y: Float32Array, width: number): void {
  for (let pass = 0; pass < 2; pass++) solveRows(y, cholesky(gram(y, width), width), width);
}

/** The upper factor R of G = RᵀR. A direction without any weight gets an infinite pivot: its column becomes 0. */
function cholesky(g: Float64Array, width: number): Float64Array {
  const r = new Float64Array(width * width);
  let largest = 0;
  for (let i = 0; i < width; i++) largest = Math.max(largest, g[i * width + i]);
  for (let i = 0; i < width; i++) {
    let pivot = g[i * width + i];
    for (let k = 0; k < i; k++) pivot -= r[k * width + i] ** 2;
    const root = pivot > largest * 1e-11 ? Math.sqrt(pivot) : Number.POSITIVE_INFINITY;
    r[i * width + i] = root;
    for (let j = i + 1; j < width; j++) {
      let sum = g[i * width + j];
      for (let k = 0; k < i; k++) sum -= r[k * width + i] * r[k * width + j];
      r[i * width + j] = sum / root;
    }
  }
  return r;
}

/** Replaces each row y by the solution x of x·R = y. */
function solveRows(y: Float32Array, r: Float64Array, width: number): void {
  const x = new Float64Array(width);
  for (let row = 0; row < y.length; row += width) {
    for (let j = 0; j < width; j++) x[j] = y[row + j];
    for (let j = 0; j < width; j++) {
      const value = x[j] / r[j * width + j];
      x[j] = value;
      for (let k = j + 1; k < width; k++) x[k] -= value * r[j * width + k];
    }
    for (let j = 0; j < width; j++) y[row + j] = x[j];
  }
}

/** Eigenvalues in falling order and their unit eigenvectors (column j belongs to value j). */
export interface Eigen {
  readonly values: Float64Array;
  readonly vectors: Float64Array;
}

/** Eigen-decomposition of a symmetric matrix by cyclic Jacobi rotations; signs are fixed: the largest component is positive. */
export function symmetricEigen(matrix: Float64Array, width: number): Eigen {
  const a = Float64Array.from(matrix);
  const v = new Float64Array(width * width);
  for (let i = 0; i < width; i++) v[i * width + i] = 1;
  for (let sweep = 0; sweep < 60 && offDiagonal(a, width) > 1e-22; sweep++) {
    for (let p = 0; p < width - 1; p++) for (let q = p + 1; q < width; q++) rotate(a, v, width, p, q);
  }
  return sorted(a, v, width);
}

/** Share of the squared weight that lies off the diagonal. */
function offDiagonal(a: Float64Array, width: number): number {
  let off = 0;
  let all = 0;
  for (let i = 0; i < width; i++) {
    for (let j = 0; j < width; j++) {
      const square = a[i * width + j] ** 2;
      all += square;
      if (i !== j) off += square;
    }
  }
  return all === 0 ? 0 : off / all;
}

function rotate(a: Float64Array, v: Float64Array, n: number, p: number, q: number): void {
  const apq = a[p * n + q];
  if (apq === 0) return;
  const theta = (a[q * n + q] - a[p * n + p]) / (2 * apq);
  const t = (theta >= 0 ? 1 : -1) / (Math.abs(theta) + Math.sqrt(theta * theta + 1));
  const c = 1 / Math.sqrt(t * t + 1);
  const s = t * c;
  for (let k = 0; k < n; k++) turn(a, k * n + p, k * n + q, c, s);
  for (let k = 0; k < n; k++) turn(a, p * n + k, q * n + k, c, s);
  for (let k = 0; k < n; k++) turn(v, k * n + p, k * n + q, c, s);
}

function turn(m: Float64Array, i: number, j: number, c: number, s: number): void {
  const x = m[i];
  const y = m[j];
  m[i] = c * x - s * y;
  m[j] = s * x + c * y;
}

function sorted(a: Float64Array, v: Float64Array, width: number): Eigen {
  const order = Array.from({ length: width }, (_, i) => i);
  order.sort((i, j) => a[j * width + j] - a[i * width + i] || i - j);
  const values = Float64Array.from(order, (i) => a[i * width + i]);
  const vectors = new Float64Array(width * width);
  for (const [to, from] of order.entries()) {
    let peak = 0;
    for (let k = 0; k < width; k++) {
      const value = v[k * width + from];
      if (Math.abs(value) > Math.abs(peak) + 1e-12) peak = value;
    }
    for (let k = 0; k < width; k++)
      vectors[k * width + to] = peak < 0 ? -v[k * width + from] : v[k * width + from];
  }
  return { values, vectors };
}
