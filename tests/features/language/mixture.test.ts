import { describe, expect, test } from "vitest";
import { mixtureOf } from "../../../src/features/language/mixture.ts";

const english =
  "The committee met on Tuesday to discuss the proposal, and most of those present agreed that it should be put to a vote before the end of the year. ";
const german =
  "Der Ausschuss trat am Dienstag zusammen, um über den Vorschlag zu beraten, und die meisten Anwesenden waren der Meinung, dass noch vor Jahresende abgestimmt werden sollte. ";
const japanese =
  "委員会は火曜日に開かれ、提案について話し合いました。出席者の多くは年内に投票すべきだと考えていました。";

describe("the languages of a text", () => {
  test("a text of one language has one, with all of it", () => {
    expect(mixtureOf(english.repeat(30)).shares).toEqual([["en", 1]]);
  });

  test("shares follow the letters, wherever in the text they stand", () => {
    const { shares } = mixtureOf(`${english.repeat(20)}\n${german.repeat(20)}\n${english.repeat(20)}`);
    expect(shares.map(([language]) => language)).toEqual(["en", "de"]);
    expect(Math.abs(shares[0][1] - 40 / 62.5)).toBeLessThan(0.08);
  });

  test("a short text of two lines in two languages has both", () => {
    expect(new Set(mixtureOf(`${english}\n${japanese}`).shares.map(([language]) => language))).toEqual(
      new Set(["en", "ja"]),
    );
  });

  test.each(["", " \n\t", "12345 67890", "\u0000\ud800", "\n".repeat(1000)])("%j has no language", (text) => {
    expect(mixtureOf(text).shares).toEqual([]);
  });

  test("a long endless line and a text of line breaks cost no more than others", () => {
    expect(mixtureOf("word".repeat(500_000)).shares.length).toBeLessThanOrEqual(2);
    expect(mixtureOf("a\n".repeat(1000)).shares.length).toBeLessThanOrEqual(3);
  });
});
