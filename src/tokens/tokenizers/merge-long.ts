import type { IdSink } from "./id-sink.ts";
import { createHeap, heapify, popLeast, push } from "./pair-heap.ts";
import { mergedId, NONE, type Vocabulary } from "./vocabulary.ts";

/** Pairs are ordered by rank, then by position: rank * 2^32 + position, exact in a double since ranks are below 2^18. */
const POSITIONS = 2 ** 32;

/**
 * Byte-pair merges of a long piece in O(n log n): a linked list of tokens and a heap of pairs. A pair in the heap
 * whose rank is no longer the rank at its position is stale and is passed over. The sink has room.
 */
export function mergeLong(
  vocabulary: Vocabulary,
  bytes: Uint8Array,
  start: number,
  end: number,
  sink: IdSink,
): void {
  const length = end - start;
  const ids = new Int32Array(length);
  const ranks = new Int32Array(length).fill(NONE);
  const next = new Int32Array(length);
  const previous = new Int32Array(length);
  const heap = createHeap(length);
  for (let i = 0; i < length; i++) {
    ids[i] = vocabulary.byteIds[bytes[start + i]];
    next[i] = i + 1;
    previous[i] = i - 1;
  }
  for (let i = 0; i + 1 < length; i++) {
    ranks[i] = vocabulary.bytePairs[(bytes[start + i] << 8) | bytes[start + i + 1]];
    if (ranks[i] !== NONE) heap.keys[heap.size++] = ranks[i] * POSITIONS + i;
  }
  heapify(heap);

  const rank = (i: number) => {
    const right = next[i];
    ranks[i] = right < length ? mergedId(vocabulary, ids[i], ids[right]) : NONE;
    if (ranks[i] !== NONE) push(heap, ranks[i] * POSITIONS + i);
  };

  while (heap.size > 0) {
    const key = popLeast(heap);
    const merged = Math.floor(key / POSITIONS);
    const i = key - merged * POSITIONS;
    if (ranks[i] !== merged) continue;
    const right = next[i];
    ids[i] = merged;
    ranks[right] = NONE;
    next[i] = next[right];
    if (next[i] < length) previous[next[i]] = i;
    rank(i);
    if (previous[i] >= 0) rank(previous[i]);
  }
  for (let i = 0; i < length; i = next[i]) sink.ids[sink.length++] = ids[i];
}
