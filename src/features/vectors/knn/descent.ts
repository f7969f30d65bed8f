import { makeRandom, type Random } from "../random.ts";
import { squaredDistance } from "./distance.ts";
import { type Heaps, makeHeaps, offer, sortHeaps } from "./heaps.ts";
import type { Neighbors, Points } from "./points.ts";
import { projectionLeaves } from "./trees.ts";

const TREES = 8;
const LEAF = 40;
const ROUNDS = 14;
/** Neighbours of a row that take part in a round, fresh and known each. */
const CANDIDATES = 24;
/** Stop when a round improves fewer than this share of all entries. */
const STOP = 0.001;
/** The graph is searched with more neighbours than asked for: on hard data that is what lifts recall. */
const EXTRA = 10;

/**
 * Approximate nearest neighbours: random-projection trees give a first graph, NN-descent (Dong, Charikar and
 * Li 2011) improves it by comparing neighbours of neighbours. Same seed, same graph.
 */
export function descendNeighbors(points: Points, k: number, seed: number): Neighbors {
  const random = makeRandom(seed);
  const heaps = makeHeaps(points.length, Math.min(k + EXTRA, points.length - 1));
  for (let tree = 0; tree < TREES; tree++)
    for (const leaf of projectionLeaves(points, LEAF, random)) compareAll(points, heaps, leaf);
  fill(points, heaps, random);
  for (let round = 0; round < ROUNDS; round++)
    if (improve(points, heaps, random) <= STOP * heaps.indices.length) break;
  sortHeaps(heaps);
  return nearest(heaps, points.length, k);
}

function compareAll({ values, dimensions }: Points, heaps: Heaps, rows: Int32Array): void {
  for (let a = 0; a < rows.length; a++)
    for (let b = a + 1; b < rows.length; b++) {
      const distance = squaredDistance(values, dimensions, rows[a], rows[b]);
      offer(heaps, rows[a], rows[b], distance);
      offer(heaps, rows[b], rows[a], distance);
    }
}

/** Rows that the trees left with too few neighbours get random ones. */
function fill({ values, dimensions, length }: Points, heaps: Heaps, random: Random): void {
  const { k, indices } = heaps;
  for (let row = 0; row < length; row++) {
    for (let tries = 0; indices[row * k] < 0 && tries < 20 * k; tries++) {
      const other = random.below(length);
      if (other !== row) offer(heaps, row, other, squaredDistance(values, dimensions, row, other));
    }
  }
}

/** One round of NN-descent; returns how many entries it improved. */
function improve(points: Points, heaps: Heaps, random: Random): number {
  const { values, dimensions, length } = points;
  const fresh = makeLists(length);
  const known = makeLists(length);
  gather(heaps, length, fresh, known, random);
  let changed = 0;
  const compare = (p: number, q: number) => {
    if (p === q) return;
    const distance = squaredDistance(values, dimensions, p, q);
    if (offer(heaps, p, q, distance)) changed++;
    if (offer(heaps, q, p, distance)) changed++;
  };
  for (let row = 0; row < length; row++) {
    const base = row * CANDIDATES;
    for (let i = 0; i < fresh.size[row]; i++) {
      const p = fresh.items[base + i];
      for (let j = i + 1; j < fresh.size[row]; j++) compare(p, fresh.items[base + j]);
      for (let j = 0; j < known.size[row]; j++) compare(p, known.items[base + j]);
    }
  }
  return changed;
}

/** Up to CANDIDATES rows per row, a uniform sample of those that were put in. */
interface Lists {
  readonly items: Int32Array;
  readonly size: Int32Array;
  readonly offered: Int32Array;
}

function makeLists(rows: number): Lists {
  return {
    items: new Int32Array(rows * CANDIDATES),
    size: new Int32Array(rows),
    offered: new Int32Array(rows),
  };
}

function put({ items, size, offered }: Lists, row: number, item: number, random: Random): void {
  const slot = offered[row] < CANDIDATES ? offered[row] : random.below(offered[row] + 1);
  offered[row]++;
  if (slot >= CANDIDATES) return;
  items[row * CANDIDATES + slot] = item;
  size[row] = Math.min(CANDIDATES, offered[row]);
}

/** Collects neighbours and reverse neighbours, fresh and known apart, and marks the fresh ones as known. */
function gather(heaps: Heaps, length: number, fresh: Lists, known: Lists, random: Random): void {
  const { k, indices, fresh: flags } = heaps;
  for (let row = 0; row < length; row++) {
    for (let i = row * k; i < row * k + k; i++) {
      const lists = flags[i] === 1 ? fresh : known;
      put(lists, row, indices[i], random);
      put(lists, indices[i], row, random);
      flags[i] = 0;
    }
  }
}

function nearest(heaps: Heaps, rows: number, k: number): Neighbors {
  const indices = new Int32Array(rows * k);
  const distances = new Float32Array(rows * k);
  for (let row = 0; row < rows; row++) {
    for (let i = 0; i < k; i++) {
      indices[row * k + i] = heaps.indices[row * heaps.k + i];
      distances[row * k + i] = Math.sqrt(heaps.distances[row * heaps.k + i]);
    }
  }
  return { k, indices, distances, exact: false };
}
