import { expect, test } from "vitest";
import { canonical } from "../../src/core/json.ts";

test("canonical gives one text for options that mean the same", () => {
  expect(canonical({ b: 1, a: [/x/i, new Set(["s"])] })).toBe(
    canonical({ a: [/x/i, new Set(["s"])], b: 1, c: undefined }),
  );
});

test("canonical tells functions apart by their source", () => {
  const short = (text: string) => text.length < 5;
  const long = (text: string) => text.length > 5;
  expect(canonical({ when: short })).not.toBe(canonical({ when: long }));
});

test("canonical tells values of different kinds apart", () => {
  const texts = [1, "1", 1n, null, [1], { a: 1 }, /1/, new Date(1), new Uint8Array([1])].map(canonical);
  expect(new Set(texts).size).toBe(texts.length);
});
