import type { VoteMatrix } from "../votes.ts";

/**
 * Krippendorff's alpha for nominal labels over items with two or more votes: 1 is full agreement, 0 that of chance;
 * 0.8 and more counts as reliable, 0.667 as tentative. NaN when only one label was ever given.
 */
export function krippendorffAlpha(votes: VoteMatrix): number {
  const k = votes.labels.length;
  const coincidence = new Float64Array(k * k);
  for (let i = 0; i < votes.items; i++) {
    const size = votes.offsets[i + 1] - votes.offsets[i];
    if (size < 2) continue;
    const counts = labelCounts(votes, i);
    for (let c = 0; c < k; c++) {
      for (let d = 0; d < k; d++)
        coincidence[c * k + d] += (counts[c] * (counts[d] - (c === d ? 1 : 0))) / (size - 1);
    }
  }
  const marginals = Float64Array.from({ length: k }, (_, c) => sum(coincidence.subarray(c * k, c * k + k)));
  const total = sum(marginals);
  const expected = total * total - sum(marginals.map((n) => n * n));
  const observed = total - trace(coincidence, k);
  return expected === 0 ? Number.NaN : 1 - ((total - 1) * observed) / expected;
}

/**
 * Fleiss' kappa over items with at least two votes; with unequal numbers of votes each item's agreement has its own
 * number and chance agreement uses the labels of all votes. NaN when chance agreement is full.
 */
export function fleissKappa(votes: VoteMatrix): number {
  const totals = new Float64Array(votes.labels.length);
  let agreement = 0;
  let items = 0;
  for (let i = 0; i < votes.items; i++) {
    const size = votes.offsets[i + 1] - votes.offsets[i];
    if (size < 2) continue;
    const counts = labelCounts(votes, i);
    agreement += (sum(counts.map((n) => n * n)) - size) / (size * (size - 1));
    for (let c = 0; c < counts.length; c++) totals[c] += counts[c];
    items++;
  }
  const all = sum(totals);
  const chance = sum(totals.map((n) => (n / all) ** 2));
  return chanceCorrected(agreement / items, chance);
}

/** How far labels are apart: `nominal` all alike, `linear` and `quadratic` by their distance in the order of labels. */
export type Distance = "nominal" | "linear" | "quadratic";

/**
 * Cohen's kappa of two voters over the items both voted on, weighted for ordered labels. 1 when both always gave the
 * same single label, NaN without a common item.
 */
export function cohenKappa(votes: VoteMatrix, a: number, b: number, distance: Distance = "nominal"): number {
  const k = votes.labels.length;
  const joint = new Float64Array(k * k);
  for (let i = 0; i < votes.items; i++) {
    const [first, second] = [labelBy(votes, i, a), labelBy(votes, i, b)];
    if (first >= 0 && second >= 0) joint[first * k + second]++;
  }
  const total = sum(joint);
  if (total === 0) return Number.NaN;
  const rows = Float64Array.from({ length: k }, (_, c) => sum(joint.subarray(c * k, c * k + k)));
  const columns = Float64Array.from({ length: k }, (_, c) => sum(joint.filter((_, cell) => cell % k === c)));
  let observed = 0;
  let expected = 0;
  for (let c = 0; c < k; c++) {
    for (let d = 0; d < k; d++) {
      const weight = distances[distance](c, d);
      observed += weight * joint[c * k + d];
      expected += (weight * rows[c] * columns[d]) / total;
    }
  }
  return expected === 0 ? 1 : 1 - observed / expected;
}

const distances: Record<Distance, (c: number, d: number) => number> = {
  nominal: (c, d) => (c === d ? 0 : 1),
  linear: (c, d) => Math.abs(c - d),
  quadratic: (c, d) => (c - d) ** 2,
};

function chanceCorrected(observed: number, chance: number): number {
  return chance === 1 ? Number.NaN : (observed - chance) / (1 - chance);
}

function labelCounts(votes: VoteMatrix, item: number): Float64Array {
  const counts = new Float64Array(votes.labels.length);
  for (let e = votes.offsets[item]; e < votes.offsets[item + 1]; e++) counts[votes.label[e]]++;
  return counts;
}

function labelBy(votes: VoteMatrix, item: number, voter: number): number {
  for (let e = votes.offsets[item]; e < votes.offsets[item + 1]; e++) {
    if (votes.voter[e] === voter) return votes.label[e];
  }
  return -1;
}

function sum(values: Float64Array): number {
  return values.reduce((total, value) => total + value, 0);
}

function trace(matrix: Float64Array, k: number): number {
  return sum(Float64Array.from({ length: k }, (_, c) => matrix[c * k + c]));
}
