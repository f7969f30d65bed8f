/** One bounded max-heap per row: the k smallest distances seen so far, the largest at the root. */
export interface Heaps {
  readonly k: number;
  readonly indices: Int32Array;
  readonly distances: Float32Array;
  /** 1 for entries that came since they were last looked at. */
  readonly fresh: Uint8Array;
}

/** Empty heaps for `rows` rows of `k` entries. */
export function makeHeaps(rows: number, k: number): Heaps {
  return {
    k,
    indices: new Int32Array(rows * k).fill(-1),
    distances: new Float32Array(rows * k).fill(Number.POSITIVE_INFINITY),
    fresh: new Uint8Array(rows * k),
  };
}

/** Offers a neighbour to a row; false when it is too far or already there. */
export function offer(heaps: Heaps, row: number, index: number, distance: number): boolean {
  const { k, indices, distances } = heaps;
  const root = row * k;
  if (!(distance < distances[root])) return false;
  for (let i = root; i < root + k; i++) if (indices[i] === index) return false;
  place(heaps, root, k, index, distance, 1);
  return true;
}

/** Offers a neighbour that is known to be new to the row. */
export function offerNew(heaps: Heaps, row: number, index: number, distance: number): void {
  const root = row * heaps.k;
  if (distance < heaps.distances[root]) place(heaps, root, heaps.k, index, distance, 1);
}

/** Sorts every heap: nearest first, ties by index. */
export function sortHeaps(heaps: Heaps): void {
  const { k, indices, distances } = heaps;
  const order = Array.from({ length: k }, (_, i) => i);
  for (let root = 0; root < indices.length; root += k) {
    const d = distances.slice(root, root + k);
    const n = indices.slice(root, root + k);
    order.sort((a, b) => d[a] - d[b] || n[a] - n[b]);
    for (let i = 0; i < k; i++) {
      distances[root + i] = d[order[i]];
      indices[root + i] = n[order[i]];
    }
  }
}

/** Puts an entry in place of the root and lets it sink. */
function place(
  { indices, distances, fresh }: Heaps,
  root: number,
  size: number,
  index: number,
  distance: number,
  flag: number,
): void {
  let at = 0;
  for (;;) {
    let child = 2 * at + 1;
    if (child >= size) break;
    if (child + 1 < size && distances[root + child + 1] > distances[root + child]) child++;
    if (distances[root + child] <= distance) break;
    distances[root + at] = distances[root + child];
    indices[root + at] = indices[root + child];
    fresh[root + at] = fresh[root + child];
    at = child;
  }
  distances[root + at] = distance;
  indices[root + at] = index;
  fresh[root + at] = flag;
}
