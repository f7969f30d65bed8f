/** What a pivot must exceed, as a share of its diagonal, to count. */
const SINGULAR = 1e-12;

/**
 * Solves a symmetric, positive semidefinite system by Cholesky decomposition, row-major, of which the lower half is
 * read; unknowns that the others determine are 0. Changes the matrix.
 */
export function solveSymmetric(matrix: Float64Array, wanted: Float64Array): Float64Array {
  const size = wanted.length;
  const diagonal = Float64Array.from({ length: size }, (_, i) => matrix[i * size + i]);
  for (let i = 0; i < size; i++) {
    for (let j = 0; j <= i; j++) {
      let sum = matrix[i * size + j];
      for (let k = 0; k < j; k++) sum -= matrix[i * size + k] * matrix[j * size + k];
      if (j < i) matrix[i * size + j] = matrix[j * size + j] === 0 ? 0 : sum / matrix[j * size + j];
      else matrix[i * size + i] = sum > SINGULAR * diagonal[i] ? Math.sqrt(sum) : 0;
    }
  }
  return substitute(matrix, wanted);
}

function substitute(lower: Float64Array, wanted: Float64Array): Float64Array {
  const size = wanted.length;
  const out = Float64Array.from(wanted);
  const divided = (sum: number, pivot: number) => (pivot === 0 ? 0 : sum / pivot);
  for (let i = 0; i < size; i++) {
    for (let k = 0; k < i; k++) out[i] -= lower[i * size + k] * out[k];
    out[i] = divided(out[i], lower[i * size + i]);
  }
  for (let i = size - 1; i >= 0; i--) {
    for (let k = i + 1; k < size; k++) out[i] -= lower[k * size + i] * out[k];
    out[i] = divided(out[i], lower[i * size + i]);
  }
  return out;
}
