import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { contains, keepInside, type Polygon, tangle } from "../../../src/viz/explore/polygon.ts";

const square: Polygon = [
  [0, 0],
  [2, 0],
  [2, 2],
  [0, 2],
];

function inside(polygon: Polygon, points: readonly (readonly [number, number])[]): number[] {
  const marks = new Uint8Array(points.length).fill(1);
  keepInside(
    polygon,
    points.map(([x]) => x),
    points.map(([, y]) => y),
    marks,
  );
  return [...marks];
}

describe("a polygon on the map", () => {
  test("holds what lies inside and nothing outside", () => {
    expect(
      inside(square, [
        [1, 1],
        [3, 1],
        [-1, 1],
        [1, 3],
        [1, -1],
        [Number.NaN, 1],
        [1, Number.NaN],
      ]),
    ).toEqual([1, 0, 0, 0, 0, 0, 0]);
  });

  test("that crosses itself has a hole where it covers twice (even-odd)", () => {
    const star: Polygon = [0, 2, 4, 1, 3].map((i) => [
      Math.sin((i * 2 * Math.PI) / 5),
      Math.cos((i * 2 * Math.PI) / 5),
    ]);
    expect(
      inside(star, [
        [0, 0],
        [0, 0.8],
      ]),
    ).toEqual([0, 1]);
  });

  test("takes nothing in that another condition left out", () => {
    const marks = Uint8Array.from([0, 1]);
    keepInside(square, [1, 1], [1, 1], marks);
    expect([...marks]).toEqual([0, 1]);
  });

  test("without height or with all corners in one place holds nothing", () => {
    expect(
      inside(
        [
          [0, 1],
          [1, 1],
          [2, 1],
        ],
        [[0.5, 1]],
      ),
    ).toEqual([0]);
    expect(
      inside(
        [
          [1, 1],
          [1, 1],
          [1, 1],
        ],
        [[1, 1]],
      ),
    ).toEqual([0]);
  });

  test("answers for every point as the plain test of all edges does", () => {
    // Few distinct numbers, so that points fall on corners and edges.
    const number = fc.oneof(
      fc.integer({ min: -4, max: 4 }),
      fc.integer({ min: -4_000, max: 4_000 }).map((thousandths) => thousandths / 1_000),
    );
    const points = fc.array(fc.tuple(number, number), { maxLength: 60 });
    fc.assert(
      fc.property(
        fc.array(fc.tuple(number, number), { minLength: 3, maxLength: 40 }),
        points,
        (polygon, some) => {
          expect(inside(polygon, some)).toEqual(some.map(([x, y]) => Number(contains(polygon, x, y))));
        },
      ),
      { numRuns: 500 },
    );
  });

  test("is as tangled as edges lie side by side: a square 2, a comb of 50 teeth 100", () => {
    const comb: Polygon = Array.from({ length: 101 }, (_, i) => [i, i % 2 === 0 ? 0 : 1_000]);
    expect(tangle(square)).toBeCloseTo(2, 0);
    expect(tangle(comb)).toBeGreaterThan(95);
  });
});
