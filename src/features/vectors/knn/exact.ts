import { squaredDistance } from "./distance.ts";
import { makeHeaps, offerNew, sortHeaps } from "./heaps.ts";
import type { Neighbors, Points } from "./points.ts";

/** Rows of a block: two blocks of 64-dimensional rows fit in a level-1 cache. */
const BLOCK = 48;

/** Exact nearest neighbours: every pair once, block against block, four rows at a time. */
export function exactNeighbors({ values, length, dimensions }: Points, k: number): Neighbors {
  const heaps = makeHeaps(length, k);
  if (k === 0) return { ...heaps, exact: true };
  const found = new Float64Array(4);
  const pair = (i: number, j: number, distance: number) => {
    offerNew(heaps, i, j, distance);
    offerNew(heaps, j, i, distance);
  };
  for (let top = 0; top < length; top += BLOCK) {
    for (let side = top; side < length; side += BLOCK) {
      const bottom = Math.min(top + BLOCK, length);
      const edge = Math.min(side + BLOCK, length);
      for (let i = top; i < bottom; i++) {
        let j = side === top ? i + 1 : side;
        for (; j + 3 < edge; j += 4) {
          fourDistances(values, dimensions, i, j, found);
          for (let c = 0; c < 4; c++) pair(i, j + c, found[c]);
        }
        for (; j < edge; j++) pair(i, j, squaredDistance(values, dimensions, i, j));
      }
    }
  }
  sortHeaps(heaps);
  return { k, indices: heaps.indices, distances: heaps.distances.map(Math.sqrt), exact: true };
}

/** Squared distances of row i to rows j … j + 3: each number of row i is loaded once for four uses. */
function fourDistances(
  values: Float32Array,
  dimensions: number,
  i: number,
  j: number,
  into: Float64Array,
): void {
  const a = i * dimensions;
  const b = j * dimensions;
  const c = b + dimensions;
  const d = c + dimensions;
  const e = d + dimensions;
  let s0 = 0;
  let s1 = 0;
  let s2 = 0;
  let s3 = 0;
  for (let t = 0; t < dimensions; t++) {
    const x = values[a + t];
    const d0 = x - values[b + t];
    const d1 = x - values[c + t];
    const d2 = x - values[d + t];
    const d3 = x - values[e + t];
    s0 += d0 * d0;
    s1 += d1 * d1;
    s2 += d2 * d2;
    s3 += d3 * d3;
  }
  into[0] = s0;
  into[1] = s1;
  into[2] = s2;
  into[3] = s3;
}
