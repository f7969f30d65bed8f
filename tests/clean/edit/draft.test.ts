import { describe, expect, test } from "vitest";
import { applyChanges, Draft } from "../../../src/clean/edit/draft.ts";
import { editRows } from "../../../src/clean/edit/edit-rows.ts";

describe("a draft", () => {
  test("rules in turn give disjoint edits of the original, and applying them gives the text", () => {
    const draft = new Draft("One  two\nthree [1] four\n");
    draft.change("spaces", [{ start: 3, end: 5, replacement: " " }]);
    draft.change("citations", [
      { start: draft.text.indexOf("[1]"), end: draft.text.indexOf("[1]") + 4, replacement: "" },
    ]);
    expect(draft.text).toBe("One two\nthree four\n");
    expect(draft.edits()).toEqual([
      { rule: "spaces", start: 3, end: 5, replacement: " " },
      { rule: "citations", start: 15, end: 19, replacement: "" },
    ]);
    expect(applyChanges(draft.original, draft.edits())).toBe(draft.text);
  });

  test("a rule that removes what another one edited takes that edit over", () => {
    const draft = new Draft("keep\nbad  line\nkeep");
    draft.change("spaces", [{ start: 8, end: 10, replacement: " " }]);
    draft.change("lines", [{ start: 5, end: 14, replacement: "" }]);
    expect(draft.edits()).toEqual([{ rule: "lines", start: 5, end: 15, replacement: "" }]);
  });

  test("any random sequence of changes can be replayed and taken back from the edits", () => {
    let seed = 7;
    const random = (n: number) => {
      seed = (Math.imul(seed, 1103515245) + 12345) & 0x7fffffff;
      return seed % n;
    };
    for (let round = 0; round < 500; round++) {
      const draft = new Draft("abcdefghijklmnopqrstuvwxyz".slice(0, random(26)));
      for (let rule = 0; rule < 4; rule++) {
        const changes = [];
        for (let at = random(4); at <= draft.text.length; ) {
          const end = Math.min(draft.text.length, at + random(5));
          changes.push({ start: at, end, replacement: "XYZ".slice(0, random(4)) });
          at = end + 1 + random(6);
        }
        const expected = applyChanges(draft.text, changes);
        draft.change(`rule-${rule}`, changes);
        expect(draft.text).toBe(expected);
        const edits = draft.edits();
        expect(applyChanges(draft.original, edits)).toBe(expected);
        for (let i = 1; i < edits.length; i++)
          expect(edits[i].start).toBeGreaterThanOrEqual(edits[i - 1].end);
      }
    }
  });

  test("rows count characters, not UTF-16 units", () => {
    const draft = new Draft("😀😀 mail me");
    draft.change("pii", [{ start: 5, end: 9, replacement: "|||" }]);
    expect(editRows("d", "edit", draft)).toEqual([
      { id: "d", stage: "edit", rule: "pii", start: 3, end: 7, removed: "mail", replacement: "|||" },
    ]);
  });
});
