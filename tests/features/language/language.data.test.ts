import { describe, expect, it } from "vitest";
import { detectLanguage } from "../../../src/features/language/detect.ts";
import { dataRecords, hasData } from "../../data.ts";

/** Gold code of a page folder: base language, and the script for Chinese. */
function codeOf(folder: string): string {
  if (folder === "zh_TW") return "zh-Hant";
  return folder === "zh" ? "zh-Hans" : folder.split("_")[0];
}

describe.skipIf(!hasData)("tldr-pages in 26 languages", () => {
  const documents = () => dataRecords<{ lang: string; text: string }>("languages.jsonl.gz");
  const accuracy = (part: (text: string) => string) => {
    const right = documents().filter(
      ({ lang, text }) => detectLanguage(part(text)).language === codeOf(lang),
    );
    return right.length / documents().length;
  };

  it("names the language of at least 99.5 % of whole documents, both Chinese scripts apart", () => {
    expect(accuracy((text) => text)).toBeGreaterThanOrEqual(0.995);
  });

  it("names the language of at least 96 % of first lines alone", () => {
    expect(accuracy((text) => text.split("\n")[0])).toBeGreaterThanOrEqual(0.96);
  });
});
