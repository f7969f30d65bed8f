/** The families over plain strings: slow, and near to the words of their definitions. */

import { badWordLists } from "../../../../src/features/signals/families/bad-word-lists.ts";
import { englishStopWords } from "../../../../src/features/signals/families/stop-words.ts";

type Numbers = Record<string, number | null>;
const space = /[\t-\r\x1c-\x20\x85\xa0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000]+/u;
const length = (text: string) => Array.from(text).length;
const count = (text: string, pattern: RegExp) => (text.match(pattern) ?? []).length;
const share = (part: number, whole: number) => (whole === 0 ? 0 : part / whole);
const sum = (values: readonly number[]) => values.reduce((a, b) => a + b, 0);
const trim = (text: string) => text.replace(new RegExp(`^${space.source}|${space.source}$`, "gu"), "");
export const split = (text: string) => text.split(space).filter((word) => word !== "");
const lowerOne = (text: string) =>
  Array.from(text, (character) =>
    String.fromCodePoint(character.toLowerCase().codePointAt(0) as number),
  ).join("");
const lower = (text: string) => text.replace(/\p{Lu}/gu, lowerOne);
export const foldedOf = (text: string) =>
  split(text)
    .map((word) => lower(word.replace(/[!-/:-@[-`{-~]/g, "")))
    .filter((word) => word !== "");
const cut = (text: string) => text.split("\n").filter((line) => trim(line) !== "");
const upper = /\p{Lu}/gu;
const digit = /\p{Nd}/gu;

export function mc4(text: string): Numbers {
  const lengths = text
    .split("\n")
    .filter((line) => line !== "")
    .map(length);
  return {
    mc4_line_count: lengths.length,
    mc4_long_line_count: lengths.filter((each) => each >= 200).length,
    mc4_third_line_length: lengths.sort((a, b) => b - a)[2] ?? 0,
  };
}

const counter =
  /^[^\p{L}\p{N}_]*\d[,.\d]*[kmb]?\s+(likes|shares|comments|retweets|reposts|quotes|bookmarks|upvotes|downvotes|downloads|views|followers)[^\p{L}\p{N}_]*$/u;

export function refinedweb(text: string): Numbers {
  const counts = [0, 0, 0, 0, 0];
  let [cutLines, removed] = [0, 0];
  for (const raw of cut(text)) {
    const line = trim(raw);
    const words = foldedOf(line).length;
    const fate =
      count(line, upper) > length(line) * 0.5
        ? 0
        : count(line, digit) > length(line) * 0.999999
          ? 1
          : words > 1 && words <= 4 && counter.test(line.toLowerCase())
            ? 2
            : words <= 1
              ? 3
              : 4;
    counts[fate]++;
    if (fate < 4) removed += words;
    else if (words <= 10) {
      const low = line.replace(/[A-Z]+/g, (letters) => letters.toLowerCase());
      const phrases =
        (low.startsWith("sign-in") ? 1 : 0) +
        (low.endsWith("read more...") ? 2 : 0) +
        (low.includes("items in cart") ? 3 : 0);
      if (phrases > 0) cutLines++;
      removed += Math.min(words, phrases);
    }
  }
  const lines = sum(counts);
  return {
    refinedweb_line_count: lines,
    refinedweb_uppercase_lines: counts[0],
    refinedweb_numeric_lines: counts[1],
    refinedweb_counter_lines: counts[2],
    refinedweb_one_word_lines: counts[3],
    refinedweb_pattern_lines: cutLines,
    refinedweb_removed_line_ratio: share(lines - counts[4], lines),
    refinedweb_removed_word_ratio: share(removed, foldedOf(text).length),
  };
}

const ellipses = ["...", "[...]", "…", "(...)", "[…]", "-»"];
const policies =
  /terms of use|privacy policy|cookie policy|uses cookies|privacy overview|use of cookies|use cookies|privacy & cookies policy|privacy and cookies policy/i;

export function nemo(text: string): Numbers {
  const words = split(text);
  const lines = cut(text);
  const characters = length(text);
  const ofText = (part: number) => (characters === 0 ? 1 : part / characters);
  const paragraphs = text.split("\n\n").filter((paragraph) => paragraph !== "");
  const bad = paragraphs.map((paragraph) => policies.test(paragraph) || /lorem ipsum/i.test(paragraph));
  const ofWords = (matching: (word: string) => boolean) => share(words.filter(matching).length, words.length);
  const ofLines = (matching: (line: string) => boolean) =>
    share(lines.filter((line) => matching(trim(line))).length, lines.length);
  return {
    nemo_non_alphanumeric_ratio: ofText(characters - count(text, /[a-zA-Z0-9\n?!,.]/g)),
    nemo_digit_ratio: ofText(count(text, digit)),
    nemo_url_ratio: ofText(
      sum((text.match(/https?:\/\/(?:[a-zA-Z0-9$\-_@.&+!*\\(),]|%[0-9a-fA-F]{2})+/g) ?? []).map(length)),
    ),
    nemo_whitespace_ratio: ofText(count(text, /[\t\n\r\x08 ]/g)),
    nemo_bracket_ratio: ofText(count(text, /[{}()[\]⟨⟩]/gu)),
    nemo_symbol_word_ratio: ofWords((word) => word === "#" || ellipses.includes(word)),
    nemo_letter_word_ratio: ofWords((word) => /\p{L}/u.test(word)),
    nemo_word_count: words.length,
    nemo_mean_word_length: share(sum(words.map(length)), words.length),
    nemo_longest_word: Math.max(0, ...words.map(length)),
    nemo_common_word_count: words.filter((word) => /^(the|be|to|of|and|that|have|with)$/.test(word)).length,
    nemo_unpunctuated_line_ratio: ofLines((line) => !/[.?!"']$/.test(line)),
    nemo_ellipsis_line_ratio: ofLines((line) =>
      [...ellipses, "read more", "read more.."].some((mark) => line.toLowerCase().endsWith(mark)),
    ),
    nemo_bullet_line_ratio: ofLines((line) => /^[•‣⁃⁌⁍∙○●◘◦⦾⦿]/u.test(line)),
    nemo_unique_line_ratio: share(new Set(lines).size, lines.length),
    nemo_unique_line_character_ratio: share(length([...new Set(lines)].join("")), length(lines.join(""))),
    nemo_boilerplate_ratio: /lorem ipsum/i.test(text)
      ? 1
      : share(bad.filter(Boolean).length, paragraphs.length),
    nemo_boilerplate_edges: bad.filter((is, i) => is && (i === 0 || i === bad.length - 1)).length,
    nemo_unique_paragraph_ratio: share(new Set(paragraphs).size, paragraphs.length),
    nemo_unique_paragraph_character_ratio: share(
      length([...new Set(paragraphs)].join("")),
      length(paragraphs.join("")),
    ),
  };
}

function gramCounts(items: readonly string[], n: number): number[] {
  const counts = new Map<string, number>();
  for (let i = 0; i + n <= items.length; i++) {
    const gram = items.slice(i, i + n).join("\0");
    counts.set(gram, (counts.get(gram) ?? 0) + 1);
  }
  return [...counts.values()];
}

export function dataJuicer(text: string): Numbers {
  const characters = length(text);
  const words = foldedOf(text);
  const lines = text.split(/\r\n|[\n\v\f\r\x1c-\x1e\x85\u2028\u2029]/u);
  if (lines.at(-1) === "") lines.pop();
  const grams = gramCounts(Array.from(text), 10);
  const repeated = grams.filter((times) => times > 1).sort((a, b) => b - a);
  const taken = repeated.slice(0, Math.floor(Math.sqrt(grams.length)));
  const wordGrams = gramCounts(words, 10);
  const stop = new Set(englishStopWords.map((word) => word.replaceAll("'", "")));
  const flagged = new Set(badWordLists.get("en"));
  return {
    dj_text_length: characters,
    dj_word_count: words.length,
    dj_average_line_length: share(sum(lines.map(length)), lines.length),
    dj_maximum_line_length: Math.max(0, ...lines.map(length)),
    dj_alphanumeric_ratio: share(count(text, /[\p{L}\p{N}]/gu), characters),
    dj_special_character_ratio: share(
      characters - count(text, /[a-zA-Z]|[^\0-\x7f]/gu) + count(text, /[^\0-\x7f\p{L}\p{M}\p{N}]/gu),
      characters,
    ),
    dj_character_repetition_ratio: share(sum(taken), sum(grams)),
    dj_word_repetition_ratio: share(sum(wordGrams.filter((times) => times > 1)), sum(wordGrams)),
    dj_stop_word_ratio: share(words.filter((word) => stop.has(word)).length, words.length),
    dj_flagged_word_ratio: share(words.filter((word) => flagged.has(word)).length, words.length),
  };
}

export function redpajama(text: string): Numbers {
  const words = foldedOf(text);
  const raw = text.match(new RegExp(`[\\p{L}\\p{N}_]+|(?:(?!${space.source})[^\\p{L}\\p{N}_])+`, "gu")) ?? [];
  const lines = text.match(/[^\n]*\n|[^\n]+$/g) ?? [];
  const perLine = (value: (line: string) => number) => share(sum(lines.map(value)), lines.length);
  const probabilities = gramCounts(words, 1).map((times) => times / words.length);
  const isCapital = (token: string) => /\p{Lu}/u.test(token) && !/\p{Ll}/u.test(token);
  const joined = words.join(" ");
  return {
    redpajama_sentence_count: text.split(/[.!?]+/).filter((part) => /[\p{L}\p{N}]/u.test(part)).length,
    redpajama_unique_word_ratio: words.length === 0 ? null : new Set(words).size / words.length,
    redpajama_unigram_entropy: words.length === 0 ? null : -sum(probabilities.map((p) => p * Math.log(p))),
    redpajama_all_caps_word_ratio: raw.length === 0 ? null : raw.filter(isCapital).length / raw.length,
    redpajama_curly_bracket_ratio: share(count(text, /[{}]/g), length(text)),
    redpajama_lorem_ipsum_ratio: share(
      words.filter((word, i) => word === "lorem" && words[i + 1] === "ipsum").length,
      length(joined),
    ),
    redpajama_line_javascript: perLine(
      (line) => foldedOf(line).filter((word) => word === "javascript").length,
    ),
    redpajama_line_terminal_ratio: perLine((line) => (/[.!?”]$/u.test(trim(line)) ? 1 : 0)),
    redpajama_line_words: perLine((line) => foldedOf(line).length),
    redpajama_line_uppercase_ratio: perLine((line) => share(count(line, upper), length(line))),
    redpajama_line_digit_ratio: perLine((line) =>
      share(count(line, digit), length(foldedOf(line).join(" "))),
    ),
    redpajama_line_bullet_ratio: perLine((line) => (/^[•‣▶◀◦■□▪▫–]/u.test(trim(line)) ? 1 : 0)),
  };
}

/** Stretches by trying every unit at every place. */
export function cycles(items: readonly unknown[], longestUnit: number, times: number) {
  const isIn = new Array<boolean>(items.length).fill(false);
  let [longest, repeats] = [0, 0];
  for (let unit = 1; unit <= longestUnit; unit++)
    for (let start = 0; start < items.length; start++) {
      if (start > 0 && items[start - 1] === items[start - 1 + unit]) continue;
      let end = start;
      while (end + unit < items.length && items[end] === items[end + unit]) end++;
      const size = end - start + unit;
      if (end === start || size < unit * times) continue;
      isIn.fill(true, start, start + size);
      longest = Math.max(longest, size);
      repeats = Math.max(repeats, Math.floor(size / unit));
    }
  return { covered: isIn.filter(Boolean).length, longest, repeats };
}
