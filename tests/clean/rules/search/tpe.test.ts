import { expect, test } from "vitest";
import { randomOf } from "../../../../src/clean/rules/search/random.ts";
import {
  type Dimension,
  type Point,
  randomSampler,
  type Sampler,
} from "../../../../src/clean/rules/search/sampler.ts";
import { tpeSampler } from "../../../../src/clean/rules/search/tpe.ts";

/** Twelve rules with a level each; the best has the first three on, at 0.2, 0.5 and 0.8. */
const dimensions: Dimension[] = Array.from({ length: 24 }, (_, d) => ({
  kind: d % 2 === 0 ? "switch" : "level",
  parent: d - (d % 2),
}));

function lossOf(point: Point): number {
  let loss = 0;
  for (let rule = 0; rule < 12; rule++) {
    const isOn = point[2 * rule] === 1;
    if (rule >= 3) loss += isOn ? 0.5 : 0;
    else loss += isOn ? Math.abs(point[2 * rule + 1] - [0.2, 0.5, 0.8][rule]) : 1;
  }
  return loss;
}

function bestAfter(sampler: Sampler, trials: number): number {
  let best = Number.POSITIVE_INFINITY;
  for (let trial = 0; trial < trials; trial++) {
    const point = sampler.ask();
    sampler.tell(point, lossOf(point));
    best = Math.min(best, lossOf(point));
  }
  return best;
}

const seeds = Array.from({ length: 12 }, (_, i) => i + 1);

test("it beats random points at equal trials, for every seed", () => {
  for (const seed of seeds) {
    const tpe = bestAfter(tpeSampler(dimensions, randomOf(seed)), 200);
    expect(tpe).toBeLessThan(bestAfter(randomSampler(dimensions, randomOf(seed)), 200));
  }
});

test("the same seed asks for the same points, another for others", () => {
  const points = (seed: number) => {
    const sampler = tpeSampler(dimensions, randomOf(seed));
    return Array.from({ length: 60 }, () => {
      const point = sampler.ask();
      sampler.tell(point, lossOf(point));
      return [...point];
    });
  };
  expect(points(3)).toEqual(points(3));
  expect(points(3)).not.toEqual(points(4));
});

test("switches are 0 or 1, levels from 0 to 1, also when every loss is infinite", () => {
  const sampler = tpeSampler(dimensions, randomOf(1));
  for (let trial = 0; trial < 80; trial++) {
    const point = sampler.ask();
    point.forEach((value, d) => {
      if (d % 2 === 0) expect([0, 1]).toContain(value);
      else expect(value >= 0 && value <= 1).toBe(true);
    });
    sampler.tell(point, Number.POSITIVE_INFINITY);
  }
});

test("of many candidates it asks for one where good points are and others are not", () => {
  const one: Dimension[] = [
    { kind: "switch", parent: 0 },
    { kind: "level", parent: 0 },
  ];
  const strays = (candidates: number) => {
    const sampler = tpeSampler(one, randomOf(5), { candidates });
    for (let i = 0; i < 60; i++) {
      const isGood = i % 4 === 0;
      sampler.tell(Float64Array.of(1, (isGood ? 0.2 : 0.8) + 0.001 * i), isGood ? 0 : 1);
    }
    return Array.from({ length: 200 }, () => sampler.ask()).filter(([on, level]) => on === 1 && level > 0.6)
      .length;
  };
  expect(strays(1)).toBeGreaterThan(3);
  expect(strays(64)).toBe(0);
});
