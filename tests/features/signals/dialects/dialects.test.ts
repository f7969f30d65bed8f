import { expect, test } from "vitest";
import { dialectFamilies } from "../../../../src/features/signals/dialects/index.ts";
import { gopherQuality } from "../../../../src/features/signals/gopher-quality.ts";
import { gopherRepetition } from "../../../../src/features/signals/gopher-repetition.ts";
import { measured } from "../measured.ts";

const signalsOf = async (text: string) =>
  (await measured([text], [gopherQuality, gopherRepetition, ...dialectFamilies]))[0];

test("the same text has as many words as there are readings of Gopher", async () => {
  expect(await signalsOf(`"Well-known," he said: don't -- 3.14 #1!`)).toMatchObject({
    word_count: 8, // Well, known, he, said, do, n't, 3.14, 1
    dolma_word_count: 7,
    dclm_page_word_count: 4, // he, said:, don't, 3.14: the first one begins with a quote
    redpajama_word_count: 6, // -- is gone
  });
});

test("a repeated line counts once in datatrove, and each time in Dolma and DCLM", async () => {
  expect(await signalsOf("one\ntwo\none\nthree")).toMatchObject({
    duplicate_line_ratio: 1 / 4,
    dolma_duplicate_line_ratio: 2 / 4,
    dclm_duplicate_line_ratio: 2 / 4,
    dolma_duplicate_line_char_ratio: 6 / 14,
    dclm_duplicate_line_char_ratio: 6 / 14,
  });
});

test("blank lines are duplicates of each other in gopher_v1, not in gopher_v2, not in DCLM", async () => {
  expect(await signalsOf("a\n\nb\n\nc")).toMatchObject({
    dolma_duplicate_line_ratio: 2 / 5,
    dolma_v2_duplicate_line_ratio: 0,
    dclm_duplicate_line_ratio: 0,
  });
});

test("DCLM trims lines before it compares them, Dolma does not", async () => {
  expect(await signalsOf("a\n a\nb")).toMatchObject({
    dolma_duplicate_line_ratio: 0,
    dclm_duplicate_line_ratio: 2 / 3,
  });
});

test("an n-gram that occurs once dominates in Dolma, and nowhere else", async () => {
  expect(await signalsOf("four words stand here")).toMatchObject({
    dolma_top_4gram_char_ratio: 1,
    dclm_top_4gram_char_ratio: 0,
    redpajama_top_4gram_char_ratio: 0,
  });
});

test("of n-grams that occur as often DCLM takes the longest, Dolma and RedPajama the first", async () => {
  expect(await signalsOf("a b x long words y a b z long words")).toMatchObject({
    dolma_top_2gram_char_ratio: 4 / 25,
    dclm_top_2gram_char_ratio: 18 / 25,
    redpajama_top_2gram_char_ratio: 4 / 25,
  });
});

test("a top n-gram that overlaps itself is counted over and over in Dolma and DCLM", async () => {
  const { dolma_top_3gram_char_ratio, dclm_top_3gram_char_ratio } = await signalsOf("a a a a a a");
  expect(dolma_top_3gram_char_ratio).toBe(12 / 6);
  expect(dclm_top_3gram_char_ratio).toBe(12 / 6);
});

test("a repeated 5-gram covers its words once in DCLM and RedPajama; Dolma weighs 5-grams", async () => {
  expect(await signalsOf("a b c d e a b c d e f")).toMatchObject({
    dclm_duplicate_5gram_char_ratio: 10 / 11,
    redpajama_duplicate_5gram_char_ratio: 10 / 11,
    dolma_duplicate_5gram_char_ratio: 2 / 7,
  });
});

test("symbols: Dolma counts the words that hold one, DCLM and RedPajama occurrences", async () => {
  expect(await signalsOf("#a# b... c… . . .")).toMatchObject({
    dolma_symbol_ratio: 2 / 6,
    dclm_symbol_ratio: 5 / 6,
    redpajama_symbol_ratio: 4 / 10,
  });
});

test("stop words: distinct ones in datatrove, occurrences in Dolma, in any case in DCLM", async () => {
  expect(await signalsOf("The cat and the dog and THE bird")).toMatchObject({
    stop_word_count: 2,
    dolma_stop_word_count: 3,
    dclm_stop_word_count: 5,
  });
});

test("C4: Dolma tags every line, DCLM asks for five words and ends no sentence in dots", async () => {
  const text =
    'One two three four five.\nAnd so on and on...\nFour words are few.\n\nUse "JavaScript" for all this!';
  expect(await signalsOf(text)).toMatchObject({
    dolma_c4_line_count: 5,
    dolma_c4_unpunctuated_lines: 1,
    dolma_c4_short_lines: 1,
    dolma_c4_has_javascript: 1,
    dolma_c4_v1_has_javascript: 0,
    dclm_c4_kept_lines: 1,
    dclm_c4_unpunctuated_lines: 1,
    dclm_c4_short_lines: 1,
    dclm_c4_javascript_lines: 1,
    dclm_c4_kept_sentences: 1,
  });
});

test("C4 of DCLM counts words after citations are gone; a line of citations alone is no line", async () => {
  expect(await signalsOf("One two three four [edit].\n[1][2]\nsee { here is a bracket.")).toMatchObject({
    dclm_c4_kept_lines: 1,
    dclm_c4_short_lines: 0,
    dclm_c4_unpunctuated_lines: 0,
    dclm_c4_curly_lines: 1,
  });
});

test("FineWeb's first release counts blank lines and takes a quote for an end", async () => {
  expect(await signalsOf('"So."\n\nSo\nSo')).toMatchObject({
    fineweb_v1_line_punct_ratio: 1 / 4,
    fineweb_v1_short_line_ratio: 4 / 4,
    fineweb_v1_char_dup_ratio: 2 / 9,
    fineweb_v1_list_ratio: 3 / 6,
  });
});
