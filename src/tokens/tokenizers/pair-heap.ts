/** A binary heap of numbers, least first. */
export interface Heap {
  keys: Float64Array;
  size: number;
}

/** An empty heap. */
export function createHeap(capacity: number): Heap {
  return { keys: new Float64Array(Math.max(capacity, 16)), size: 0 };
}

/** Orders keys that were written in any order. */
export function heapify(heap: Heap): void {
  for (let i = (heap.size >> 1) - 1; i >= 0; i--) sink(heap, i);
}

/** Adds a key. */
export function push(heap: Heap, key: number): void {
  if (heap.size === heap.keys.length) {
    const grown = new Float64Array(heap.size * 2);
    grown.set(heap.keys);
    heap.keys = grown;
  }
  const { keys } = heap;
  let i = heap.size++;
  for (let parent = (i - 1) >> 1; i > 0 && keys[parent] > key; parent = (i - 1) >> 1) {
    keys[i] = keys[parent];
    i = parent;
  }
  keys[i] = key;
}

/** Takes the least key; the heap is not empty. */
export function popLeast(heap: Heap): number {
  const { keys } = heap;
  const least = keys[0];
  keys[0] = keys[--heap.size];
  sink(heap, 0);
  return least;
}

function sink({ keys, size }: Heap, i: number): void {
  const key = keys[i];
  for (let child = 2 * i + 1; child < size; child = 2 * i + 1) {
    if (child + 1 < size && keys[child + 1] < keys[child]) child++;
    if (keys[child] >= key) break;
    keys[i] = keys[child];
    i = child;
  }
  keys[i] = key;
}
