import { describe, expect, test } from "vitest";
import { refinedWebLines } from "../../../src/clean/edit/refined-web-lines.ts";
import { editOne } from "./run.ts";

const prose = "This is a line of ordinary prose that stays as it is, for it has many words and no fault.";
const lenient = { rw: refinedWebLines({ off: ["too_much_removed"] }) };

describe("RefinedWeb's rules for lines", () => {
  test.each([
    ["mostly_uppercase", "THE BEST OFFER OF THE YEAR"],
    ["only_digits", "2023"],
    ["counter", "3 likes"],
    ["counter", " 1.2K Followers "],
    ["one_word", "Menu"],
    ["call_to_action", "Read more..."],
  ])("%s removes the line %j", async (part, line) => {
    const { text, edits } = await editOne(lenient, `${prose}\n${line}\n\n${prose}`);
    expect(text).toBe(`${prose}\n\n${prose}`);
    expect(edits).toEqual([[`rw.${part}`, `${line}\n`, ""]]);
  });

  test.each(["He got 3 likes", "2023 was fine", "Call NASA now", "Two words", "3 likes and 4 shares of it"])(
    "%j stays",
    async (line) => {
      expect((await editOne(lenient, `${prose}\n${line}`)).edits).toEqual([]);
    },
  );

  test("calls to action go from short lines alone: sign-in first, read more last, items in cart anywhere", async () => {
    const { text } = await editOne(
      lenient,
      "Sign-in to see it all\n2 items in cart for you\nThe news today Read more...",
    );
    expect(text).toBe("to see it all\n2 for you\nThe news today");
    const long = "one two three four five six seven eight nine items in cart";
    expect((await editOne(lenient, long)).text).toBe(long);
  });

  test("a pattern is no part of a word list: the dots of read more are dots", async () => {
    expect((await editOne(lenient, "I could read moreover")).edits).toEqual([]);
  });

  test("more than five of a hundred removed words drop the document, exactly five do not", async () => {
    const words = (n: number) => Array.from({ length: n }, (_, i) => `word${i}`).join(" ");
    const rules = { rw: refinedWebLines() };
    expect((await editOne(rules, `${words(95)}\nA\nB\nC\nD\nE`)).drops).toEqual([]);
    expect((await editOne(rules, `${words(95)}\nA\nB\nC\nD\nE\nF`)).drops).toEqual(["rw.too_much_removed"]);
  });

  test("the last line goes with the newline before it", async () => {
    expect((await editOne(lenient, `${prose}\nMenu`)).text).toBe(prose);
    expect((await editOne(lenient, `${prose}\nMenu\n`)).text).toBe(`${prose}\n`);
  });
});
