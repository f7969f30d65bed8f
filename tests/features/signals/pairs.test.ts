import fc from "fast-check";
import { expect, test } from "vitest";
import { COUNT, FIRST, Pairs, ROW } from "../../../src/features/signals/pairs.ts";

const pairs = new Pairs();

function read(list: readonly (readonly [number, number])[]): Pairs {
  pairs.reserve(list.length);
  list.forEach(([left, right], place) => {
    pairs.lefts[place] = left;
    pairs.rights[place] = right;
  });
  pairs.read(list.length);
  return pairs;
}

test("numbers distinct pairs in the order in which they first appear", () => {
  const { numbers, last } = read([
    [1, 2],
    [2, 1],
    [1, 2],
    [0, 0],
  ]);
  expect(Array.from(numbers.subarray(0, 4))).toEqual([ROW, 2 * ROW, ROW, 3 * ROW]);
  expect(last).toBe(3 * ROW);
});

test("counts like a map, for any list after any other", () => {
  const number = fc.oneof(fc.integer({ min: -2, max: 2 }), fc.integer());
  fc.assert(
    fc.property(fc.array(fc.tuple(number, number), { maxLength: 300 }), (list) => {
      const groups = Map.groupBy(list.keys(), (place) => list[place].join());
      const { numbers, rows, last } = read(list);
      expect(last).toBe(groups.size * ROW);
      list.forEach((pair, place) => {
        const same = groups.get(pair.join()) ?? [];
        expect(rows[numbers[place] + FIRST]).toBe(same[0]);
        expect(rows[numbers[place] + COUNT]).toBe(same.length);
        expect(pairs.has(...pair)).toBe(true);
      });
      expect(pairs.has(123_456_789, -987_654_321)).toBe(groups.has("123456789,-987654321"));
    }),
  );
});
