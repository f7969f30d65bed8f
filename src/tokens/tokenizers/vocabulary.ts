import { addBytes, type ByteTable, createByteTable, findBytes, hashBytes } from "./byte-table.ts";
import type { Ranks } from "./rank-file.ts";

/** The tokens of a tokenizer, found by their bytes, and the ranks of their merges. */
export interface Vocabulary {
  readonly ranks: Ranks;
  readonly table: ByteTable;
  /** Id of the token of one byte. */
  readonly byteIds: Uint32Array;
  /** Rank of the pair of two bytes, by first * 256 + second, or NONE: every piece begins with these. */
  readonly bytePairs: Int32Array;
  /** Recent answers of `mergedId`: left, right, merged id or NONE, unused. */
  readonly memo: Int32Array;
  readonly scratch: Uint8Array;
}

/** Larger than any id: no token has these bytes. */
export const NONE = 0x7fffffff;

const MEMO_BITS = 17;

/** Indexes the tokens of a rank file. */
export function createVocabulary(ranks: Ranks): Vocabulary {
  const bits = Math.ceil(Math.log2(ranks.size)) + 1;
  const table = createByteTable(bits, ranks.bytes);
  const byteIds = new Uint32Array(256);
  for (let id = 0; id < ranks.size; id++) {
    const length = ranks.lengths[id];
    const start = ranks.starts[id];
    if (length > 0) addBytes(table, start, length, hashBytes(ranks.bytes, start, start + length), id);
    if (length === 1) byteIds[ranks.bytes[start]] = id;
  }
  const longest = ranks.lengths.reduce((a, b) => Math.max(a, b), 0);
  const memo = new Int32Array(4 << MEMO_BITS).fill(-1);
  const scratch = new Uint8Array(2 * longest);
  return { ranks, table, byteIds, bytePairs: bytePairs(ranks), memo, scratch };
}

function bytePairs({ bytes, starts, lengths, size }: Ranks): Int32Array {
  const pairs = new Int32Array(256 * 256).fill(NONE);
  for (let id = 0; id < size; id++) {
    if (lengths[id] === 2) pairs[(bytes[starts[id]] << 8) | bytes[starts[id] + 1]] = id;
  }
  return pairs;
}

/** Id of the token that joins the tokens `left` and `right`, which is also the rank of the merge; NONE when there is none. */
export function mergedId(vocabulary: Vocabulary, left: number, right: number): number {
  const { memo } = vocabulary;
  const slot = ((Math.imul(left, 0x9e3779b1) ^ Math.imul(right, 0x85ebca6b)) >>> (32 - MEMO_BITS)) << 2;
  if (memo[slot] === left && memo[slot + 1] === right) return memo[slot + 2];
  const found = lookUp(vocabulary, left, right);
  memo[slot] = left;
  memo[slot + 1] = right;
  memo[slot + 2] = found;
  return found;
}

function lookUp({ ranks, table, scratch }: Vocabulary, left: number, right: number): number {
  const middle = copyToken(ranks, left, scratch, 0);
  const end = copyToken(ranks, right, scratch, middle);
  const id = findBytes(table, scratch, 0, end, hashBytes(scratch, 0, end));
  return id < 0 ? NONE : id;
}

function copyToken(ranks: Ranks, id: number, to: Uint8Array, at: number): number {
  const start = ranks.starts[id];
  const length = ranks.lengths[id];
  for (let i = 0; i < length; i++) to[at + i] = ranks.bytes[start + i];
  return at + length;
}
