import type { Neighbors } from "../../features/vectors/knn/points.ts";

/** Edges of the fuzzy neighbourhood graph, both directions listed, sorted by head. */
export interface FuzzyGraph {
  readonly heads: Int32Array;
  readonly tails: Int32Array;
  readonly weights: Float32Array;
}

/** The fuzzy simplicial set of a neighbour graph: memberships with local scale, symmetrised by a + b − ab (McInnes, Healy and Melville 2018). */
export function fuzzyGraph({ k, indices, distances }: Neighbors): FuzzyGraph {
  const rows = k === 0 ? 0 : indices.length / k;
  const weights = memberships(distances, rows, k);
  return symmetrized(indices, weights, rows, k);
}

function memberships(distances: Float32Array, rows: number, k: number): Float32Array {
  const weights = new Float32Array(distances.length);
  let total = 0;
  for (const distance of distances) total += distance;
  const floor = (1e-3 * total) / Math.max(1, distances.length);
  for (let row = 0; row < rows; row++) {
    const near = distances.subarray(row * k, row * k + k);
    const rho = near.find((distance) => distance > 0) ?? 0;
    const sigma = Math.max(localScale(near, rho, Math.log2(k + 1)), floor, 1e-12);
    for (let i = 0; i < k; i++) weights[row * k + i] = Math.exp(-Math.max(0, near[i] - rho) / sigma);
  }
  return weights;
}

/** The sigma for which the memberships of a row sum to `target`, by bisection. */
function localScale(near: Float32Array, rho: number, target: number): number {
  let low = 0;
  let high = Number.POSITIVE_INFINITY;
  let sigma = 1;
  for (let step = 0; step < 64; step++) {
    let sum = 0;
    for (const distance of near) sum += distance > rho ? Math.exp(-(distance - rho) / sigma) : 1;
    if (Math.abs(sum - target) < 1e-5) break;
    if (sum > target) high = sigma;
    else low = sigma;
    sigma = high === Number.POSITIVE_INFINITY ? sigma * 2 : (low + high) / 2;
  }
  return sigma;
}

function symmetrized(indices: Int32Array, weights: Float32Array, rows: number, k: number): FuzzyGraph {
  const counts = new Int32Array(rows + 1);
  const each = (visit: (head: number, tail: number, weight: number) => void) => {
    for (let row = 0; row < rows; row++) {
      for (let i = row * k; i < row * k + k; i++) {
        const other = indices[i];
        const back = weightOf(indices, weights, other, row, k);
        const weight = weights[i] + back - weights[i] * back;
        visit(row, other, weight);
        if (back === 0) visit(other, row, weight);
      }
    }
  };
  each((head) => counts[head + 1]++);
  for (let row = 0; row < rows; row++) counts[row + 1] += counts[row];
  const at = counts.slice();
  const edges = counts[rows];
  const graph = {
    heads: new Int32Array(edges),
    tails: new Int32Array(edges),
    weights: new Float32Array(edges),
  };
  each((head, tail, weight) => {
    const edge = at[head]++;
    graph.heads[edge] = head;
    graph.tails[edge] = tail;
    graph.weights[edge] = weight;
  });
  return graph;
}

function weightOf(indices: Int32Array, weights: Float32Array, row: number, other: number, k: number): number {
  for (let i = row * k; i < row * k + k; i++) if (indices[i] === other) return weights[i];
  return 0;
}
