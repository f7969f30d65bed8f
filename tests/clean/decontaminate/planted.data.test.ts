import { describe, expect, it } from "vitest";
import { hasData } from "../../data.ts";
import { plantedBooks, questionsOf } from "./planted.ts";
import { scanner } from "./scan.ts";

/** Words and spaces, by another way than the scan's. */
const plain = (text: string) =>
  text
    .toLowerCase()
    .match(/[a-z0-9]+/g)
    ?.join(" ") ?? "";

describe.skipIf(!hasData)("questions planted in books", () => {
  it.each([
    ["13-grams, questions of 13 words and more", 13, { grams: 13 }],
    ["13-grams, questions of 8 words and more", 8, { grams: 13 }],
    ["8-grams, the whole question", 8, { grams: 8, minimumCoverage: 1 }],
  ])("are all found, each by its id and nothing else: %s", (_name, least, options) => {
    const questions = questionsOf(least);
    const { planted, clean } = plantedBooks(questions, 1);
    const { scan, ids } = scanner(questions, options);
    for (const [kind, documents] of Object.entries(planted)) {
      const missed = documents.filter(({ text, questions: [planted] }) => {
        const found = scan(Buffer.from(text)).flatMap(({ matches }) =>
          matches.map(({ example }) => ids[example]),
        );
        return !found.includes(planted);
      });
      expect([kind, missed.length]).toEqual([kind, 0]);
      expect(documents.length).toBeGreaterThan(100);
    }
    // A few other books hold a gram of a question, "now is the time for all good men to come to the aid" for one.
    const text = new Map(questions.map((question) => [question.id, plain(question.text).split(" ")]));
    const others = clean.flatMap((book) =>
      scan(Buffer.from(book.text)).map(({ matches }) => ({ book, matches })),
    );
    for (const { book, matches } of others)
      for (const { example } of matches) {
        const words = text.get(ids[example]) ?? [];
        const grams = words.map((_, at) =>
          words.slice(at, at + Math.min(options.grams, words.length)).join(" "),
        );
        expect(grams.some((gram) => plain(book.text).includes(gram))).toBe(true);
      }
    expect(others.length).toBeLessThanOrEqual(3);
  });
});
