/** How a sketch is cut: two texts are compared when at least one band of `rows` values agrees. */
export interface Banding {
  readonly bands: number;
  readonly rows: number;
}

/** The S-curve of MinHash LSH: the chance that two texts of this Jaccard similarity share a band, 1 − (1 − s^rows)^bands. */
export function chanceOfFinding(similarity: number, { bands, rows }: Banding): number {
  return 1 - (1 - similarity ** rows) ** bands;
}

/**
 * The most selective banding (most rows, then fewest bands) that finds a pair at the threshold with a chance of at least
 * `recall`, on at most `hashes` values: 29 × 8 for 0.8. Below 0.02 no banding reaches 0.995 on 256 values; then one row each.
 */
export function bandsFor(threshold: number, recall = 0.995, hashes = 256): Banding {
  for (let rows = hashes; rows > 1; rows--) {
    const bands = fewestBands(threshold, rows, recall);
    if (bands * rows <= hashes) return { bands, rows };
  }
  return { bands: Math.min(hashes, fewestBands(threshold, 1, recall)), rows: 1 };
}

function fewestBands(threshold: number, rows: number, recall: number): number {
  const agree = threshold ** rows;
  if (agree === 1) return 1;
  return Math.ceil(Math.log(1 - recall) / Math.log1p(-agree) - 1e-9);
}
