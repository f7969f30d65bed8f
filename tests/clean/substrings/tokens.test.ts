import { expect, test } from "vitest";
import { stretchesAround } from "../../../src/clean/substrings/stretches.ts";
import { Tokens } from "../../../src/clean/substrings/tokens.ts";
import { Winnow } from "../../../src/clean/substrings/winnow.ts";
import { plainTokens, randomOf } from "./brute-force.ts";

function tokensOf(text: string): string[] {
  const bytes = Buffer.from(text);
  const { count, starts, ends } = new Tokens().read("words", bytes);
  return Array.from({ length: count }, (_, i) => bytes.toString("utf8", starts[i], ends[i]));
}

test("a token is a run of letters, marks and digits, a letter of a script without spaces, or another character", () => {
  expect(tokensOf("Don't—e\u0301a 3.5%")).toEqual(["Don", "'", "t", "—", "e\u0301a", "3", ".", "5", "%"]);
  expect(tokensOf("漢字ab。กำ हिन्दी")).toEqual(["漢", "字", "ab", "。", "ก", "ำ", "हिन्दी"]);
});

test.each([
  "",
  "  ",
  "a😀b",
  "x\u0301\u0301 \u0301y",
  "\u{1F468}\u200D\u{1F469}",
  "שלום, עולם",
  "ภาษาไทย ລາວ",
  "한국어 ２０",
])("tokens of %j are those of a regular expression", (text) =>
  expect(tokensOf(text)).toEqual(plainTokens(text).map(({ value }) => value)),
);

test("equal tokens have equal hashes, other ones do not", () => {
  const tokens = new Tokens().read("words", Buffer.from("one two one onE"));
  const pairs = Array.from({ length: 4 }, (_, i) => `${tokens.low[i]} ${tokens.high[i]}`);
  expect(new Set(pairs).size).toBe(3);
  expect(pairs[0]).toBe(pairs[2]);
});

test.each([2, 5, 50])(
  "whatever texts share, %i tokens or more, lies around a fingerprint that both have",
  (minimum) => {
    const random = randomOf(minimum);
    const words = (count: number, different: number) =>
      Array.from({ length: count }, () => `w${Math.floor(random() * different)}`);
    for (let round = 0; round < 300; round++) {
      const shared = words(minimum + Math.floor(random() * 3), round % 3 === 0 ? 1 : 50);
      const found = [0, 1].map(() => {
        const before = words(Math.floor(random() * 40), 50);
        const text = [...before, ...shared, ...words(Math.floor(random() * 40), 50)].join(" ");
        const tokens = new Tokens().read("words", Buffer.from(text));
        const winnow = new Winnow(minimum).read(tokens);
        return { winnow, hashes: [...winnow.hashes], tokens: tokens.count, at: before.length };
      });
      for (const [own, other] of [found, [...found].reverse()]) {
        const both = own.hashes.flatMap((hash, i) => (other.hashes.includes(hash) ? [i] : []));
        const around = stretchesAround(own.winnow, both, own.tokens);
        expect(around.some(({ first, end }) => first <= own.at && end >= own.at + minimum)).toBe(true);
      }
    }
  },
);

test("a text of fewer tokens than the minimum has no fingerprint, one word a million times has few", () => {
  const count = (text: string) => new Winnow(50).read(new Tokens().read("words", Buffer.from(text))).count;
  expect(count("a ".repeat(49))).toBe(0);
  expect(count("a ".repeat(50))).toBe(1);
  expect(count("a ".repeat(1 << 20))).toBeLessThan(2 ** 20 / 20);
});
