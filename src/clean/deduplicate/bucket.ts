/** Members of a bucket up to which all its pairs are candidates. */
export const FULL_BUCKET = 64;
/** In a larger bucket: its first documents in the order of keeping, each of which is compared with every member. */
export const BUCKET_LEADERS = 8;
/** In a larger bucket: the followers with which each member is compared besides. */
export const BUCKET_NEIGHBOURS = 8;

/**
 * The pairs of places (from 0, in the order of keeping) to compare in a bucket of documents that share a band. All pairs
 * of a small bucket; in a large one, boilerplate as a rule, as many as make its cost linear.
 */
export function* bucketPairs(size: number): Generator<readonly [number, number]> {
  for (let x = 0; x < size; x++) {
    const full = size <= FULL_BUCKET || x < BUCKET_LEADERS;
    const end = full ? size : Math.min(size, x + 1 + BUCKET_NEIGHBOURS);
    for (let y = x + 1; y < end; y++) yield [x, y];
  }
}
