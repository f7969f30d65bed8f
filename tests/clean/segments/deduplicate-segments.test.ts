import { describe, expect, test } from "vitest";
import { deduplicateSegments } from "../../../src/clean/segments/deduplicate-segments.ts";
import type { Given } from "./given.ts";
import { clean } from "./run.ts";

const long = "one two three four five six seven eight nine ten";
const other = "alpha beta gamma delta epsilon zeta eta theta iota kappa";
const named = (...texts: string[]): Given[] => texts.map((text, i) => ({ id: `d${i}`, text }));
const three = { minimumWords: 3 };

describe("lines", () => {
  const line = (more = {}) => deduplicateSegments({ unit: "line", ...more });

  test("a later copy goes with its line break and is kept as an edit; the first one stays", async () => {
    const { kept, rows } = await clean(named(`head\n${long}\ntail`, `start\n${long}\nend`), line());
    expect(kept).toEqual({ d0: `head\n${long}\ntail`, d1: "start\nend" });
    expect(await rows("SELECT * FROM edits")).toEqual([
      {
        id: "d1",
        stage: "repeats",
        rule: "repeated_line",
        start: 6,
        end: 55,
        removed: `${long}\n`,
        replacement: "",
      },
    ]);
  });

  test("a copy within the same document goes too", async () => {
    expect((await clean(named(`${long}\nx\n${long}\n`), line())).kept).toEqual({ d0: `${long}\nx\n` });
  });

  test("blank and short lines are never copies", async () => {
    const text = "a b c\n\n \n---\na b c\n\n \n---";
    expect((await clean(named(text, text), line())).kept).toEqual({ d0: text, d1: text });
  });

  test("a line of symbols alone has no words and is never a copy", async () => {
    const text = `${"=".repeat(80)}\n${"- ".repeat(40)}`;
    expect((await clean(named(text, text), line({ minimumWords: 1 }))).kept).toEqual({ d0: text, d1: text });
  });

  test("case, punctuation, white space and marks are set aside; numbers are not, unless asked", async () => {
    const texts = named("Déjà vu, at last 7", "  deja  VU at (last) 7!", "déjà vu at last 8");
    const { kept } = await clean(texts, line(three));
    expect(kept).toEqual({ d0: "Déjà vu, at last 7", d2: "déjà vu at last 8" });
    const all = await clean(texts, line({ ...three, normalize: { numbers: true } }));
    expect(Object.keys(all.kept)).toEqual(["d0"]);
    const bytes = await clean(texts, line({ ...three, normalize: false }));
    expect(Object.keys(bytes.kept)).toEqual(["d0", "d1", "d2"]);
  });

  test("a text that ended without a line break still does when its last lines go", async () => {
    const { kept } = await clean(named(long, `x\n\n${long}`, `x\n${long}\n`), line());
    expect(kept).toMatchObject({ d1: "x", d2: "x\n" });
  });

  test("a text that began without a blank line still does when its first lines go, and keeps its indentation", async () => {
    const { kept } = await clean(named(long, `${long}\n \n\n  x\ny`, `\n${long}\n\nx`), line());
    expect(kept).toMatchObject({ d1: "  x\ny", d2: "\n\nx" });
  });

  test("a document left empty is dropped, with value and bound", async () => {
    const { kept, rows } = await clean(named(long, `${long}\n...\n`), line());
    expect(kept).toEqual({ d0: long });
    expect(await rows("SELECT * FROM decisions")).toEqual([
      {
        id: "d1",
        stage: "repeats.repeats",
        rule: "too_few_words_left",
        verdict: "drop",
        value: 0,
        bound: "1",
        reason: "0 words are left without repeated lines",
      },
    ]);
  });

  test("document order decides which copy is first: source, then position, then id", async () => {
    const rows: Given[] = [
      { id: "late", text: `x\n${long}`, source: "b", position: 0 },
      { id: "third", text: `x\n${long}`, source: "a", position: 5 },
      { id: "first", text: `x\n${long}`, source: "a", position: 2 },
    ];
    const { kept } = await clean(rows, line());
    expect(kept).toEqual({ first: `x\n${long}`, third: "x", late: "x" });
  });

  test("keep none: whatever occurs twice goes", async () => {
    const { kept } = await clean(named(`x\n${long}`, `y\n${long}\n${other}`), line({ keep: "none" }));
    expect(kept).toEqual({ d0: "x", d1: `y\n${other}` });
  });

  test("within a scope alone", async () => {
    const rows = ["a", "b", "a"].map((source, i) => ({
      id: `d${i}`,
      text: `x\n${long}`,
      source,
      position: i,
    }));
    const { kept } = await clean(rows, line({ scope: "source" }));
    expect(kept).toEqual({ d0: `x\n${long}`, d1: `x\n${long}`, d2: "x" });
  });

  test("words of scripts without spaces are their letters", async () => {
    const text = "これは十分に長い日本語の一行です";
    expect((await clean(named(`a\n${text}`, `b\n${text}`), line())).kept).toMatchObject({ d1: "b" });
  });
});

describe("paragraphs", () => {
  const paragraph = deduplicateSegments({ unit: "paragraph" });

  test("lie between blank lines, whatever white space these hold, and go with the blank lines after them", async () => {
    const text = `a\n\n${long}\n${other}\n \t\n\nb`;
    expect((await clean(named(text, text), paragraph)).kept).toMatchObject({ d1: "a\n\nb" });
  });

  test("a paragraph of which one line repeats stays", async () => {
    const rows = named(`${long}\n${other}`, `${long}\nnot the same as the other one`);
    expect(Object.keys((await clean(rows, paragraph)).kept)).toEqual(["d0", "d1"]);
  });
});

describe("windows of sentences", () => {
  const sentences = (more = {}) =>
    deduplicateSegments({
      unit: "sentences",
      minimumWords: 1,
      afterwards: { minimumWords: 0, minimumSentences: 0 },
      ...more,
    });
  const abc = "This is Ann. This is Bob! This is Cid?";

  test("three in a row that occurred before go, two do not", async () => {
    const { kept } = await clean(
      named(`One. ${abc} Two.`, `Three. ${abc} Four.`, "Five. This is Ann. This is Bob!"),
      sentences(),
    );
    expect(kept).toMatchObject({ d1: "Three. Four.", d2: "Five. This is Ann. This is Bob!" });
  });

  test("windows that overlap go as one, across lines", async () => {
    const text = "Aa is here. Bb is here.\nCc is here. Dd is here.";
    const { kept, rows } = await clean(named(text, `Ee is.\n${text} Ff is.`), sentences());
    expect(kept.d1).toBe("Ee is.\nFf is.");
    expect(await rows(`SELECT removed FROM edits ORDER BY start`)).toEqual([
      { removed: "Aa is here. Bb is here.\nCc is here. Dd is here. " },
    ]);
  });

  test("at the end of a line the line break stays", async () => {
    const { kept } = await clean(named(abc, `Start. ${abc}\nNext line.`), sentences());
    expect(kept.d1).toBe("Start.\nNext line.");
  });

  test("a document is judged by what is left of it, one that lost nothing is not", async () => {
    const documents = named(abc, `Start here. ${abc}`, "Short.");
    const judged = sentences({ afterwards: { minimumWords: 3, minimumSentences: 2 } });
    const { kept, rows } = await clean(documents, judged);
    expect(Object.keys(kept)).toEqual(["d0", "d2"]);
    expect(await rows("SELECT id, rule, value, bound FROM decisions ORDER BY rule")).toEqual([
      { id: "d1", rule: "too_few_sentences_left", value: 1, bound: "2" },
      { id: "d1", rule: "too_few_words_left", value: 2, bound: "3" },
    ]);
  });

  test("of a run that repeats itself one period stays", async () => {
    expect((await clean(named("Aa bb. Cc dd. Aa bb. Cc dd. Aa bb. Cc dd."), sentences())).kept).toEqual({
      d0: "Aa bb. Cc dd.",
    });
  });
});

describe("the share that is lost", () => {
  const copies = (times: number) =>
    Array.from({ length: 1000 }, (_, i) => ({ id: `d${i}`, text: i < times ? long : `${i} ${other}` }));

  test("stands in the notes of the stage that decides, before anything is cut", async () => {
    const { record } = await clean(named(`${long}\nx`, `${long}\nx`), deduplicateSegments({ unit: "line" }));
    const notes = record.stages.find(({ name }) => name === "repeats.repeats")?.notes;
    expect(notes).toEqual({
      "repeated lines": 1,
      "characters removed": `${Math.round((1000 * 49) / 100) / 10} %`,
      "documents cut": 1,
      "documents dropped": 0,
    });
  });

  test("stops the run with exit code 3 when it is unusual, and says how to go on", async () => {
    const stopped = clean(copies(400), deduplicateSegments({ unit: "line" }));
    await expect(stopped).rejects.toMatchObject({
      exitCode: 3,
      message: expect.stringMatching(
        /repeated lines 3\d(\.\d)? % of the characters go; more than 30 % .* --allow repeated_line, or set largestShare to 0\.3\d/,
      ),
    });
    await clean(copies(400), deduplicateSegments({ unit: "line", largestShare: 0.5 }));
    await clean(copies(200), deduplicateSegments({ unit: "line" }));
  });
});

test.each([
  [{ unit: "word" }, 'unit must be "line", "paragraph" or "sentences", got "word".'],
  [{ unit: "line", window: 3 }, 'window counts sentences, got 3 with unit "line". Leave it out.'],
  [{ unit: "line", largestshare: 1 }, 'unknown option "largestshare". Did you mean "largestShare"?'],
  [{ unit: "line", normalize: { accents: true } }, "normalize"],
])("refuses %j", (options, message) => {
  expect(() => deduplicateSegments(options as never)).toThrow(message);
});

test("odd texts are cut like others: empty, white space, one endless line, NUL, lone surrogates, combining marks, right to left", async () => {
  const odd = [
    "",
    " \n\t\r\n",
    "x".repeat(1 << 20),
    "\0\0 \0",
    `${"\ud800 a ".repeat(20)}`,
    "e\u0301 ".repeat(20),
    "שלום עולם ".repeat(9),
    "\u0301".repeat(99),
  ];
  for (const unit of ["line", "paragraph", "sentences"] as const) {
    const { kept } = await clean(named(...odd, ...odd), deduplicateSegments({ unit, minimumWords: 1 }));
    expect(kept.d2).toBe(odd[2]);
    expect(kept.d8).toBe("");
    if (unit !== "sentences") expect(kept.d10).toBeUndefined();
  }
});

test("an empty corpus has nothing to cut", async () => {
  expect((await clean([], deduplicateSegments({ unit: "line" }))).kept).toEqual({});
});
