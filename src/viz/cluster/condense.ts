import { type SpanningTree, unionFind } from "./tree.ts";

/** The hierarchy of clusters of at least a minimum size. Cluster 0 is the root; parents come before children. */
export interface CondensedTree {
  readonly parents: readonly number[];
  /** Density (1 / distance) at which each cluster splits off its parent. */
  readonly births: readonly number[];
  /** Sum over its rows of (density at which the row leaves − birth). */
  readonly stabilities: readonly number[];
  /** The deepest cluster that held each row. */
  readonly clusterOf: Int32Array;
}

/** Single linkage as a binary tree: node `rows + i` joins two nodes at `heights[i]`. */
interface Linkage {
  readonly rows: number;
  readonly left: Int32Array;
  readonly right: Int32Array;
  readonly heights: Float64Array;
  readonly sizes: Int32Array;
}

/** Condenses a spanning tree (McInnes and Healy 2017): splits that only shed fewer than `minimumSize` rows are no splits. */
export function condense(tree: SpanningTree, rows: number, minimumSize: number): CondensedTree {
  return condensed(link(tree, rows), minimumSize);
}

function link({ from, to, lengths }: SpanningTree, rows: number): Linkage {
  const { root, merge } = unionFind(rows);
  const joins = lengths.length;
  const linkage = {
    rows,
    left: new Int32Array(joins),
    right: new Int32Array(joins),
    heights: Float64Array.from(lengths),
    sizes: new Int32Array(rows + joins).fill(1),
  };
  const node = Int32Array.from({ length: rows }, (_, i) => i);
  for (let join = 0; join < joins; join++) {
    const a = node[root(from[join])];
    const b = node[root(to[join])];
    linkage.left[join] = a;
    linkage.right[join] = b;
    linkage.sizes[rows + join] = linkage.sizes[a] + linkage.sizes[b];
    node[merge(from[join], to[join])] = rows + join;
  }
  return linkage;
}

/** Equal rows have distance 0: their density is capped a little above that of the nearest distinct rows. */
function densities(heights: Float64Array): (join: number) => number {
  const smallest = heights.find((height) => height > 0) ?? 1;
  return (join) => 1 / Math.max(heights[join], smallest / 2);
}

function condensed(linkage: Linkage, minimumSize: number): CondensedTree {
  const { rows, left, right, heights, sizes } = linkage;
  const density = densities(heights);
  const parents = [-1];
  const births = [0];
  const stabilities = [0];
  const clusterOf = new Int32Array(rows);
  const open: [node: number, cluster: number][] = [[rows + heights.length - 1, 0]];
  const shed = (node: number, cluster: number, at: number) => {
    stabilities[cluster] += sizes[node] * (at - births[cluster]);
    for (const row of leaves(linkage, node)) clusterOf[row] = cluster;
  };
  const split = (node: number, parent: number, at: number) => {
    stabilities[parent] += sizes[node] * (at - births[parent]);
    parents.push(parent);
    births.push(at);
    stabilities.push(0);
    open.push([node, parents.length - 1]);
  };
  while (open.length > 0) {
    const [node, cluster] = open.pop()!;
    if (node < rows) {
      clusterOf[node] = cluster;
      continue;
    }
    const join = node - rows;
    const children = [left[join], right[join]];
    const large = children.filter((child) => sizes[child] >= minimumSize);
    for (const child of children) {
      if (large.length === 2) split(child, cluster, density(join));
      else if (large.includes(child)) open.push([child, cluster]);
      else shed(child, cluster, density(join));
    }
  }
  return { parents, births, stabilities, clusterOf };
}

function leaves({ rows, left, right }: Linkage, node: number): number[] {
  const found: number[] = [];
  const open = [node];
  while (open.length > 0) {
    const at = open.pop()!;
    if (at < rows) found.push(at);
    else open.push(left[at - rows], right[at - rows]);
  }
  return found;
}
