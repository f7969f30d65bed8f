import { describe, expect, test } from "vitest";
import { repairUnicode } from "../../../src/clean/edit/repair-unicode.ts";
import { mojibake, windows1252 } from "../../../src/clean/edit/unicode/mojibake.ts";
import { editOne } from "./run.ts";

const repair = (text: string, ...options: Parameters<typeof repairUnicode>) =>
  editOne({ unicode: repairUnicode(...options) }, text);

/** Text as it reads when its UTF-8 is taken for windows-1252, or with C1 controls for Latin-1. */
function misread(text: string, encoding: "windows-1252" | "latin1"): string {
  return Array.from(Buffer.from(text), (byte) => {
    const isUpper = encoding === "windows-1252" && byte >= 0x80 && byte < 0xa0;
    return (isUpper ? windows1252(byte) : undefined) ?? String.fromCharCode(byte);
  }).join("");
}

describe("mojibake", () => {
  test.each([
    "café",
    "“Well,” he said—‘no’…",
    "naïve æther Œuvre",
    "Übergröße ÄÖÜ",
    "Привет, мир",
    "日本語の文章",
    "안녕하세요",
    "😀🎉",
    "voilà du thé",
    "€5 and £3 ½ ©",
    "Zażółć gęślą jaźń",
  ])("%j is read back, from windows-1252, from Latin-1, and from both twice over", async (text) => {
    for (const encoding of ["windows-1252", "latin1"] as const) {
      const once = misread(text, encoding);
      expect((await repair(once)).text).toBe(text);
      expect((await repair(misread(once, encoding))).text).toBe(text);
    }
  });

  test.each([
    "„Spaß“ und Größe",
    "MÄ“ rief er",
    "« voilà\u00a0» dit-il",
    "NÃO, IRMÃ”",
    "CAFÉ”",
    "la forÊt…",
    "Â",
    "Ã is a letter",
    "50 °C, ±3",
    "Ð and Þ are Icelandic",
  ])("%j is real text and stays", async (text) => {
    expect((await repair(text)).edits).toEqual([]);
  });

  test("a word is one edit, and only what was wrong is changed", async () => {
    const { text, edits } = await repair("Größe: Ð¿Ñ€Ð¸Ð²ÐµÑ‚ ok");
    expect(text).toBe("Größe: привет ok");
    expect(edits).toEqual([["unicode.mojibake", "Ð¿Ñ€Ð¸Ð²ÐµÑ‚", "привет"]]);
  });

  test("a space that does not break comes back also where it was made plain", async () => {
    expect((await repair("The end.Â Next.  Â Then ok.")).text).toBe("The end.\u00a0Next.  \u00a0Then ok.");
    expect((await repair("The letter Â in Romanian")).edits).toEqual([]);
  });

  test("no valid sequence is taken from overlong forms or surrogates", () => {
    expect(mojibake("\u00c0\u0080 \u00ed\u00a0\u0080 \u00f4\u0090\u0080\u0080")).toEqual([]);
  });
});

describe("other repairs", () => {
  test("controls go, tabs and line breaks stay, escape sequences go whole", async () => {
    const { text, edits } = await repair("a\0b\x1b[31mred\x1b[0m\t\r\n\fend\x7f");
    expect(text).toBe("abred\t\r\n\fend");
    expect(new Set(edits.map(([rule]) => rule))).toEqual(new Set(["unicode.control"]));
  });

  test("controls from U+0080 on were windows-1252", async () => {
    expect((await repair("it\u0092s \u0093fine\u0094 \u0081")).text).toBe("it’s “fine” ");
  });

  test("zero-width spaces, soft hyphens and the byte order mark go; joiners of scripts and emoji stay", async () => {
    expect((await repair("\ufeffze\u200bro soft\u00adly 👩\u200d👧 می\u200cخواهم")).text).toBe(
      "zero softly 👩\u200d👧 می\u200cخواهم",
    );
  });

  test("NFC composes, each character an edit; NFKC also makes compatible characters plain; keep does neither", async () => {
    expect((await repair("cafe\u0301 ﬁ ①")).edits).toEqual([["unicode.normal_form", "e\u0301", "é"]]);
    expect((await repair("\u1112\u1161\u11ab")).text).toBe("한");
    expect((await repair("ﬁ ① Ａ\u00a0x", { normalForm: "NFKC" })).text).toBe("fi 1 A x");
    expect((await repair("cafe\u0301", { normalForm: "keep" })).edits).toEqual([]);
  });

  test("quotes and dashes change by policy alone", async () => {
    const text = "“a” ‘b’ – c — d";
    expect((await repair(text)).edits).toEqual([]);
    expect((await repair(text, { quotes: "straight", dashes: "hyphen" })).text).toBe(`"a" 'b' - c - d`);
  });
});
