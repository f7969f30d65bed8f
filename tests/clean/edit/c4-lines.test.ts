import { describe, expect, test } from "vitest";
import { c4Lines } from "../../../src/clean/edit/c4-lines.ts";
import { editOne } from "./run.ts";

const lines = (...options: Parameters<typeof c4Lines>) => ({ c4: c4Lines(...options) });
const prose = "One sentence stands here. And a second one? Yes! There is a fourth. And so a fifth one.";

describe("C4 keeps a line", () => {
  test.each([
    ["long_word", `A ${"b".repeat(1001)} word is here.`],
    ["unpunctuated", "This line has no terminal mark"],
    ["unpunctuated", "This line trails off..."],
    ["too_few_words", "Two words."],
    ["javascript", "Please enable JavaScript to go on."],
    ["policy", "See our Privacy Policy for that."],
  ])("only when it is not %s", async (part, line) => {
    const { text, edits, drops } = await editOne(lines(), `${prose}\n${line}\n${prose}`);
    expect(text).toBe(`${prose}\n${prose}`);
    expect(edits).toEqual([[`c4.${part}`, `${line}\n`, ""]]);
    expect(drops).toEqual([]);
    const without = await editOne(lines({ off: [part as never] }), `${prose}\n${line}\n${prose}`);
    expect(without.text).toBe(`${prose}\n${line}\n${prose}`);
  });

  test("trimmed and joined by one newline, without marks of citations", async () => {
    const { text, edits } = await editOne(
      lines(),
      `\n  ${prose} \r\n\n  The sky[1] is[citation needed] blue.\t\n`,
    );
    expect(text).toBe(`${prose}\nThe sky is blue.`);
    expect(edits).toEqual([
      ["c4.space", "\n  ", ""],
      ["c4.space", " \r\n\n  ", "\n"],
      ["c4.citations", "[1]", ""],
      ["c4.citations", "[citation needed]", ""],
      ["c4.space", "\t\n", ""],
    ]);
  });

  test("and lines that go for one reason are one edit, with the blank lines after them", async () => {
    const { edits } = await editOne(lines(), `${prose}\nMenu\n\nHome page here\n${prose}\nFoot`);
    expect(edits).toEqual([
      ["c4.unpunctuated", "Menu\n\nHome page here\n", ""],
      ["c4.unpunctuated", "\nFoot", ""],
    ]);
  });
});

describe("C4 drops a document", () => {
  test.each([
    ["lorem_ipsum", `${prose}\nLorem Ipsum dolor sit amet.`],
    ["curly_bracket", `${prose}\nif (x) { return y; } is code.`],
    ["too_few_sentences", "One sentence is here.\nAnd a second one."],
  ])("for %s, and undoing that keeps it", async (part, text) => {
    expect((await editOne(lines(), text)).drops).toEqual([`c4.${part}`]);
    expect((await editOne(lines({ off: [part as never] }), text)).drops).toEqual([]);
  });

  test("and does not count the sentences of the line that is to blame", async () => {
    const { drops } = await editOne(lines(), "One. Two. Three. Four.\nThis { is the fifth.");
    expect(drops).toEqual(["c4.curly_bracket", "c4.too_few_sentences"]);
  });

  test("not for a bracket in a line that went for another reason", async () => {
    expect((await editOne(lines(), `${prose}\nif (x) {`)).drops).toEqual([]);
  });

  test("with the limits of the original code: five words, three sentences", async () => {
    const { text, drops } = await editOne(
      lines({ words: 5, sentences: 3 }),
      "Four words are here.\nThis one has five words. A second. A third.",
    );
    expect(text).toBe("This one has five words. A second. A third.");
    expect(drops).toEqual([]);
  });
});
