/** What is taken from an n-gram that counts 1, 2, and 3 or more. */
export type Discounts = readonly [one: number, two: number, more: number];

/** Where a text is too small or too regular to tell the discounts. */
const fallback: Discounts = [0.5, 1, 1.5];

/** The discounts of an order from how many of its n-grams count 1, 2, 3 and 4: Chen and Goodman 1998, equation 26. */
export function discountsOf(counts: Int32Array, size: number, without: number): Discounts {
  const having = [0, 0, 0, 0, 0];
  for (let g = 0; g < size; g++) if (g !== without && counts[g] < 5) having[counts[g]]++;
  const share = having[1] / (having[1] + 2 * having[2]);
  const discounts = [1, 2, 3].map((c) => c - ((c + 1) * share * having[c + 1]) / having[c]);
  const isSound = discounts.every((discount, i) => discount >= 0 && discount <= i + 1);
  return isSound ? [discounts[0], discounts[1], discounts[2]] : fallback;
}

/** The discount of an n-gram with that count. */
export function discountOf(discounts: Discounts, count: number): number {
  return count <= 0 ? 0 : discounts[Math.min(count, 3) - 1];
}
