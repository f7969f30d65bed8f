import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { placeNames } from "../../web/explore/map/place-names.ts";
import { numberScale } from "../../web/explore/number-scale.ts";
import {
  fitting,
  project,
  readCamera,
  transformOf,
  unproject,
  wholeMap,
  writeCamera,
  zoomedAt,
} from "../../web/explore/render/camera.ts";
import { pickGrid } from "../../web/explore/render/pick-grid.ts";

describe("the camera", () => {
  const extent = { x: [-10, 10], y: [-5, 5] } as const;
  const picture = { width: 800, height: 600 };

  test("of the whole map has it in the middle, as large as the picture allows", () => {
    const transform = transformOf(wholeMap(extent), extent, picture);
    expect(project(transform, 0, 0)).toEqual([400, 300]);
    expect(project(transform, -10, 5)[0]).toBeCloseTo(28);
  });

  test("zooms about the pointer: what is under it stays there", () => {
    const camera = wholeMap(extent);
    const transform = transformOf(camera, extent, picture);
    const before = unproject(transform, 123, 456);
    const after = transformOf(zoomedAt(camera, transform, 3.7, 123, 456), extent, picture);
    expect(project(after, ...before)[0]).toBeCloseTo(123);
    expect(project(after, ...before)[1]).toBeCloseTo(456);
  });

  test("does not zoom without end", () => {
    const camera = wholeMap(extent);
    const transform = transformOf(camera, extent, picture);
    expect(zoomedAt(camera, transform, 1e9, 0, 0).zoom).toBe(2_000);
    expect(zoomedAt(camera, transform, 1e-9, 0, 0).zoom).toBe(0.5);
  });

  test("fits a part of the map into the picture", () => {
    const part = { x: [1, 2], y: [1, 2] } as const;
    const transform = transformOf(fitting(part, extent, picture), extent, picture);
    expect(project(transform, 1.5, 1.5)).toEqual([400, 300]);
    expect(project(transform, 1, 2)[1]).toBeCloseTo(28);
  });

  test("in the address comes back within a pixel; what is no camera is the whole map", () => {
    for (const zoom of [0.5, 1.3, 40, 2_000]) {
      const camera = { x: 1.23456789, y: -4.56789123, zoom };
      const read = readCamera(writeCamera(camera, extent), extent);
      const place = project(transformOf(read, extent, picture), camera.x, camera.y);
      expect(Math.hypot(place[0] - 400, place[1] - 300)).toBeLessThan(1);
    }
    expect(writeCamera(wholeMap(extent), extent)).toBe("");
    for (const text of ["", "1,2", "a,b,c", "1,2,-1", "1,2,Infinity"])
      expect(readCamera(text, extent)).toEqual(wholeMap(extent));
  });
});

describe("picking", () => {
  test("finds the same point as looking at all of them", () => {
    const place = fc.float({ min: -50, max: 50, noNaN: true });
    const points = fc.array(fc.tuple(place, place), { minLength: 1, maxLength: 200 });
    fc.assert(
      fc.property(points, place, place, fc.float({ min: 0, max: 30, noNaN: true }), (all, x, y, radius) => {
        const [xs, ys] = [0, 1].map((axis) => Float32Array.from(all, (one) => one[axis]));
        const found = pickGrid(xs, ys).nearest(x, y, radius, new Uint8Array(all.length));
        const distances = all.map((_, i) => (xs[i] - x) ** 2 + (ys[i] - y) ** 2);
        const least = Math.min(...distances);
        if (least > radius * radius) expect(found).toBe(-1);
        else expect(found).toBe(distances.lastIndexOf(least));
      }),
    );
  });

  test("prefers a point in colour to a nearer one that is greyed", () => {
    const grid = pickGrid(Float32Array.of(0, 1), Float32Array.of(0, 0));
    expect(grid.nearest(0.1, 0, 2, Uint8Array.of(1, 2))).toBe(1);
    expect(grid.nearest(0.1, 0, 2, Uint8Array.of(1, 1))).toBe(0);
  });
});

describe("names on the map", () => {
  const box = { width: 100, height: 20 };
  const name = (cluster: number, x: number, y: number) => ({ cluster, name: `${cluster}`, size: 1, x, y });
  const picture = { width: 400, height: 300 };
  const same = { scale: 1, left: 0, top: 300 };

  test("never cover each other or the edge; the larger cluster is named first", () => {
    const names = [name(0, 200, 100), name(1, 210, 105), name(2, 2, 200), name(3, 900, 100)];
    const places = placeNames(
      names,
      names.map(() => box),
      same,
      picture,
    );
    expect(places.map((place) => place !== undefined)).toEqual([true, false, true, false]);
    expect(places[2]!.left - box.width / 2).toBeGreaterThanOrEqual(0);
  });
});

describe("a scale of numbers", () => {
  test("is even where the middle value is near the middle", () => {
    const scale = numberScale(Float32Array.of(0, 4, 5, 6, 10), 0, 10);
    expect(scale.isEven).toBe(true);
    expect([0, 2.5, 10, 12, -3].map(scale.share)).toEqual([0, 0.25, 1, 1, 0]);
  });

  test("is stretched where most values lie, and goes back the same way", () => {
    for (const values of [Float32Array.of(1, 2, 3, 4, 1000), Float32Array.of(1, 996, 997, 998, 1000)]) {
      const scale = numberScale(values, 1, 1000);
      expect(scale.isEven).toBe(false);
      expect(Math.abs(scale.share(values[2]) - 0.5)).toBeLessThan(0.2);
      for (const value of [1, 7, 500, 1000]) expect(scale.value(scale.share(value))).toBeCloseTo(value, 3);
    }
  });

  test("without values, or of one value, is whole", () => {
    expect(numberScale(Float32Array.of(), 0, 0).share(0)).toBe(0);
    expect(numberScale(Float32Array.of(7, 7), 7, 7).share(7)).toBe(0);
  });
});
