/** Squared Euclidean distance of rows i and j of a row-major matrix. */
export function squaredDistance(values: Float32Array, dimensions: number, i: number, j: number): number {
  let a = i * dimensions;
  let b = j * dimensions;
  const end = a + dimensions;
  let first = 0;
  let second = 0;
  for (; a + 1 < end; a += 2, b += 2) {
    const x = values[a] - values[b];
    const y = values[a + 1] - values[b + 1];
    first += x * x;
    second += y * y;
  }
  if (a < end) {
    const x = values[a] - values[b];
    first += x * x;
  }
  return first + second;
}
