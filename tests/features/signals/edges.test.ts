import { describe, expect, test } from "vitest";
import { expectClose, measured, measuredBytes } from "./measured.ts";
import { naive } from "./oracle.ts";

const edges: Record<string, string> = {
  "an empty text": "",
  "one letter": "a",
  "one mark": "#",
  "white space": " \t\n\u00a0\u2028\n",
  newlines: "\n\n\n",
  "no newline": "just a few words",
  "a byte order mark and zero bytes": "\ufeff\0a\0",
  "one character outside the basic plane": "😀",
  "a stray combining mark": "\u0301",
  "full stops": "....... .. .",
  "an open citation": "[12 and [edit and [citation needed]] of it [३].",
  "a word of 1,001 characters": `short words here. ${"é".repeat(1001)} more words.\nA line of plain words.`,
  "a word of 1,000 characters": `short words here. ${"é".repeat(1000)} more words.`,
};

describe("edge cases", () => {
  test.each(Object.entries(edges))("%s gives finite numbers, those of the definitions", async (_, text) => {
    const [row] = await measured([text]);
    for (const [name, value] of Object.entries(row))
      if (name !== "id") expect(value, name).toSatisfy(Number.isFinite);
    expectClose(row, naive(text));
  });

  test("an empty text gives 0 everywhere", async () => {
    const [{ id: _, ...signals }] = await measured([""]);
    expect(new Set(Object.values(signals))).toEqual(new Set([0]));
  });

  test("invalid UTF-8 reads as replacement characters; byte_count stays what is stored", async () => {
    const bytes = Buffer.from([0x61, 0xff, 0x20, 0xe2, 0x80, 0x20, 0xed, 0xa0, 0x80, 0x62, 0xf0, 0x9f]);
    const text = new TextDecoder().decode(bytes);
    const [before, row, after] = await measuredBytes(Buffer.from("one."), bytes, Buffer.from("two words."));
    expectClose(row, { ...naive(text), byte_count: bytes.length });
    expectClose(before, naive("one."));
    expectClose(after, naive("two words."));
  });

  test("a line of ten megabytes leaves nothing behind for the next document", async () => {
    const line = "Ten megabytes of one line, again and again; ".repeat(240_000);
    const [large, small] = await measured([line, "A small one."]);
    expect(large).toMatchObject({
      byte_count: line.length,
      line_count: 1,
      word_count: 8 * 240_000,
      short_line_ratio: 0,
    });
    expect(large.top_4gram_char_ratio).toBeGreaterThan(0.4);
    expectClose(small, naive("A small one."));
  });

  test.each(["a\r", "[", "x\n", "a'", "{ a b.\n", "n't", '."', "e\u0301"])(
    "a megabyte of %j is read in linear time",
    async (piece) => {
      const half = piece.repeat(500_000);
      const [row] = await measured([half]);
      expect(row.byte_count).toBe(Buffer.byteLength(half));
    },
    10_000,
  );

  test("a document's numbers do not depend on its neighbours", async () => {
    const texts = ["a b a b a b", "One.\nOne.\n", "", "日本語。テキスト", "x ".repeat(5000)];
    const together = await measured(texts);
    const alone = (await Promise.all(texts.map((text) => measured([text])))).map(([row], i) => ({
      ...row,
      id: `d${i}`,
    }));
    expect(together).toEqual(alone);
    expect(await measured([...texts].reverse())).toEqual(
      alone.reverse().map((row, i) => ({ ...row, id: `d${i}` })),
    );
  });
});
