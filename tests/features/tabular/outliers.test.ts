import { describe, expect, it } from "vitest";
import { averageDepth, isolationScores } from "../../../src/features/tabular/isolation-forest.ts";
import { quartileDistance, robustZ } from "../../../src/features/tabular/outlier-scores.ts";
import { makeRandom } from "../../../src/features/vectors/random.ts";

const gap = Number.NaN;
const of = (...values: number[]) => Float64Array.from(values);
const forest = { trees: 100, sample: 256, seed: 1 };

describe("the robust z-score", () => {
  it("is 0.6745 times the distance from the median in median deviations", () => {
    // The median is 3, the distances 2 1 0 1 97, their median 1.
    expect(Array.from(robustZ(of(1, 2, 3, 4, 100)), (z) => Number(z.toFixed(3)))).toEqual([
      -1.349, -0.674, 0, 0.674, 65.426,
    ]);
  });

  it("takes the mean deviation when most values are equal", () => {
    const [, , , , far] = robustZ(of(5, 5, 5, 5, 10));
    expect(far).toBeCloseTo(5 / (1 / Math.sqrt(2 / Math.PI)), 10);
  });

  it("is the standard score of a normal sample", () => {
    const random = makeRandom(2);
    const values = Float64Array.from({ length: 20_000 }, () => 50 + 7 * random.normal());
    const scores = robustZ(values);
    expect(scores[0]).toBeCloseTo((values[0] - 50) / 7, 1);
  });

  it("of constant, missing, infinite and single values is defined", () => {
    expect(robustZ(of(3, 3, 3))).toEqual(of(0, 0, 0));
    expect(robustZ(of(3))).toEqual(of(0));
    expect(robustZ(of(gap, 1, 2, Infinity, -Infinity))).toMatchObject({ 0: gap, 3: Infinity, 4: -Infinity });
    expect(robustZ(of(gap, gap))).toEqual(of(gap, gap));
    expect(robustZ(of())).toEqual(of());
  });
});

describe("the quartile distance", () => {
  it("is 0 between the quartiles and counts interquartile ranges beyond them", () => {
    // Quartiles of 0 … 8: 2 and 6.
    expect(quartileDistance(of(0, 1, 2, 3, 4, 5, 6, 7, 8))).toEqual(
      of(-0.5, -0.25, 0, 0, 0, 0, 0, 0.25, 0.5),
    );
  });

  it("of constant, missing, infinite and single values is defined", () => {
    expect(quartileDistance(of(3, 3, 3, 3, 9))).toEqual(of(0, 0, 0, 0, 0)); // no range, no fences
    expect(quartileDistance(of(gap, 1, 2, Infinity))).toMatchObject({ 0: gap, 3: Infinity });
    expect(quartileDistance(of(7))).toEqual(of(0));
  });
});

describe("the isolation forest", () => {
  it("normalises by c(n) of the paper", () => {
    expect([0, 1, 2].map(averageDepth)).toEqual([0, 0, 1]);
    expect(averageDepth(5)).toBeCloseTo(2 * (Math.log(4) + 0.5772156649015329) - 1.6, 12);
    expect(averageDepth(256)).toBeCloseTo(10.2448, 4); // the constant of every implementation for 256 rows
  });

  it("scores what stands apart above all others, near 1, and the rest about a half", () => {
    const random = makeRandom(4);
    const [x, y] = [0, 1].map(() => Float64Array.from({ length: 1000 }, () => random.normal()));
    [x[17], y[17]] = [9, -9];
    const scores = isolationScores([x, y], forest);
    expect(scores.indexOf(Math.max(...scores))).toBe(17);
    expect(scores[17]).toBeGreaterThan(0.75);
    expect(scores.toSorted()[500]).toBeLessThan(0.5);
  });

  it("sees what no single column shows", () => {
    const x = Float64Array.from({ length: 600 }, (_, i) => (i % 2 === 0 ? 0 : 10) + ((i * 37) % 100) / 100);
    const y = Float64Array.from({ length: 600 }, (_, i) => (i % 2 === 0 ? 0 : 10) + ((i * 53) % 100) / 100);
    [x[0], y[0]] = [0.5, 10.5];
    const scores = isolationScores([x, y], { trees: 300, sample: 256, seed: 1 });
    expect(scores.toSorted().indexOf(scores[0])).toBeGreaterThan(570);
  });

  it("passes over columns that do not vary", () => {
    const varying = Float64Array.from({ length: 200 }, (_, i) => (i === 0 ? 9 : i / 200));
    const constant = Array.from({ length: 30 }, () => new Float64Array(200).fill(4));
    const [alone, among] = [[varying], [...constant, varying]].map(
      (columns) => isolationScores(columns, forest)[0],
    );
    expect(alone).toBeGreaterThan(0.8);
    expect(among).toBeCloseTo(alone, 1);
    expect(among).toBeGreaterThan(0.8);
  });

  it("is the same for the same seed", () => {
    const values = [Float64Array.from({ length: 500 }, (_, i) => (i * 7919) % 503)];
    expect(isolationScores(values, forest)).toEqual(isolationScores(values, forest));
    expect(isolationScores(values, forest)).not.toEqual(isolationScores(values, { ...forest, seed: 2 }));
  });

  it("of constant, missing, infinite and single values is defined", () => {
    for (const score of isolationScores([of(3, 3, 3, 3)], forest)) expect(score).toBeCloseTo(0.5, 12);
    expect(isolationScores([of(1)], forest)).toEqual(of(0.5));
    for (const score of isolationScores([of(gap, gap)], forest)) expect(score).toBeCloseTo(0.5, 12);
    expect(isolationScores([], forest)).toEqual(of());
    const far = isolationScores(
      [of(...Array.from({ length: 50 }, (_, i) => i), gap, Infinity, -1.7e308, 1.7e308)],
      forest,
    );
    expect(far.every((score) => score > 0 && score <= 1)).toBe(true);
    expect(far[51]).toBeGreaterThan(far[50]);
  });
});
