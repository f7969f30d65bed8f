import { describe, expect, it } from "vitest";
import { type ImputeMethod, type ImputeSettings, impute } from "../../../src/features/tabular/imputer.ts";
import { scoreImputers } from "../../../src/features/tabular/score-imputers.ts";
import { solveSymmetric } from "../../../src/features/tabular/solve.ts";
import { standardize } from "../../../src/features/tabular/standardize.ts";
import { mean, medianDeviation, mode, quantile, sortedKnown } from "../../../src/features/tabular/summary.ts";
import { makeRandom } from "../../../src/features/vectors/random.ts";

const gap = Number.NaN;
const settings: ImputeSettings = { constant: -1, neighbors: 2, donors: 1000, rounds: 30, seed: 1 };
const methods: ImputeMethod[] = ["constant", "mean", "median", "mode", "neighbors", "regression"];
const of = (...values: number[]) => Float64Array.from(values);

describe("impute", () => {
  it.each([
    ["constant", -1],
    ["mean", 4],
    ["median", 2],
    ["mode", 1],
  ] as const)("by %s fills 1, 1, gap, 3, 11 with %d", (method, value) => {
    expect(impute([of(1, 1, gap, 3, 11)], method, settings)).toEqual([of(1, 1, value, 3, 11)]);
  });

  it("by neighbours takes the mean of the nearest rows that know the value", () => {
    const near = of(0, 1, 10, 11, 0.4);
    const [, filled] = impute([near, of(5, 7, 100, gap, gap)], "neighbors", settings);
    expect(filled[4]).toBeCloseTo(6, 10); // rows 0 and 1
    expect(filled[3]).toBeCloseTo(53.5, 10); // rows 2 and 1
  });

  it("by regression finds a straight line again", () => {
    const x = Float64Array.from({ length: 400 }, (_, i) => i);
    const line = x.map((value) => 3 * value - 7);
    const holes = line.map((value, i) => (i % 5 === 0 ? gap : value));
    const [, filled] = impute([x, holes], "regression", settings);
    const errors = filled.map((value, i) => Math.abs(value - line[i]));
    expect(Math.max(...errors.slice(5, 395))).toBeLessThan(4); // of 1,200: what the ridge takes
  });

  it("by regression stays within the known range", () => {
    const x = of(...Array.from({ length: 60 }, (_, i) => i), 1000);
    const y = x.map((value, i) => (i === 60 ? gap : value));
    expect(impute([x, y], "regression", settings)[1][60]).toBe(59);
  });

  it("by neighbours agrees with the definition, cell by cell, where rows share few columns", () => {
    const random = makeRandom(8);
    const columns = Array.from({ length: 5 }, () =>
      Float64Array.from({ length: 60 }, () => (random.below(5) < 2 ? gap : 3 + 2 * random.normal())),
    );
    const filled = impute(columns, "neighbors", { ...settings, neighbors: 3 });
    const { columns: scaled } = standardize(columns);
    const far = (a: number, b: number) => {
      const shared = scaled
        .map((values) => values[a] - values[b])
        .filter((difference) => !Number.isNaN(difference));
      return shared.length === 0 ? Infinity : (5 * shared.reduce((sum, d) => sum + d * d, 0)) / shared.length;
    };
    for (const [c, values] of columns.entries())
      for (const row of values.keys()) {
        if (!Number.isNaN(values[row])) continue;
        const donors = [...values.keys()].filter(
          (other) => !Number.isNaN(values[other]) && far(row, other) < Infinity,
        );
        const near = donors.sort((a, b) => far(row, a) - far(row, b)).slice(0, 3);
        const expected =
          near.length === 0
            ? mean(values)
            : near.reduce((sum, other) => sum + values[other], 0) / near.length;
        expect(filled[c][row]).toBeCloseTo(expected, 9);
      }
  });

  it.each(methods)(
    "by %s leaves what is known as it was, and no gap where a column knows anything",
    (method) => {
      const random = makeRandom(5);
      const columns = Array.from({ length: 4 }, () =>
        Float64Array.from({ length: 80 }, () => (random.below(4) === 0 ? gap : random.normal())),
      );
      const filled = impute(columns, method, settings);
      for (const [c, values] of columns.entries())
        for (const [row, value] of values.entries()) {
          if (Number.isFinite(value)) expect(filled[c][row]).toBe(value);
          expect(Number.isFinite(filled[c][row])).toBe(true);
        }
      expect(impute(columns, method, settings)).toEqual(filled);
    },
  );

  it.each(methods)("by %s answers for constant, empty, infinite and single-row columns", (method) => {
    const constant = method === "constant" ? -1 : 7;
    expect(impute([of(7, gap, 7), of(1, 2, 3)], method, settings)[0]).toEqual(of(7, constant, 7));
    const empty = impute([of(gap, gap), of(1, 2)], method, settings)[0];
    expect(empty).toEqual(method === "constant" ? of(-1, -1) : of(gap, gap));
    expect(impute([of(7, Infinity, 7, -Infinity)], method, settings)[0]).toEqual(
      of(7, constant, 7, constant),
    );
    expect(impute([of(7), of(gap)], method, settings)[0]).toEqual(of(7));
    expect(impute([of()], method, settings)).toEqual([of()]);
    expect(impute([], method, settings)).toEqual([]);
  });

  it("by neighbours among few donors stays the same for the same seed", () => {
    const random = makeRandom(9);
    const columns = [0, 1].map(() =>
      Float64Array.from({ length: 500 }, () => (random.below(5) === 0 ? gap : random.next())),
    );
    const few = { ...settings, donors: 50 };
    expect(impute(columns, "neighbors", few)).toEqual(impute(columns, "neighbors", few));
    expect(impute(columns, "neighbors", few)).not.toEqual(impute(columns, "neighbors", { ...few, seed: 2 }));
  });
});

describe("scored imputers", () => {
  const random = makeRandom(3);
  const x = Float64Array.from({ length: 300 }, () => random.normal());
  const y = x.map((value) => 2 * value + 0.1 * random.normal());
  const flag = Float64Array.from({ length: 300 }, (_, i) => (i % 10 === 0 ? 1 : 0));
  const scores = scoreImputers([x, y, flag], methods, { ...settings, share: 0.2 });
  const scoreOf = (column: number, method: ImputeMethod) =>
    scores.find((score) => score.column === column && score.method === method);

  it("hide a fifth of what is known", () => {
    expect(scoreOf(0, "mean")?.masked).toBe(60);
  });

  it("find that a column that follows another is best guessed from it", () => {
    expect(scores.filter(({ column, best }) => column === 1 && best).map(({ method }) => method)).toEqual([
      "regression",
    ]);
    expect(scoreOf(1, "regression")?.rmse).toBeLessThan(0.2);
    expect(scoreOf(1, "mean")?.rmse).toBeGreaterThan(1.5);
  });

  it("count right guesses of whole numbers, and only of those", () => {
    expect(scoreOf(2, "mode")?.accuracy).toBeGreaterThan(0.8);
    expect(scoreOf(2, "constant")?.accuracy).toBe(0);
    expect(scoreOf(0, "mode")?.accuracy).toBeNull();
  });

  it("of a column with one known value, or none, hide nothing and are NaN", () => {
    const none = scoreImputers([of(gap, gap), of(1, gap)], ["mean"], { ...settings, share: 0.5 });
    expect(none.map(({ masked, rmse, best }) => [masked, rmse, best])).toEqual([
      [0, gap, false],
      [0, gap, false],
    ]);
  });

  it("give errors that can be checked by hand", () => {
    const [score] = scoreImputers([of(0, 4)], ["constant"], { ...settings, constant: 2, share: 0.5 });
    expect(score).toMatchObject({ masked: 1, rmse: 2, mae: 2, accuracy: 0 });
  });
});

describe("summaries", () => {
  it("interpolate quantiles, ignore what is not finite, and take the least of several modes", () => {
    const values = of(4, 1, gap, 3, 2, Infinity);
    expect([0, 0.25, 0.5, 1].map((q) => quantile(sortedKnown(values), q))).toEqual([1, 1.75, 2.5, 4]);
    expect([mean(values), mode(values), medianDeviation(values)]).toEqual([2.5, 1, 1]);
    expect(mean(of(1e16, 1, -1e16))).toBeCloseTo(1 / 3, 10);
    expect([mean(of()), mode(of()), medianDeviation(of())]).toEqual([gap, gap, gap]);
  });

  it("solve symmetric systems, dependent unknowns being 0", () => {
    const [first, second] = solveSymmetric(of(4, 2, 2, 3), of(8, 7));
    expect([first, second].map((value) => Number(value.toFixed(12)))).toEqual([1.25, 1.5]);
    expect(Array.from(solveSymmetric(of(1, 1, 1, 1), of(2, 2)))).toEqual([2, 0]);
    expect(Array.from(solveSymmetric(of(0), of(5)))).toEqual([0]);
  });
});
