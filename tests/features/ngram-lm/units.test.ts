import { describe, expect, test } from "vitest";
import { createUnits, isLineEnd, scanUnits, type UnitKind } from "../../../src/features/ngram-lm/units.ts";

const units = createUnits();

/** Hashes of the units of a text; `|` for the end of a line. */
function hashes(text: string | Uint8Array, kind: UnitKind = "words"): string[] {
  const bytes = Buffer.from(text);
  scanUnits(units, bytes, 0, bytes.length, kind);
  return Array.from({ length: units.count }, (_, i) =>
    isLineEnd(units, i) ? "|" : `${units.hashes[2 * i]}.${units.hashes[2 * i + 1]}`,
  );
}

/** The units of a text when its parts, joined by spaces, are the same. */
const same = (text: string, parts: string) => expect(hashes(text)).toEqual(hashes(parts));

describe("words", () => {
  test("lower case, digits as 0, and other characters by themselves", () => {
    same("The MILL, 1987!", "the mill , 0000 !");
    expect(hashes("The MILL, 1987!")).toHaveLength(6);
    same("ÉTÉ Ωμέγα", "été ωμέγα");
  });

  test("marks stay in their word", () => {
    expect(hashes("हिन्दी में")).toHaveLength(3);
    expect(hashes("e\u0301te\u0301")).toHaveLength(2);
  });

  test("each letter of a script without spaces is a unit", () => {
    same("水车转动", "水 车 转 动");
    same("กังหัน", "ก ัง ห ัน");
  });

  test("a line with a unit ends; blank lines are no lines", () => {
    expect(hashes("a\n\n \nb").map((hash) => hash === "|")).toEqual([false, true, false, true]);
    expect(hashes("a\r\nb\n")).toEqual(hashes("a\nb"));
  });

  test("no unit in what is empty or white space", () => {
    for (const text of ["", " ", "\n\n", "\t \u00a0\u3000\n"]) expect(hashes(text)).toEqual([]);
  });
});

test("characters: lower case, a run of white space is one, none at the ends of lines", () => {
  expect(hashes(" Ab  c \n d", "characters")).toEqual(hashes("ab c\nd", "characters"));
  expect(hashes("ab c", "characters")).toHaveLength(5);
  expect(hashes(" \n \t", "characters")).toEqual([]);
});

test.each<UnitKind>(["words", "characters"])("hostile bytes have units too: %s", (kind) => {
  const hostile = [
    Uint8Array.of(0, 0xff, 0xc3, 0x41, 0xed, 0xa0, 0x80, 0xf4),
    "\u0000\u202e\u05d0\ufeff",
    "a".repeat(1 << 20),
    ". ".repeat(1 << 18),
  ];
  for (const text of hostile) expect(hashes(text, kind).length).toBeGreaterThan(1);
});

test("no two of ten thousand units have one hash", () => {
  const words = Array.from({ length: 10_000 }, (_, i) =>
    i.toString(26).replace(/./g, (digit) => String.fromCharCode(97 + Number.parseInt(digit, 26))),
  );
  expect(new Set(hashes(words.join(" "))).size).toBe(10_001);
});
