import { describe, expect, test } from "vitest";
import { findPii } from "../../../../src/clean/edit/pii/find.ts";
import { piiKinds, piiRegions } from "../../../../src/clean/edit/pii/found.ts";
import { examples } from "./examples.ts";

const options = { kinds: piiKinds, regions: piiRegions, globalAddresses: true };
const found = (text: string) =>
  findPii(text, options).map(({ kind, start, end }) => [kind, text.slice(start, end)]);

describe("what is found", () => {
  test.each(examples)("in $text", ({ text, found: wanted }) => {
    expect(found(text)).toEqual(wanted);
  });

  test("is found also where all examples stand in one text, line by line", () => {
    const text = examples.map((example) => example.text).join("\n");
    const wanted = examples.flatMap((example) => example.found);
    const got = found(text);
    expect(got).toEqual(wanted);
  });

  test("is sorted and disjoint, the more certain kind first", () => {
    expect(found("key=AKIAIOSFODNN7EXAMPLE@example.com")).toEqual([["secret", "AKIAIOSFODNN7EXAMPLE"]]);
    expect(found("4111 1111 1111 1111 is no phone, call 4111 1111 1111 1111")).toEqual([
      ["card", "4111 1111 1111 1111"],
      ["card", "4111 1111 1111 1111"],
    ]);
  });

  test("of phone numbers and identity numbers only those of the regions", () => {
    const german = findPii("030/1234567 or (212) 555-0147", { ...options, regions: ["DE"] });
    expect(german.map(({ start }) => start)).toEqual([0]);
  });
});
