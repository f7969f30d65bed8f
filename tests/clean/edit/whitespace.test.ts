import { expect, test } from "vitest";
import { whitespace } from "../../../src/clean/edit/whitespace.ts";
import { editOne } from "./run.ts";

const tidy = (text: string, ...options: Parameters<typeof whitespace>) =>
  editOne({ space: whitespace(...options) }, text);

test.each([
  ["breaks", "a\r\nb\rc\u2028d\fe", "a\nb\nc\nd\ne"],
  ["spaces", "a  b\tc\u00a0d \u3000 e", "a b c d e"],
  ["trailing", "a \nb\t\nc", "a\nb\nc"],
  ["blank_lines", "a\n\n\n\nb\n\nc", "a\n\nb\n\nc"],
  ["edges", " \n a\nb \n\n", " a\nb"],
])("%s: %j becomes %j, and off it stays", async (part, before, after) => {
  const { text, edits } = await tidy(before);
  expect(text).toBe(after);
  expect(new Set(edits.map(([rule]) => rule))).toEqual(new Set([`space.${part}`]));
  expect((await tidy(before, { off: ["breaks", "spaces", "trailing", "blank_lines", "edges"] })).text).toBe(
    before,
  );
});

test("the indent of lines stays, or goes on request", async () => {
  const code = "if x:\n    y()\n\tz()";
  expect((await tidy(code)).edits).toEqual([]);
  expect((await tidy(code, { indent: "remove" })).text).toBe("if x:\ny()\nz()");
});

test("a run that breaks several rules is one edit", async () => {
  const { edits } = await tidy("a \r\n \r\n\r\n\r\n b");
  expect(edits).toEqual([["space.breaks", " \r\n \r\n\r\n\r\n ", "\n\n "]]);
});

test("blankLines sets how many blank lines in a row may stay", async () => {
  expect((await tidy("a\n\n\n\nb", { blankLines: 2 })).text).toBe("a\n\n\nb");
  expect((await tidy("a\n\n\n\nb", { blankLines: 0 })).text).toBe("a\nb");
});
