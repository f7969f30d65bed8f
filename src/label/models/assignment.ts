/**
 * The permutation that maximises the sum of `gain[i][perm[i]]` (Hungarian method with potentials, O(n³)).
 */
export function bestAssignment(gain: readonly (readonly number[])[]): number[] {
  const n = gain.length;
  const u = new Float64Array(n + 1);
  const v = new Float64Array(n + 1);
  const rowOf = new Int32Array(n + 1);
  for (let i = 1; i <= n; i++) augment(gain, i, u, v, rowOf);
  const permutation = new Array<number>(n);
  for (let j = 1; j <= n; j++) permutation[rowOf[j] - 1] = j - 1;
  return permutation;
}

function augment(
  gain: readonly (readonly number[])[],
  row: number,
  u: Float64Array,
  v: Float64Array,
  rowOf: Int32Array,
): void {
  const n = gain.length;
  const slack = new Float64Array(n + 1).fill(Number.POSITIVE_INFINITY);
  const from = new Int32Array(n + 1);
  const used = new Uint8Array(n + 1);
  rowOf[0] = row;
  let column = 0;
  do {
    used[column] = 1;
    const i = rowOf[column];
    let delta = Number.POSITIVE_INFINITY;
    let next = 0;
    for (let j = 1; j <= n; j++) {
      if (used[j]) continue;
      const reduced = -gain[i - 1][j - 1] - u[i] - v[j];
      if (reduced < slack[j]) {
        slack[j] = reduced;
        from[j] = column;
      }
      if (slack[j] < delta) {
        delta = slack[j];
        next = j;
      }
    }
    for (let j = 0; j <= n; j++) {
      if (used[j]) {
        u[rowOf[j]] += delta;
        v[j] -= delta;
      } else slack[j] -= delta;
    }
    column = next;
  } while (rowOf[column] !== 0);
  while (column !== 0) {
    rowOf[column] = rowOf[from[column]];
    column = from[column];
  }
}
