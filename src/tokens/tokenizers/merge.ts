import { type IdSink, reserve } from "./id-sink.ts";
import { mergeLong } from "./merge-long.ts";
import { mergedId, NONE, type Vocabulary } from "./vocabulary.ts";

/** Pieces up to this many bytes are merged by scanning for the least rank, longer ones with a heap. */
const SHORT = 96;

const ids = new Int32Array(SHORT + 1);
const ranks = new Int32Array(SHORT + 1);

/**
 * Byte-pair merges of one piece: joins the adjacent pair of least rank, leftmost first, until no pair is a token
 * (Sennrich et al. 2016; the rank of a pair is the id of its bytes, as in tiktoken).
 */
export function merge(
  vocabulary: Vocabulary,
  bytes: Uint8Array,
  start: number,
  end: number,
  sink: IdSink,
): void {
  const length = end - start;
  reserve(sink, length);
  if (length > SHORT) {
    mergeLong(vocabulary, bytes, start, end, sink);
    return;
  }
  const { byteIds, bytePairs } = vocabulary;
  for (let i = 0; i < length; i++) {
    const byte = bytes[start + i];
    ids[i] = byteIds[byte];
    ranks[i] = bytePairs[(byte << 8) | bytes[start + i + 1]];
  }
  const left = mergeShort(vocabulary, length);
  for (let i = 0; i < left; i++) sink.ids[sink.length + i] = ids[i];
  sink.length += left;
}

/** Merges the first `length` of `ids` in place; gives how many remain. `ranks[i]` is the rank of the pair (i, i + 1). */
function mergeShort(vocabulary: Vocabulary, length: number): number {
  while (length > 1) {
    const least = leastRank(length - 1);
    const merged = ranks[least];
    if (merged === NONE) break;
    ids[least] = merged;
    length--;
    for (let i = least + 1; i < length; i++) {
      ids[i] = ids[i + 1];
      ranks[i - 1] = ranks[i];
    }
    if (least > 0) ranks[least - 1] = mergedId(vocabulary, ids[least - 1], merged);
    if (least + 1 < length) ranks[least] = mergedId(vocabulary, merged, ids[least + 1]);
  }
  return length;
}

function leastRank(pairs: number): number {
  let least = 0;
  let rank = ranks[0];
  for (let i = 1; i < pairs; i++) {
    if (ranks[i] < rank) {
      rank = ranks[i];
      least = i;
    }
  }
  return least;
}
