import type { VoteMatrix } from "../votes.ts";

/**
 * Share of all items on which voter i says label y and voter j says label z, for every pair of cells: a symmetric
 * d × d matrix with d = voters × labels and cell i * labels + y. Its diagonal holds the share of each vote.
 */
export function overlaps(votes: VoteMatrix): Float64Array {
  const d = votes.voters.length * votes.labels.length;
  const counts = isDense(votes) ? countByBits(votes, d) : countByItem(votes, d);
  const shares = new Float64Array(d * d);
  for (let a = 0; a < d; a++) {
    for (let b = a; b < d; b++) {
      shares[a * d + b] = shares[b * d + a] = counts[a * d + b] / votes.items;
    }
  }
  return shares;
}

/** Pairs of one item cost the square of its votes; bits cost a thirty-second of an item per pair of cells. */
function isDense(votes: VoteMatrix): boolean {
  const perItem = votes.label.length / Math.max(1, votes.items);
  const d = votes.voters.length * votes.labels.length;
  return perItem * perItem > (d * d) / 16;
}

function countByItem(votes: VoteMatrix, d: number): Float64Array {
  const k = votes.labels.length;
  const counts = new Float64Array(d * d);
  const cells = Int32Array.from(votes.voter, (voter, e) => voter * k + votes.label[e]);
  for (let i = 0; i < votes.items; i++) {
    const end = votes.offsets[i + 1];
    for (let e = votes.offsets[i]; e < end; e++) {
      const a = cells[e];
      for (let f = e; f < end; f++) {
        const b = cells[f];
        counts[a < b ? a * d + b : b * d + a]++;
      }
    }
  }
  return counts;
}

function countByBits(votes: VoteMatrix, d: number): Float64Array {
  const k = votes.labels.length;
  const words = (votes.items + 31) >>> 5;
  const bits = new Int32Array(d * words);
  for (let i = 0; i < votes.items; i++) {
    for (let e = votes.offsets[i]; e < votes.offsets[i + 1]; e++) {
      bits[(votes.voter[e] * k + votes.label[e]) * words + (i >>> 5)] |= 1 << (i & 31);
    }
  }
  const counts = new Float64Array(d * d);
  for (let a = 0; a < d; a++) {
    for (let b = a; b < d; b++) counts[a * d + b] = commonBits(bits, a * words, b * words, words);
  }
  return counts;
}

function commonBits(bits: Int32Array, a: number, b: number, words: number): number {
  let count = 0;
  for (let w = 0; w < words; w++) {
    let x = bits[a + w] & bits[b + w];
    x -= (x >>> 1) & 0x55555555;
    x = (x & 0x33333333) + ((x >>> 2) & 0x33333333);
    count += Math.imul((x + (x >>> 4)) & 0x0f0f0f0f, 0x01010101) >>> 24;
  }
  return count;
}
