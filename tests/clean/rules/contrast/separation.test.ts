import { describe, expect, test } from "vitest";
import { barsOf, separationOf } from "../../../../src/clean/rules/contrast/separation.ts";

/** Bins with an edge at every value: then ranks are exact. */
function binsOf(a: readonly number[], b: readonly number[], bars: readonly number[]) {
  const edges = [...new Set([...a, ...b, ...bars])].sort((x, y) => x - y);
  const count = (values: readonly number[]) => {
    const counts = new Array<number>(edges.length + 1).fill(0);
    for (const value of values) counts[edges.findIndex((edge) => value <= edge)]++;
    return counts;
  };
  return { edges, bars, a: count(a), b: count(b), unmeasured: [0, 0] as const };
}

/** Plain and slow: every pair. */
function aucOf(a: readonly number[], b: readonly number[]): number {
  let sum = 0;
  for (const x of a) for (const y of b) sum += y > x ? 1 : y === x ? 0.5 : 0;
  return sum / (a.length * b.length);
}

function ksOf(a: readonly number[], b: readonly number[]): number {
  const share = (values: readonly number[], at: number) =>
    values.filter((value) => value <= at).length / values.length;
  return Math.max(...[...a, ...b].map((at) => Math.abs(share(a, at) - share(b, at))));
}

describe("separationOf", () => {
  test("gives AUC and KS as counting every pair does, ties included", () => {
    let seed = 3;
    const random = () => {
      seed = (seed * 1103515245 + 12345) % 2147483648;
      return seed / 2147483648;
    };
    for (let round = 0; round < 30; round++) {
      const a = Array.from({ length: 5 + round }, () => Math.floor(random() * 12));
      const b = Array.from({ length: 9 }, () => Math.floor(random() * 12) + (round % 4));
      const found = separationOf(binsOf(a, b, [0, 4, 8, 16]));
      expect(found?.auc).toBeCloseTo(aucOf(a, b), 12);
      expect(found?.ks).toBeCloseTo(ksOf(a, b), 12);
    }
  });

  test("does not part what is the same, and parts wholly what shares nothing", () => {
    const same = separationOf(binsOf([1, 2, 3], [1, 2, 3], [0, 1, 2, 3]));
    expect([same?.auc, same?.ks, same?.js]).toEqual([0.5, 0, 0]);
    const apart = separationOf(binsOf([1, 2], [8, 9], [0, 4, 9]));
    expect([apart?.auc, apart?.ks, apart?.js]).toEqual([1, 1, 1]);
  });

  test("the Jensen-Shannon divergence of bars is that of the definition, in bits", () => {
    // A is (1/2, 1/2), B is (1, 0): half of KL(A|M) with M = (3/4, 1/4), half of KL(B|M)
    const kl = (p: readonly number[], m: readonly number[]) =>
      p.reduce((sum, x, i) => sum + (x > 0 ? x * Math.log2(x / m[i]) : 0), 0);
    const found = separationOf(binsOf([1, 5], [1, 1], [0, 3, 6]));
    expect(found?.js).toBeCloseTo((kl([0.5, 0.5], [0.75, 0.25]) + kl([1, 0], [0.75, 0.25])) / 2, 12);
  });

  test("the crossing takes the side where B prevails, and says how much of both is there", () => {
    const low = separationOf(binsOf([3, 4, 5, 6], [1, 2, 2, 6], [0, 3, 6]));
    expect(low?.crossing).toMatchObject({ below: true, takesA: 0, takesB: 3 / 4 });
    const high = separationOf(binsOf([1, 2, 2, 6], [3, 4, 5, 6], [0, 3, 6]));
    expect(high?.crossing).toMatchObject({ below: false, takesA: 1 / 4, takesB: 1 });
  });

  test("says nothing where one subset has no value", () => {
    expect(separationOf(binsOf([], [1], [0, 1]))).toBeUndefined();
  });

  test("bars hold what lies beyond their ends", () => {
    expect(barsOf([1, 2, 4, 8], [0, 5, 9], [0, 5, 9])).toEqual([3, 12]);
  });
});
