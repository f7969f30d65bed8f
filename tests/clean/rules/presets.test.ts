import { describe, expect, test } from "vitest";
import { c4, c4Lenient } from "../../../src/clean/rules/c4.ts";
import { datatroveReasons } from "../../../src/clean/rules/datatrove.ts";
import { fineweb } from "../../../src/clean/rules/fineweb.ts";
import { gopher, gopherQuality, gopherRepetition } from "../../../src/clean/rules/gopher.ts";
import type { RuleMap } from "../../../src/clean/rules/rule.ts";
import { rules } from "../../../src/clean/rules/rules.ts";
import { decide, workspaceOfTexts } from "./workspace.ts";

/** Eight lines of 86 words, 98 tokens with the full stops and commas, that no rule minds. */
const sound = [
  "The ferry left the harbour before dawn and turned north.",
  "Nobody on deck could say when it would be back again.",
  "Fog lay over both shores, thick enough to hide the lights.",
  "A woman with two suitcases asked for the captain twice.",
  "He was asleep below, as that was his habit on Mondays.",
  "Gulls followed us for an hour, then gave up the chase.",
  "By noon we had passed the last of the small islands.",
  "Someone found cards, and a quiet game began near the stove.",
].join("\n");
const numbered = (n: number, line: (k: number) => string) =>
  Array.from({ length: n }, (_, k) => line(k)).join("\n");

type Case = readonly [rule: string, failing: string, reason: string];
const quality: readonly Case[] = [
  ["too_few_words", "The ferry left with us.", "word_count 5 < 50"],
  ["too_many_words", "the of ".repeat(50_001), "word_count 100002 > 100000"],
  ["words_too_short", "to be a ".repeat(30), "mean_word_length 1.666667 < 3"],
  ["words_too_long", `the of ${"internationalization ".repeat(60)}`, "mean_word_length 19.435484 > 10"],
  ["too_many_hashes", `${sound} ${"# ".repeat(20)}`, "symbol_ratio_hash 0.169492 > 0.1"],
  ["too_many_ellipses", `${sound} ${"… ".repeat(20)}`, "symbol_ratio_ellipsis 0.169492 > 0.1"],
  ["too_many_bullets", sound.replace(/^/gm, "- "), "bullet_line_ratio 1.0 > 0.9"],
  ["too_many_ellipsis_lines", sound.replace(/\.$/gm, "..."), "ellipsis_line_ratio 1.0 > 0.3"],
  [
    "too_few_alphabetic_words",
    `${sound} ${numbered(60, (k) => `${k} ${k + 7}`)}`,
    "alphabetic_word_ratio 0.394495 < 0.8",
  ],
  ["too_few_stop_words", "Fog covered both shores ".repeat(15), "stop_word_count 0 < 2"],
];
const repetition: readonly Case[] = [
  ["repeated_paragraphs", "One.\n\nTwo.\n\nOne.\n\nOne.", "duplicate_paragraph_ratio 0.5 > 0.3"],
  [
    "repeated_paragraph_characters",
    "One.\n\nTwo.\n\nOne.\n\nOne.",
    "duplicate_paragraph_char_ratio 0.363636 > 0.2",
  ],
  ["repeated_lines", "One.\nTwo.\nOne.\nOne.", "duplicate_line_ratio 0.5 > 0.3"],
  ["repeated_line_characters", "One.\nTwo.\nOne.\nOne.", "duplicate_line_char_ratio 0.421053 > 0.2"],
  ["dominant_2gram", "Great news today. ".repeat(9), "top_2gram_char_ratio 0.555556 > 0.2"],
  ["dominant_3gram", "Great news today. ".repeat(9), "top_3gram_char_ratio 0.888889 > 0.18"],
  ["dominant_4gram", "Great news today. ".repeat(9), "top_4gram_char_ratio 1.0 > 0.16"],
  ...[5, 6, 7, 8, 9, 10].map(
    (n): Case => [
      `repeated_${n}grams`,
      `${sound}\n${sound}`,
      new RegExp(`^duplicate_${n}gram_char_ratio 0\\.\\d+ > 0\\.1`).source,
    ],
  ),
];
const c4Cases: readonly Case[] = [
  ["lorem_ipsum", `${sound}\nHere is Lorem Ipsum text.`, "c4_lorem_lines 1 > 0"],
  ["curly_bracket", `${sound}\nThis { is code.`, "c4_curly_lines 1 > 0"],
  ["too_few_sentences", "One sentence is here. And a second one", "c4_kept_sentences 0 < 5"],
];
const finewebCases: readonly Case[] = [
  ["no_lines", " \n \n", "nonblank_line_count 0 = 0"],
  ["too_few_punctuated_lines", sound.replace(/\.$/gm, ""), "line_punct_ratio 0.0 < 0.12"],
  ["too_many_short_lines", "A short line.\nAnother one.\nA third.", "short_line_ratio 1.0 > 0.67"],
  ["too_many_repeated_characters", `${sound}\n${sound}`, "char_dup_ratio 0.5 > 0.01"],
  ["too_many_newlines", "a\nb\nc\nd", "list_ratio 0.75 > 0.3"],
];

async function reasonsFor(map: RuleMap, texts: readonly string[]) {
  const workspace = await workspaceOfTexts(texts);
  const { decisions } = await decide(workspace, rules(map, { share: 1 }));
  return decisions.map(({ id, rule, reason }) => ({
    text: texts[Number(String(id).slice(1))],
    rule,
    reason: String(reason),
  }));
}

describe.each([
  ["gopherQuality", gopherQuality, quality],
  ["gopherRepetition", gopherRepetition, repetition],
  ["c4", c4, c4Cases],
  ["fineweb", fineweb, finewebCases],
] as const)("%s", (_, map: RuleMap, cases) => {
  test("says nothing about sound prose", async () => {
    expect(await reasonsFor(map, [sound])).toEqual([]);
  });

  test("has a case for every rule", () => {
    expect(cases.map(([rule]) => rule)).toEqual(expect.arrayContaining(Object.keys(map)));
  });

  test.each(cases)("%s tells value and bound", async (rule, failing, reason) => {
    const spoken = (await reasonsFor(map, [failing])).find((decision) => decision.rule === rule);
    if (reason.startsWith("^")) expect(spoken?.reason).toMatch(new RegExp(reason));
    else expect(spoken?.reason).toBe(reason);
  });
});

test("lenient C4 keeps lines without terminal marks, as FineWeb does", async () => {
  const headings = sound.replace(/\.$/gm, "");
  expect((await reasonsFor(c4, [headings])).map(({ rule }) => rule)).toEqual(["too_few_sentences"]);
  expect(await reasonsFor(c4Lenient, [headings])).toEqual([]);
  expect(
    (await reasonsFor(c4Lenient, [`${headings}\nsome { code here`])).map(({ reason }) => reason),
  ).toEqual(["c4_lenient_curly_lines 1 > 0"]);
});

test("every rule of the presets has datatrove's name for the fault", () => {
  const names = [gopher, c4, c4Lenient, fineweb].flatMap((map) => Object.keys(map));
  expect(Object.keys(datatroveReasons).sort()).toEqual([...new Set(names)].sort());
});
