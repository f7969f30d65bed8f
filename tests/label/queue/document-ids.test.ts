import fc from "fast-check";
import { expect, test } from "vitest";
import { idsOf } from "./ids.ts";

test("every id is found under its number, over all parts, and no other", () => {
  const names = fc.uniqueArray(fc.string({ unit: "grapheme", minLength: 1, maxLength: 8 }), {
    maxLength: 80,
  });
  fc.assert(
    fc.property(names, fc.nat(80), fc.string(), (all, cut, other) => {
      const ids = idsOf(all.slice(0, cut), [], all.slice(cut));
      expect(ids.count).toBe(all.length);
      all.forEach((id, number) => {
        expect(ids.find(id)).toBe(number);
        expect(ids.at(number)).toBe(id.toWellFormed());
      });
      if (!all.includes(other)) expect(ids.find(other)).toBe(-1);
    }),
  );
});

test("a document is known by its part and its row there", () => {
  const ids = idsOf(["a", "b"], [], ["c"]);
  expect([0, 1, 2].map((number) => ids.placeOf(number))).toEqual([
    { part: 0, row: 0 },
    { part: 0, row: 1 },
    { part: 2, row: 0 },
  ]);
});

test("the hash of an id is the same in another corpus and differs by seed", () => {
  const [one, two] = [idsOf(["x", "y"]), idsOf(["y"])];
  expect(one.hash(1, 7)).toBe(two.hash(0, 7));
  expect(one.hash(1, 7)).not.toBe(one.hash(1, 8));
  expect(one.hash(0, 7)).not.toBe(one.hash(1, 7));
});
