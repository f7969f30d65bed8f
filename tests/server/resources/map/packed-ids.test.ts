import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { IdPacker, idAt, placeOf } from "../../../../src/server/resources/map/packed-ids.ts";

function packed(ids: readonly string[], perAppend = 3) {
  const packer = new IdPacker();
  for (let from = 0; from < ids.length; from += perAppend) {
    const some = ids.slice(from, from + perAppend).map((id) => Buffer.from(id));
    packer.append(
      Buffer.concat(some),
      some.map(({ length }) => length),
    );
  }
  return packer.finish();
}

describe("packed ids", () => {
  test("are found by id and by place, whatever their characters", () => {
    const id = fc.string({ unit: "grapheme-ascii", maxLength: 12 });
    fc.assert(
      fc.property(fc.uniqueArray(fc.oneof(id, fc.constantFrom("é", "𠀀", "")), { maxLength: 40 }), (ids) => {
        const sorted = ids.toSorted((a, b) => Buffer.compare(Buffer.from(a), Buffer.from(b)));
        const all = packed(sorted);
        expect(sorted.map((_, i) => idAt(all, i))).toEqual(sorted);
        expect(sorted.map((one) => placeOf(all, one))).toEqual(sorted.map((_, i) => i));
      }),
    );
  });

  test("do not find an id that is a part of another, or longer", () => {
    const all = packed(["aa", "ab"]);
    for (const absent of ["", "a", "aaa", "abc", "b"])
      expect([absent, placeOf(all, absent)]).toEqual([absent, -1]);
    expect(placeOf(packed([]), "a")).toBe(-1);
  });

  test("grow past their first room", () => {
    const ids = Array.from({ length: 10_000 }, (_, i) => `document-${String(i).padStart(8, "0")}`);
    const all = packed(ids, 1_000);
    expect([idAt(all, 0), idAt(all, 9_999), placeOf(all, ids[7_777])]).toEqual([ids[0], ids[9_999], 7_777]);
  });
});
