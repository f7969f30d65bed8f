import { describe, expect, test } from "vitest";
import { applyChanges } from "../../../src/clean/edit/draft.ts";
import { mojibake, windows1252 } from "../../../src/clean/edit/unicode/mojibake.ts";
import { dataRecords, hasData } from "../../data.ts";

const misread = (text: string) =>
  Array.from(Buffer.from(text), (byte) =>
    byte >= 0x80 && byte < 0xa0
      ? (windows1252(byte) ?? String.fromCharCode(byte))
      : String.fromCharCode(byte),
  ).join("");

function repaired(text: string): string {
  let now = text;
  for (let reading = 0; reading < 4; reading++) now = applyChanges(now, mojibake(now));
  return now;
}

describe.skipIf(!hasData)("mojibake on texts in 26 languages", () => {
  const texts = dataRecords<{ text: string }>("languages.jsonl.gz").map(({ text }) => text);

  test("no right text is changed, and every text that was read wrongly, once or twice, is restored", () => {
    expect(texts.filter((text) => repaired(text) !== text)).toEqual([]);
    expect(texts.filter((text) => repaired(misread(text)) !== text)).toEqual([]);
    expect(texts.filter((text) => repaired(misread(misread(text))) !== text)).toEqual([]);
  });
});
