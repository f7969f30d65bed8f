import { squaredDistance } from "../../features/vectors/knn/distance.ts";
import type { Neighbors, Points } from "../../features/vectors/knn/points.ts";

/** Edges of a spanning tree, shortest first. */
export interface SpanningTree {
  readonly from: Int32Array;
  readonly to: Int32Array;
  readonly lengths: Float64Array;
}

/** Rows that stand for all components when the neighbour graph falls apart. */
const REPRESENTATIVES = 4_000;

/** The minimum spanning tree of mutual reachability (Campello et al. 2013) over a neighbour graph; loose components are joined where representatives are nearest. */
export function reachabilityTree(points: Points, neighbors: Neighbors, minimumSamples: number): SpanningTree {
  const core = coreDistances(neighbors, points.length, minimumSamples);
  const tree = growingTree(points.length);
  joinShortest(tree, graphEdges(neighbors, core));
  if (tree.size() < points.length - 1) joinShortest(tree, bridges(points, core, tree.root));
  return tree.finish();
}

/** A merged set of rows: the name of its root. */
export interface UnionFind {
  root(row: number): number;
  /** The root of the merged set. */
  merge(a: number, b: number): number;
}

/** Disjoint sets with path halving, merged by size. */
export function unionFind(rows: number): UnionFind {
  const parent = Int32Array.from({ length: rows }, (_, i) => i);
  const size = new Int32Array(rows).fill(1);
  const root = (row: number) => {
    let at = row;
    while (parent[at] !== at) {
      parent[at] = parent[parent[at]];
      at = parent[at];
    }
    return at;
  };
  return {
    root,
    merge(a, b) {
      const x = root(a);
      const y = root(b);
      if (x === y) return x;
      const [small, large] = size[x] < size[y] ? [x, y] : [y, x];
      parent[small] = large;
      size[large] += size[small];
      return large;
    },
  };
}

interface Edges {
  readonly from: Int32Array;
  readonly to: Int32Array;
  readonly lengths: Float64Array;
  readonly count: number;
}

function coreDistances({ k, distances }: Neighbors, rows: number, minimumSamples: number): Float64Array {
  const rank = Math.min(k, Math.max(1, minimumSamples)) - 1;
  return Float64Array.from({ length: rows }, (_, row) => distances[row * k + rank]);
}

function graphEdges({ k, indices, distances }: Neighbors, core: Float64Array): Edges {
  const from = new Int32Array(indices.length);
  const lengths = new Float64Array(indices.length);
  for (let edge = 0; edge < indices.length; edge++) {
    from[edge] = Math.floor(edge / k);
    lengths[edge] = Math.max(distances[edge], core[from[edge]], core[indices[edge]]);
  }
  return { from, to: indices, lengths, count: indices.length };
}

/** All edges between representatives of different components; every component has at least one. */
function bridges(
  { values, dimensions, length }: Points,
  core: Float64Array,
  root: (row: number) => number,
): Edges {
  const rows = representatives(length, root);
  const from: number[] = [];
  const to: number[] = [];
  const lengths: number[] = [];
  for (let a = 0; a < rows.length; a++) {
    const nearest = new Map<number, [number, number]>();
    for (let b = 0; b < rows.length; b++) {
      const other = root(rows[b]);
      if (other === root(rows[a])) continue;
      const distance = Math.sqrt(squaredDistance(values, dimensions, rows[a], rows[b]));
      const reach = Math.max(distance, core[rows[a]], core[rows[b]]);
      if (reach < (nearest.get(other)?.[0] ?? Number.POSITIVE_INFINITY)) nearest.set(other, [reach, rows[b]]);
    }
    for (const [reach, row] of nearest.values()) {
      from.push(rows[a]);
      to.push(row);
      lengths.push(reach);
    }
  }
  return {
    from: Int32Array.from(from),
    to: Int32Array.from(to),
    lengths: Float64Array.from(lengths),
    count: from.length,
  };
}

function representatives(length: number, root: (row: number) => number): number[] {
  const members = new Map<number, number[]>();
  for (let row = 0; row < length; row++) {
    const list = members.get(root(row)) ?? [];
    list.push(row);
    members.set(root(row), list);
  }
  const each = Math.max(1, Math.floor(REPRESENTATIVES / members.size));
  return [...members.values()].flatMap((list) => {
    const step = Math.max(1, Math.ceil(list.length / each));
    return list.filter((_, i) => i % step === 0);
  });
}

function growingTree(rows: number) {
  const { root, merge } = unionFind(rows);
  const edges: { from: number; to: number; length: number }[] = [];
  return {
    root,
    size: () => edges.length,
    add(from: number, to: number, length: number) {
      if (root(from) === root(to)) return;
      merge(from, to);
      edges.push({ from, to, length });
    },
    finish(): SpanningTree {
      edges.sort((a, b) => a.length - b.length || a.from - b.from || a.to - b.to);
      return {
        from: Int32Array.from(edges, (edge) => edge.from),
        to: Int32Array.from(edges, (edge) => edge.to),
        lengths: Float64Array.from(edges, (edge) => edge.length),
      };
    },
  };
}

function joinShortest(tree: ReturnType<typeof growingTree>, { from, to, lengths, count }: Edges): void {
  const order = Int32Array.from({ length: count }, (_, i) => i);
  order.sort((a, b) => lengths[a] - lengths[b] || a - b);
  for (const edge of order) tree.add(from[edge], to[edge], lengths[edge]);
}
