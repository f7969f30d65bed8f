import { describe, expect, test } from "vitest";
import { placeEdits } from "../../../web/document/place-edits.ts";

const edit = (start: number, removed: string, replacement: string, stage = "redact") => ({
  stage,
  rule: "email",
  start,
  end: start + Array.from(removed).length,
  removed,
  replacement,
});

describe("edits at their places in the present text", () => {
  test("places count in the text before: each edit shifts those after it", () => {
    const first = edit(6, "a@b.org", "<mail>");
    const second = edit(18, "xx", "");
    expect(placeEdits("Write <mail> now.  End", 0, [second, first])).toEqual([
      { text: "Write " },
      { text: "<mail>", edit: first },
      { text: " now." },
      { text: "", edit: second },
      { text: "  End" },
    ]);
  });

  test("counts characters, not UTF-16 units", () => {
    const one = edit(2, "🙂x", "y");
    expect(placeEdits("🙂 y!", 0, [one])).toEqual([{ text: "🙂 " }, { text: "y", edit: one }, { text: "!" }]);
  });

  test("only the stage that edited last is placed: the others lie in a text that is no more", () => {
    const last = edit(0, "x", "", "trim");
    expect(placeEdits("abc", 0, [edit(1, "q", ""), last])).toEqual([
      { text: "", edit: last },
      { text: "abc" },
    ]);
  });

  test("a piece of the text has only the edits in it", () => {
    const far = edit(100, "x", "");
    expect(placeEdits("abc", 0, [far])).toEqual([{ text: "abc" }]);
    const near = edit(12, "x", "");
    expect(placeEdits("abc", 10, [near])).toEqual([{ text: "ab" }, { text: "", edit: near }, { text: "c" }]);
  });

  test("counts that do not fit place nothing: by bytes, or by a text that is another", () => {
    expect(placeEdits("ab", 0, [{ ...edit(0, "é", ""), end: 2 }])).toEqual([{ text: "ab" }]);
    expect(placeEdits("ab", 0, [edit(0, "q", "zz")])).toEqual([{ text: "ab" }]);
  });
});
