import { addBytes, type ByteTable, createByteTable, findBytes } from "./byte-table.ts";
import type { IdSink } from "./id-sink.ts";

/**
 * Ids of pieces that took merges, by their bytes. Bounded: it forgets everything when it is full, since the pieces
 * that matter come back at once.
 */
export interface PieceCache {
  readonly table: ByteTable;
  /** Count and ids of each piece, one after the other. */
  readonly ids: Uint32Array;
  pieces: number;
  poolUsed: number;
  idsUsed: number;
}

/** Longer pieces rarely come again. */
export const LONGEST_CACHED = 64;

const BITS = 17;
const MOST_PIECES = 1 << (BITS - 1);
const POOL_BYTES = 1 << 20;

/** An empty cache. */
export function createPieceCache(): PieceCache {
  const table = createByteTable(BITS, new Uint8Array(POOL_BYTES));
  return { table, ids: new Uint32Array(POOL_BYTES), pieces: 0, poolUsed: 0, idsUsed: 0 };
}

/** Appends the ids of a piece to a sink that has room; false when the piece is not known. */
export function recall(
  cache: PieceCache,
  bytes: Uint8Array,
  start: number,
  end: number,
  hash: number,
  to: IdSink,
): boolean {
  let at = findBytes(cache.table, bytes, start, end, hash);
  if (at < 0) return false;
  const stop = at + cache.ids[at] + 1;
  while (++at < stop) to.ids[to.length++] = cache.ids[at];
  return true;
}

/** Remembers that a piece, which is not in the cache, has the ids from `first` to the end of the sink. */
export function remember(
  cache: PieceCache,
  bytes: Uint8Array,
  start: number,
  end: number,
  hash: number,
  from: IdSink,
  first: number,
): void {
  const length = end - start;
  const count = from.length - first;
  if (
    cache.pieces === MOST_PIECES ||
    cache.poolUsed + length > POOL_BYTES ||
    cache.idsUsed + count >= POOL_BYTES
  ) {
    forget(cache);
  }
  addBytes(cache.table, cache.poolUsed, length, hash, cache.idsUsed);
  for (let i = 0; i < length; i++) cache.table.pool[cache.poolUsed + i] = bytes[start + i];
  cache.ids[cache.idsUsed] = count;
  for (let i = 0; i < count; i++) cache.ids[cache.idsUsed + 1 + i] = from.ids[first + i];
  cache.pieces++;
  cache.poolUsed += length;
  cache.idsUsed += count + 1;
}

function forget(cache: PieceCache): void {
  cache.table.slots.fill(0);
  cache.pieces = 0;
  cache.poolUsed = 0;
  cache.idsUsed = 0;
}
