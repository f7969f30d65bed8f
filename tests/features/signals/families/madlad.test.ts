import { describe, expect, test } from "vitest";
import { measuredBy } from "./measured.ts";

const plain = "This is a sentence of ordinary length. ";

async function madlad(text: string) {
  const [row] = await measuredBy(["madlad"], [text]);
  const { madlad_sentence_count: sentences, madlad_questionable_ratio: ratio, ...faults } = row;
  const found = Object.entries(faults).filter(([, count]) => Number(count) > 0);
  return {
    sentences,
    ratio,
    faults: Object.fromEntries(found.map(([name, count]) => [name.slice(7, -10), count])),
  };
}

describe("MADLAD-400", () => {
  test("cuts sentences at . ! ? before white space; an empty text has none", async () => {
    expect(await madlad("")).toEqual({ sentences: 0, ratio: 0, faults: {} });
    expect(await madlad(" \n ... ")).toEqual({ sentences: 0, ratio: 0, faults: {} });
    expect(await madlad(`${plain}It costs 3.14 euros and no more!?\nWhy should it not be so`)).toEqual({
      sentences: 3,
      ratio: 0,
      faults: {},
    });
  });

  test.each([
    [`${"One Two ".repeat(6)}three four.`, "list_case"],
    [`${"One twoo ".repeat(5)}One twoo.`, undefined],
    ["Nineteen characters. ", "length"],
    ["Twenty characters it. ", undefined],
    [`${"é".repeat(500)}.\n`, undefined],
    [`${"é".repeat(501)}.\n`, "length"],
    ["call (123) 456 of the house", "technical"],
    ["call 123 now or in the evening", undefined],
    ["the page to ownload is not here now", "cursed"],
    ["he wrote to facebook about it all day", undefined],
    ["he wrote to Facebook about it all day", "cursed"],
    ["the word sex stands between two blanks", "cursed"],
    ["the words Essex and sexes stand in a row", undefined],
    ["this song is there as song.mp3 for all", "cursed"],
    ["the first is in Vol.1 of all the works", "cursed"],
    ["this line ends in a bar as menus do |", "cursed"],
    ["the town has the nr. ", "cursed"],
    ["to say: a b c d e f g h i are letters", "cursed"],
    ["to say: a b c d e f g h are letters", undefined],
    ["one, ab, cd, ef, gh, and all the others", "cursed"],
    ["one, ab, cd, ef, and all the other ones", undefined],
    ["смотрите в нем № 5 на этой странице", "cursed"],
  ])("%j breaks %s", async (sentence, fault) => {
    const { faults, ratio } = await madlad(sentence);
    expect(Object.keys(faults).filter((name) => name === fault || fault === undefined)).toEqual(
      fault ? [fault] : [],
    );
    expect(ratio).toBe(fault ? 1 : 0);
  });

  test("a sentence with two faults is one questionable sentence: the ratio is never above 1", async () => {
    expect(await madlad(`Vol.1 (12)! ${plain}`)).toEqual({
      sentences: 2,
      ratio: 1 / 2,
      faults: { length: 1, technical: 1, cursed: 1 },
    });
  });

  test("a ban list is literal: Vol. needs its full stop, and length is counted in characters", async () => {
    expect((await madlad("the Volume of all the works of old")).faults).toEqual({});
    expect((await madlad("日本語の文章です。これは二十文字以上の長い文です")).faults).toEqual({});
  });
});
