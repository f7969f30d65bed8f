import type { CondensedTree } from "./condense.ts";

/** `eom` takes the clusters that persist longest (excess of mass), `leaf` the finest ones. */
export type Selection = "eom" | "leaf";

/** Which clusters of the hierarchy are taken; never the root. */
export function selectClusters(tree: CondensedTree, selection: Selection): boolean[] {
  return selection === "leaf" ? leafClusters(tree) : excessOfMass(tree);
}

function leafClusters({ parents }: CondensedTree): boolean[] {
  const taken = parents.map((_, cluster) => cluster > 0);
  for (const parent of parents) if (parent >= 0) taken[parent] = false;
  return taken;
}

/** A cluster is taken when it is at least as stable as the best choice below it. */
function excessOfMass({ parents, stabilities }: CondensedTree): boolean[] {
  const best = parents.map(() => 0);
  const taken = parents.map(() => false);
  for (let cluster = parents.length - 1; cluster > 0; cluster--) {
    taken[cluster] = stabilities[cluster] >= best[cluster];
    best[parents[cluster]] += Math.max(stabilities[cluster], best[cluster]);
  }
  for (let cluster = 1; cluster < parents.length; cluster++)
    if (hasTakenAncestor(parents, taken, cluster)) taken[cluster] = false;
  return taken;
}

function hasTakenAncestor(parents: readonly number[], taken: readonly boolean[], cluster: number): boolean {
  for (let at = parents[cluster]; at > 0; at = parents[at]) if (taken[at]) return true;
  return false;
}
