/** A text and what it should be. */
export interface Pair {
  readonly gold: string;
  readonly text: string;
}

/**
 * F1 of mean precision and mean recall over pages, on multisets of 4-word shingles (scrapinghub/article-extraction-benchmark).
 */
export function shingleF1(pairs: readonly Pair[]): number {
  const scores = pairs.map(({ gold, text }) => compare(shingles(gold), shingles(text)));
  const precision = mean(scores.map((score) => score.precision));
  const recall = mean(scores.map((score) => score.recall));
  return (2 * precision * recall) / (precision + recall);
}

function compare(gold: Map<string, number>, found: Map<string, number>) {
  let common = 0;
  for (const [shingle, count] of gold) common += Math.min(count, found.get(shingle) ?? 0);
  const total = (counts: Map<string, number>) => [...counts.values()].reduce((sum, count) => sum + count, 0);
  return { precision: total(found) === 0 ? Number.NaN : common / total(found), recall: common / total(gold) };
}

function shingles(text: string): Map<string, number> {
  const words = text.match(/[\p{L}\p{N}\p{M}_]+/gu) ?? [];
  const counts = new Map<string, number>();
  for (let i = 0; i < words.length && i < Math.max(1, words.length - 3); i++) {
    const shingle = words.slice(i, i + 4).join(" ");
    counts.set(shingle, (counts.get(shingle) ?? 0) + 1);
  }
  return counts;
}

/** Pages without a prediction do not count for precision. */
function mean(values: readonly number[]): number {
  const known = values.filter((value) => !Number.isNaN(value));
  return known.reduce((sum, value) => sum + value, 0) / known.length;
}
