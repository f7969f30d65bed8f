import type { VoteMatrix } from "../votes.ts";

/** What one voter does on all items, in the field's words: shares are of all items, also of those nobody voted on. */
export interface VoterAnalysis {
  readonly voter: string;
  /** Labels it gave at least once. */
  readonly polarity: readonly string[];
  readonly votes: number;
  /** Share of items it votes on. */
  readonly coverage: number;
  /** Share of items where it and another voter vote. */
  readonly overlap: number;
  /** Share of items where another voter gives a different label. */
  readonly conflict: number;
  /** Share of its votes that equal the plurality of all votes, counting a tie by its share. */
  readonly agreement: number;
  /** Its votes on items whose label is known, and the share of them that is right (null without such items). */
  readonly known: number;
  readonly precision: number | null;
}

/** Shares of items with a vote, with two votes, and with two different labels. */
export interface VoteSummary {
  readonly coverage: number;
  readonly overlap: number;
  readonly conflict: number;
}

/** Analyses every voter: polarity, coverage, overlaps, conflicts, agreement with the majority, precision on `gold`. */
export function analyzeVoters(votes: VoteMatrix, majority: Float64Array, gold?: Int32Array): VoterAnalysis[] {
  const k = votes.labels.length;
  const m = votes.voters.length;
  const given = new Uint8Array(m * k);
  const tally = {
    votes: counts(m),
    overlaps: counts(m),
    conflicts: counts(m),
    agreed: counts(m),
    known: counts(m),
    right: counts(m),
  };
  for (let i = 0; i < votes.items; i++) {
    const [start, end] = [votes.offsets[i], votes.offsets[i + 1]];
    const split = isSplit(votes, i);
    for (let e = start; e < end; e++) {
      const voter = votes.voter[e];
      const label = votes.label[e];
      given[voter * k + label] = 1;
      tally.votes[voter]++;
      tally.agreed[voter] += majority[i * k + label];
      if (end - start > 1) tally.overlaps[voter]++;
      if (split) tally.conflicts[voter]++;
      if (gold !== undefined && gold[i] >= 0) {
        tally.known[voter]++;
        if (gold[i] === label) tally.right[voter]++;
      }
    }
  }
  return votes.voters.map((voter, j) => ({
    voter,
    polarity: votes.labels.filter((_, y) => given[j * k + y] === 1),
    votes: tally.votes[j],
    coverage: ratio(tally.votes[j], votes.items),
    overlap: ratio(tally.overlaps[j], votes.items),
    conflict: ratio(tally.conflicts[j], votes.items),
    agreement: ratio(tally.agreed[j], tally.votes[j]),
    known: tally.known[j],
    precision: tally.known[j] === 0 ? null : tally.right[j] / tally.known[j],
  }));
}

/** Summarises all items: shares with a vote, with more than one vote, with votes for different labels. */
export function summarizeVotes(votes: VoteMatrix): VoteSummary {
  let covered = 0;
  let overlapping = 0;
  let conflicting = 0;
  for (let i = 0; i < votes.items; i++) {
    const size = votes.offsets[i + 1] - votes.offsets[i];
    if (size > 0) covered++;
    if (size > 1) overlapping++;
    if (isSplit(votes, i)) conflicting++;
  }
  return {
    coverage: ratio(covered, votes.items),
    overlap: ratio(overlapping, votes.items),
    conflict: ratio(conflicting, votes.items),
  };
}

/** True when two voters gave the item different labels. With one vote per voter every vote on it is then in conflict. */
function isSplit(votes: VoteMatrix, item: number): boolean {
  const first = votes.label[votes.offsets[item]];
  for (let e = votes.offsets[item] + 1; e < votes.offsets[item + 1]; e++) {
    if (votes.label[e] !== first) return true;
  }
  return false;
}

function counts(length: number): Float64Array {
  return new Float64Array(length);
}

function ratio(part: number, whole: number): number {
  return whole === 0 ? 0 : part / whole;
}
