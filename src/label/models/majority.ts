import type { VoteMatrix } from "../votes.ts";
import type { Fit, ModelOptions } from "./model.ts";

/** Majority vote: the mass of an item is split evenly among the labels with most votes; uniform without votes. */
export function majority(votes: VoteMatrix, _options: ModelOptions = {}): Fit {
  const posterior = plurality(votes, new Float64Array(votes.voters.length).fill(1));
  return {
    model: "majority",
    posterior,
    reliabilities: agreement(votes, posterior),
    diagnostics: { tied: tiedItems(posterior, votes) },
    predict: (other) => plurality(other, new Float64Array(other.voters.length).fill(1)),
  };
}

/**
 * Weighted majority: each voter counts as much as it agrees with the plain majority
 * ("worker agreement with aggregate", Wawa), and the posterior is the share of the weights.
 */
export function weightedMajority(votes: VoteMatrix, _options: ModelOptions = {}): Fit {
  const weights = agreement(votes, shares(votes, new Float64Array(votes.voters.length).fill(1)));
  return {
    model: "weighted-majority",
    posterior: shares(votes, weights),
    reliabilities: weights,
    diagnostics: {},
    predict: (other) => shares(other, weights),
  };
}

/** Mean posterior of the labels that each voter gave; 0 for a voter that never votes. */
export function agreement(votes: VoteMatrix, posterior: Float64Array): Float64Array {
  const k = votes.labels.length;
  const sum = new Float64Array(votes.voters.length);
  const count = new Float64Array(votes.voters.length);
  for (let i = 0; i < votes.items; i++) {
    for (let e = votes.offsets[i]; e < votes.offsets[i + 1]; e++) {
      sum[votes.voter[e]] += posterior[i * k + votes.label[e]];
      count[votes.voter[e]]++;
    }
  }
  return sum.map((value, j) => (count[j] === 0 ? 0 : value / count[j]));
}

/** Each item's weight of votes per label, as shares; uniform where there are none. */
export function shares(votes: VoteMatrix, weights: Float64Array): Float64Array {
  const k = votes.labels.length;
  const posterior = new Float64Array(votes.items * k);
  for (let i = 0; i < votes.items; i++) {
    let total = 0;
    for (let e = votes.offsets[i]; e < votes.offsets[i + 1]; e++) {
      posterior[i * k + votes.label[e]] += weights[votes.voter[e]];
      total += weights[votes.voter[e]];
    }
    for (let y = 0; y < k; y++) posterior[i * k + y] = total === 0 ? 1 / k : posterior[i * k + y] / total;
  }
  return posterior;
}

function plurality(votes: VoteMatrix, weights: Float64Array): Float64Array {
  const k = votes.labels.length;
  const posterior = shares(votes, weights);
  for (let i = 0; i < votes.items; i++) {
    const row = posterior.subarray(i * k, i * k + k);
    const max = row.reduce((a, b) => Math.max(a, b), 0);
    const winners = row.reduce((n, share) => n + (share === max ? 1 : 0), 0);
    for (let y = 0; y < k; y++) row[y] = row[y] === max ? 1 / winners : 0;
  }
  return posterior;
}

function tiedItems(posterior: Float64Array, votes: VoteMatrix): number {
  const k = votes.labels.length;
  let tied = 0;
  for (let i = 0; i < votes.items; i++) {
    if (votes.offsets[i] === votes.offsets[i + 1]) continue;
    if (posterior.subarray(i * k, i * k + k).every((p) => p < 1)) tied++;
  }
  return tied;
}
