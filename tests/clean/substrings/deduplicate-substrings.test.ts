import { describe, expect, test } from "vitest";
import { deduplicateSubstrings } from "../../../src/clean/substrings/deduplicate-substrings.ts";
import type { DeduplicateSubstringsOptions } from "../../../src/clean/substrings/options.ts";
import type { Given } from "../segments/given.ts";
import { clean } from "../segments/run.ts";
import { coveredByBruteForce, randomOf, randomTexts } from "./brute-force.ts";

const words = (from: number, to: number) =>
  Array.from({ length: to - from }, (_, i) => `w${from + i}`).join(" ");
const named = (...texts: string[]): Given[] => texts.map((text, i) => ({ id: `d${i}`, text }));
const substrings = (options: DeduplicateSubstringsOptions = {}) => deduplicateSubstrings(options);

describe("words", () => {
  test("a passage of 50 tokens that stood in an earlier document goes, one of 49 stays", async () => {
    const { kept, rows } = await clean(
      named(`a ${words(0, 60)} b`, `c ${words(5, 55)} d`, `e ${words(8, 57)} f`),
      substrings(),
    );
    expect(kept.d1).toBe("c d");
    expect(kept.d2).toBe(`e ${words(8, 57)} f`);
    expect(await rows('SELECT id, stage, rule, start, "end", removed, replacement FROM edits')).toEqual([
      {
        id: "d1",
        stage: "repeats",
        rule: "repeated_substring",
        start: 2,
        end: 2 + words(5, 55).length + 1,
        removed: `${words(5, 55)} `,
        replacement: "",
      },
    ]);
  });

  test("white space makes no difference, everything else does", async () => {
    const copy = words(0, 60).replaceAll(" ", "\n  ");
    const { kept } = await clean(
      named(words(0, 60), `x ${copy} y`, words(0, 60).toUpperCase(), words(0, 60).replaceAll(" ", ", ")),
      substrings(),
    );
    expect(kept.d1).toBe("x y");
    expect(Object.keys(kept)).toEqual(["d0", "d1", "d2", "d3"]);
  });

  test("of white space around a cut the greater break is left", async () => {
    const { kept } = await clean(
      named(
        words(0, 60),
        `a ${words(0, 60)}\n\nb`,
        `c\n${words(0, 60)} d`,
        `e\n${words(0, 60)}`,
        `${words(0, 60)}\n\nf`,
      ),
      substrings(),
    );
    expect(kept).toMatchObject({ d1: "a\n\nb", d2: "c\nd", d3: "e", d4: "f" });
  });

  test("overlapping repeats of different documents are cut as one", async () => {
    const { kept, rows } = await clean(
      named(
        words(0, 100),
        `${words(90, 100)} ${words(200, 260)}`,
        `s ${words(20, 100)} ${words(200, 255)} t`,
      ),
      substrings(),
    );
    expect(kept.d2).toBe("s t");
    expect(await rows("SELECT count(*) AS cuts FROM edits WHERE id = 'd2'")).toEqual([{ cuts: 1 }]);
  });

  test("of a text that repeats itself one period stays", async () => {
    const { kept } = await clean(named(Array(10).fill(words(0, 60)).join(" ")), substrings());
    expect(kept.d0).toBe(words(0, 60));
  });

  test("a document without rest is dropped, with value and bound", async () => {
    const { kept, rows } = await clean(named(words(0, 60), words(0, 60)), substrings());
    expect(Object.keys(kept)).toEqual(["d0"]);
    expect(await rows("SELECT id, rule, value, bound FROM decisions")).toEqual([
      { id: "d1", rule: "too_few_words_left", value: 0, bound: "1" },
    ]);
  });

  test("keep none: every copy goes", async () => {
    const { kept } = await clean(
      named(`a ${words(0, 60)}`, `b ${words(0, 60)}`, `c ${words(100, 160)}`),
      substrings({ keep: "none" }),
    );
    expect(kept).toEqual({ d0: "a", d1: "b", d2: `c ${words(100, 160)}` });
  });

  test("within a scope alone, the first in document order stays", async () => {
    const rows = ["b", "a", "a", "b"].map((source, i) => ({
      id: `d${i}`,
      text: `x${i} ${words(0, 60)}`,
      source,
      position: -i,
    }));
    const scoped = await clean(rows, substrings({ scope: "source" }));
    expect(scoped.kept).toEqual({ d0: "x0", d1: "x1", d2: rows[2].text, d3: rows[3].text });
    const global = await clean(rows, substrings());
    expect(global.kept).toEqual({ d0: "x0", d1: "x1", d2: rows[2].text, d3: "x3" });
  });

  test("a letter of a script without spaces is a token", async () => {
    const text =
      "春の小川はさらさら行くよ岸のすみれやれんげの花にすがたやさしく色うつくしく咲けよ咲けよとささやきながら";
    const { kept } = await clean(named(text, `前。${text}後`), substrings());
    expect(kept.d1).toBe("前。後");
  });

  test("a paragraph of which more than the share is covered goes whole", async () => {
    const text = `intro here\n\n${words(0, 99)} end\n\n${words(0, 60)} and some more words that are new here`;
    const documents = named(words(0, 120), text);
    const plain = await clean(documents, substrings());
    expect(plain.kept.d1).toBe("intro here\n\nend\n\nand some more words that are new here");
    const whole = await clean(documents, substrings({ wholeParagraphs: 0.95 }));
    expect(whole.kept.d1).toBe("intro here\n\nand some more words that are new here");
  });
});

describe("bytes", () => {
  const bytes = (more = {}) => substrings({ unit: "bytes", minimum: 20, ...more });

  test("every byte counts, and no character is cut in two", async () => {
    const { kept } = await clean(
      named("xé0123456789 012345678 é", "yè0123456789 012345678 è", "0123456789 01234567"),
      bytes(),
    );
    // The second bytes of é and è differ by one, the first are the same: 22 bytes are equal, and one more in the middle of è.
    expect(kept).toMatchObject({ d1: "yèè", d2: "0123456789 01234567" });
  });

  test("borders at words: what is torn stays whole", async () => {
    const { kept } = await clean(
      named("abcdef ghijkl mnopqr stuvwx", "zbcdef ghijkl mnopqr stuvwz"),
      bytes({ borders: "words" }),
    );
    expect(kept.d1).toBe("zbcdef stuvwz");
  });
});

describe("exact against brute force", () => {
  test.each([1, 2, 3, 4, 5, 6])("random texts, seed %i", async (seed) => {
    const random = randomOf(seed);
    const texts = randomTexts(random, 40, [3, 20, 2][seed % 3]);
    const minimum = [2, 5, 9, 16][seed % 4];
    const keep = seed % 2 === 0 ? "first" : "none";
    const covered = coveredByBruteForce(texts, minimum, keep);
    const documents = named(...texts.map((tokens) => tokens.join(" ")));
    for (const memory of seed === 1 ? [1, 2 ** 24] : [20_000, 2 ** 24]) {
      const entry = substrings({ minimum, keep, memory, afterwards: { minimumWords: 0 } });
      const { rows } = await clean(documents, entry);
      const left = await rows("SELECT text FROM text ORDER BY CAST(id[2:] AS INTEGER)");
      expect(left.map(({ text }) => text)).toEqual(
        texts.map((tokens, d) => tokens.filter((_, i) => !covered[d][i]).join(" ")),
      );
    }
  });
});

test("the share that goes stops the run where it is unusual, with exit code 3", async () => {
  const documents = Array.from({ length: 1000 }, (_, i) => ({
    id: `d${i}`,
    text: `${i % 2 ? words(0, 60) : words(i * 60, i * 60 + 60)}`,
  }));
  await expect(clean(documents, substrings())).rejects.toMatchObject({
    exitCode: 3,
    message: expect.stringMatching(
      /without repeated substrings \d\d(\.\d)? % of the characters go; .*--allow repeated_substring/,
    ),
  });
});

test.each([
  [{ unit: "tokens" }, "unit"],
  [{ minimum: 1 }, "minimum"],
  [{ wholeParagraphs: 95 }, "wholeParagraphs"],
  [{ minimun: 50 }, 'unknown option "minimun". Did you mean "minimum"?'],
])("refuses %j", (options, message) => {
  expect(() => substrings(options as never)).toThrow(message);
});

test("odd texts: empty, white space, one endless word, NUL, lone surrogates, combining marks, right to left", async () => {
  const odd = [
    "",
    " \n\t\r\n",
    "x".repeat(1 << 20),
    "\0 ".repeat(99),
    "\ud800 a ".repeat(60),
    "e\u0301 ".repeat(99),
    "שלום עולם ".repeat(60),
    "\u0301".repeat(99),
  ];
  for (const unit of ["words", "bytes"] as const) {
    const { kept } = await clean(named(...odd, ...odd), substrings({ unit, minimum: 50 }));
    expect(kept).toMatchObject({ d0: "", d1: odd[1], d8: "", d9: odd[1] });
    expect(kept.d14).toBeUndefined();
  }
});

test("an empty corpus has nothing to cut", async () => {
  expect((await clean([], substrings())).kept).toEqual({});
});
