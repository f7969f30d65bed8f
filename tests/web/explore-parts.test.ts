import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { ColoursHeader } from "../../src/server/resources/map/wire.ts";
import { contains } from "../../src/viz/explore/polygon.ts";
import { noFilters, readView, type View, writeView } from "../../web/explore/address.ts";
import { readLasso, writeLasso } from "../../web/explore/lasso-code.ts";
import { type Colouring, remotePart, selected, whereOf } from "../../web/explore/selection.ts";

const empty: View = { ...noFilters, by: "", camera: "", document: "" };

describe("the address", () => {
  test("says the view, and reads as the same view", () => {
    const view: View = {
      by: "label:kind",
      camera: "1,2,3",
      document: "a/b?&#=",
      lasso: "0,0,1~AAAA",
      search: '面粉 "a b"',
      clusters: [3, -1],
      categories: { source: ["a,b", '["x"]'], "label:kind": ["good"] },
      ranges: { tokens: [null, 12.5], word_count: [3, null] },
    };
    expect(readView(writeView(view, "?renderer=canvas"))).toEqual(view);
    expect(writeView(view, "?renderer=canvas")).toContain("renderer=canvas");
  });

  test("of a map as it opens is empty", () => {
    expect(writeView(empty, "")).toBe("");
    expect(readView("")).toEqual(empty);
  });

  test("that somebody made up reads as what makes sense of it", () => {
    expect(readView("?only=[")).toEqual(empty);
    expect(readView('?only={"a":1}')).toEqual(empty);
    expect(
      readView('?only=[["in","x",1.5,2],["from","a",1],["from","b",1,"x"],["is",4,5],["is","c",1,"d"],7]'),
    ).toEqual({
      ...empty,
      clusters: [2],
      categories: { c: ["d"] },
    });
    expect(readView('?only=[["is","__proto__","x"]]').categories).toEqual(JSON.parse('{"__proto__":["x"]}'));
  });
});

describe("a lasso in the address", () => {
  const number = fc.double({ min: -1e4, max: 1e4, noNaN: true });
  const polygons = fc.array(fc.tuple(number, number), { minLength: 3, maxLength: 60 });

  test("is the same polygon each time it is read, a few thousandths of its size away from the hand's", () => {
    fc.assert(
      fc.property(polygons, (polygon) => {
        const text = writeLasso(polygon);
        const read = readLasso(text);
        if (read === undefined) return; // corners that fell together: no polygon
        expect(readLasso(text)).toEqual(read);
        const size = Math.max(...polygon.flat()) - Math.min(...polygon.flat());
        for (const [x, y] of read) {
          const nearest = Math.min(...polygon.map(([px, py]) => Math.hypot(px - x, py - y)));
          expect(nearest).toBeLessThanOrEqual(size / 1_000 + 1e-6);
        }
      }),
    );
  });

  test("takes two bytes a corner or so", () => {
    const circle = Array.from(
      { length: 300 },
      (_, i) => [Math.cos(i / 48) * 3, Math.sin(i / 48) * 3] as const,
    );
    expect(writeLasso(circle).length).toBeLessThan(1_200);
    expect(contains(readLasso(writeLasso(circle))!, 0, 0)).toBe(true);
  });

  test("that is none reads as none", () => {
    for (const text of [
      "",
      "a",
      "1,2~x",
      "1,2,3~A",
      "1,2,0~AAAAAA",
      "1,2,3~____________",
      "NaN,1,1~AAAA",
      "1,2,3~%%",
    ])
      expect(readLasso(text)).toBeUndefined();
  });
});

describe("a selection", () => {
  const header: ColoursHeader = {
    kind: "category",
    values: [
      { name: "a", count: 2, role: "value" },
      { name: "b", count: 1, role: "value" },
      { name: "none", count: 1, role: "none" },
    ],
  };
  const numbers: ColoursHeader = {
    kind: "number",
    low: 0,
    high: 1,
    min: 0,
    max: 1,
    missing: 1,
    whole: false,
    unit: "",
  };
  const colourings = new Map<string, Colouring>([
    ["source", { header, values: Uint8Array.of(0, 1, 0, 2) }],
    ["share", { header: numbers, values: Float32Array.of(0.1, 0.5, 0.9, Number.NaN) }],
  ]);
  const ground = {
    x: Float32Array.of(0, 1, 2, 3),
    y: Float32Array.of(0, 0, 0, 0),
    colourings,
    indices: undefined,
  };
  const inside = (filters: object, indices?: Uint32Array) =>
    [...(selected({ ...noFilters, ...filters }, { ...ground, indices }) ?? [])].join("");

  test("without parts is no selection", () => expect(selected(noFilters, ground)).toBeUndefined());

  test("holds the points that all its parts hold for", () => {
    expect(inside({ categories: { source: ["a"] } })).toBe("1010");
    expect(inside({ categories: { source: ["b", "none"] } })).toBe("0101");
    expect(inside({ ranges: { share: [0.5, null] } })).toBe("0110");
    expect(inside({ ranges: { share: [null, 0.9] } })).toBe("1110");
    expect(inside({ categories: { source: ["a"] }, ranges: { share: [0.5, null] } })).toBe("0010");
    const lasso = writeLasso([
      [0.5, -1],
      [2.5, -1],
      [2.5, 1],
      [0.5, 1],
    ]);
    expect(inside({ lasso })).toBe("0110");
    expect(inside({ search: "x" }, Uint32Array.of(0, 2))).toBe("1010");
    expect(inside({ search: "x", lasso }, Uint32Array.of(0, 2))).toBe("0010");
  });

  test("asks the server for what the page cannot tell: words, clusters, values beyond the legend", () => {
    expect(
      remotePart({ ...noFilters, categories: { source: ["a"] }, ranges: { share: [0, 1] } }, colourings),
    ).toEqual({});
    expect(
      remotePart(
        { ...noFilters, search: "x", clusters: [14], categories: { source: ["a", "rare"] } },
        colourings,
      ),
    ).toEqual({ search: "x", clusters: [14], categories: [{ by: "source", values: ["a", "rare"] }] });
  });

  test("is told to the server in its words", () => {
    expect(whereOf({ ...noFilters, ranges: { share: [null, 0.5] }, search: "  " })).toEqual({
      range: [{ by: "share", low: null, high: 0.5 }],
    });
  });
});
