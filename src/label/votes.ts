/**
 * Votes of voters (labeling functions, people, models) on items, abstentions left out: the votes of item `i` are the
 * entries `offsets[i]` to `offsets[i + 1]` of `voter` and `label`, which hold positions in `voters` and `labels`.
 */
export interface VoteMatrix {
  readonly items: number;
  readonly voters: readonly string[];
  readonly labels: readonly string[];
  readonly offsets: Int32Array;
  readonly voter: Int32Array;
  readonly label: Uint16Array;
}

/** One answer by names, as it lies in a file or table. */
export interface Answer {
  readonly item: string;
  readonly voter: string;
  readonly label: string;
}

/** A vote matrix from dense rows of label positions, -1 where a voter abstains. */
export function votesFromRows(
  rows: readonly (readonly number[])[],
  labels: readonly string[],
  voters: readonly string[] = (rows[0] ?? []).map((_, j) => `voter_${j}`),
): VoteMatrix {
  const item: number[] = [];
  const voter: number[] = [];
  const label: number[] = [];
  rows.forEach((row, i) => {
    row.forEach((vote, j) => {
      if (vote < 0) return;
      item.push(i);
      voter.push(j);
      label.push(vote);
    });
  });
  return voteMatrix({ items: rows.length, voters, labels, item, voter, label });
}

/** A vote matrix from answers by name, with the items in order of first mention and labels and voters sorted. */
export function votesFromAnswers(answers: readonly Answer[]): { votes: VoteMatrix; items: string[] } {
  const items = numbered(answers.map((a) => a.item));
  const voters = numbered(answers.map((a) => a.voter).toSorted(byCodeUnit));
  const labels = numbered(answers.map((a) => a.label).toSorted(byCodeUnit));
  const votes = voteMatrix({
    items: items.size,
    voters: [...voters.keys()],
    labels: [...labels.keys()],
    item: answers.map((a) => items.get(a.item)!),
    voter: answers.map((a) => voters.get(a.voter)!),
    label: answers.map((a) => labels.get(a.label)!),
  });
  return { votes, items: [...items.keys()] };
}

/** A vote matrix from parallel arrays of item, voter and label positions in any order of items. */
export function voteMatrix(entries: {
  readonly items: number;
  readonly voters: readonly string[];
  readonly labels: readonly string[];
  readonly item: ArrayLike<number>;
  readonly voter: ArrayLike<number>;
  readonly label: ArrayLike<number>;
}): VoteMatrix {
  const { items, voters, labels } = entries;
  const offsets = new Int32Array(items + 1);
  const size = entries.item.length;
  for (let e = 0; e < size; e++) offsets[entries.item[e] + 1]++;
  for (let i = 0; i < items; i++) offsets[i + 1] += offsets[i];
  const next = offsets.slice();
  const voter = new Int32Array(size);
  const label = new Uint16Array(size);
  for (let e = 0; e < size; e++) {
    const at = next[entries.item[e]]++;
    voter[at] = entries.voter[e];
    label[at] = entries.label[e];
  }
  return { items, voters, labels, offsets, voter, label };
}

/** The rows of `votes` whose position `keep` accepts, with their positions in the original. */
export function selectItems(
  votes: VoteMatrix,
  keep: (item: number) => boolean,
): { votes: VoteMatrix; kept: Int32Array } {
  const kept = Int32Array.from({ length: votes.items }, (_, i) => i).filter(keep);
  const entries = { item: [] as number[], voter: [] as number[], label: [] as number[] };
  kept.forEach((from, to) => {
    for (let e = votes.offsets[from]; e < votes.offsets[from + 1]; e++) {
      entries.item.push(to);
      entries.voter.push(votes.voter[e]);
      entries.label.push(votes.label[e]);
    }
  });
  return { votes: voteMatrix({ ...votes, ...entries, items: kept.length }), kept };
}

/** Order by UTF-16 code units: the same everywhere, unlike the order of a locale. */
export function byCodeUnit(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

function numbered(names: readonly string[]): Map<string, number> {
  const positions = new Map<string, number>();
  for (const name of names) if (!positions.has(name)) positions.set(name, positions.size);
  return positions;
}
