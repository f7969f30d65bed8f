import type { Document } from "../document.ts";
import { type Family, type Measurements, ratio } from "../family.ts";
import { definer } from "./define.ts";
import { linesOf } from "./nemo-lines.ts";
import { Paragraphs } from "./nemo-paragraphs.ts";
import { urlCharacters } from "./nemo-urls.ts";
import { HAS_LETTER, SpacedWords } from "./spaced-words.ts";

const HASH = 0x23;
/** Words that are an ellipsis. */
const ellipses = ["...", "[...]", "…", "(...)", "[…]", "-»"].map((word) => Buffer.from(word));
const commonWords = ["the", "be", "to", "of", "and", "that", "have", "with"].map((word) =>
  Buffer.from(word.padEnd(4, "\0")).readInt32LE(),
);
const define = definer("NeMo Curator, English heuristic filters (heuristic_filter.py)", "nemo");
const ofText = (what: string) => define.ratio(`${what} divided by characters; 1 for an empty text.`);
const ofWords = (what: string) =>
  define.ratio(`${what} divided by words (white space parts words); 0 without words.`);
const ofLines = (what: string) =>
  define.ratio(`${what} divided by lines that hold more than white space; 0 without lines.`);

/** NeMo Curator's heuristics; its n-gram rules are Gopher's. Where NeMo fails on an empty text, the value is 0. */
export const nemo: Family = {
  name: "nemo",
  version: 1,
  columns: {
    nemo_non_alphanumeric_ratio: ofText("Characters other than a-z A-Z 0-9 ? ! , . and newlines"),
    nemo_digit_ratio: ofText("Decimal digits (Unicode Nd)"),
    nemo_url_ratio: ofText(
      "Characters of URLs, which start with http:// or https:// and end before the first / ? = or # after it,",
    ),
    nemo_whitespace_ratio: ofText("Blanks, tabs, newlines, returns and backspaces"),
    nemo_bracket_ratio: ofText("Brackets { } ( ) [ ] ⟨ ⟩"),
    nemo_symbol_word_ratio: ofWords('Words that are "#" or an ellipsis (... … [...] (...) […] -»)'),
    nemo_letter_word_ratio: ofWords("Words that hold a letter"),
    nemo_word_count: define.count("words", "Words parted by white space."),
    nemo_mean_word_length: define.number(
      "characters",
      "Mean length of words parted by white space; 0 without words.",
    ),
    nemo_longest_word: define.count(
      "characters",
      "Length of the longest word parted by white space; 0 without words.",
    ),
    nemo_common_word_count: define.count(
      "words",
      "Occurrences of the, be, to, of, and, that, have, with as words parted by white space, case-sensitive.",
    ),
    nemo_unpunctuated_line_ratio: ofLines(`Lines that do not end in . ? ! " or '`),
    nemo_ellipsis_line_ratio: ofLines(
      "Lines that end in ... … [...] (...) […] -» or read more, in any case of letters,",
    ),
    nemo_bullet_line_ratio: ofLines("Lines that start with one of • ‣ ⁃ ⁌ ⁍ ∙ ○ ● ◘ ◦ ⦾ ⦿"),
    nemo_unique_line_ratio: ofLines("Distinct lines"),
    nemo_unique_line_character_ratio: define.ratio(
      "Characters of distinct lines that hold more than white space divided by characters of all such lines; 0 without lines.",
    ),
    nemo_boilerplate_ratio: define.ratio(
      "Paragraphs (parted at two newlines, empty ones left out) with a phrase of policy notices (terms of use, privacy policy, use of cookies …), in any case of letters, divided by paragraphs; 1 with lorem ipsum anywhere, 0 without paragraphs.",
    ),
    nemo_boilerplate_edges: define.count(
      "paragraphs",
      "How many of the first and the last paragraph have a phrase of policy notices or lorem ipsum: 0 to 2.",
    ),
    nemo_unique_paragraph_ratio: define.ratio(
      "Distinct paragraphs divided by paragraphs; 0 without paragraphs.",
    ),
    nemo_unique_paragraph_character_ratio: define.ratio(
      "Characters of distinct paragraphs divided by characters of all paragraphs; 0 without paragraphs.",
    ),
  },
  open: () => {
    const paragraphs = new Paragraphs();
    return (document) => ({
      ...charactersOf(document),
      ...wordsOf(document),
      ...linesOf(document),
      ...paragraphs.measure(document),
    });
  },
};

const bytesOf = (characters: string) => [...Buffer.from(characters)];
const alphanumeric = bytesOf("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789\n?!,.");
const blanks = bytesOf("\t\n\r\b ");
const brackets = bytesOf("{}()[]");

function charactersOf(document: Document): Measurements {
  const { characters, digits, bytes: counts } = document.profile;
  const share = (part: number) => (characters === 0 ? 1 : part / characters);
  const count = (bytes: readonly number[]) => bytes.reduce((sum, byte) => sum + counts[byte], 0);
  return {
    nemo_non_alphanumeric_ratio: share(characters - count(alphanumeric)),
    nemo_digit_ratio: share(digits),
    nemo_url_ratio: share(urlCharacters(document)),
    nemo_whitespace_ratio: share(count(blanks)),
    nemo_bracket_ratio: share(count(brackets) + angles(document)),
  };
}

/** ⟨ and ⟩: e2 9f a8 and e2 9f a9. */
function angles({ bytes, scan, profile }: Document): number {
  if (profile.bytes[0x9f] === 0) return 0;
  let count = 0;
  for (let m = 0; m < scan.markCount; m++) {
    const at = scan.marks[m];
    if (bytes[at] === 0xe2 && bytes[at + 1] === 0x9f && (bytes[at + 2] | 1) === 0xa9) count++;
  }
  return count;
}

function wordsOf(document: Document): Measurements {
  const words = document.reading(SpacedWords);
  const { view, profile } = document;
  let [symbols, letters, common] = [0, 0, 0];
  const hasSymbols =
    profile.bytes[HASH] > 0 || profile.bytes[0x2e] > 2 || profile.characters < document.length;
  for (let word = 0; word < words.count; word++) {
    const start = words.starts[word];
    const length = words.ends[word] - start;
    letters += words.marks[word] & HAS_LETTER;
    if (length > 8) continue;
    if (
      length <= 4 &&
      length > 1 &&
      commonWords.includes(view.getInt32(start, true) & (-1 >>> (32 - 8 * length)))
    )
      common++;
    else if (hasSymbols && (words.marks[word] & HAS_LETTER) === 0 && isSymbol(document.bytes, start, length))
      symbols++;
  }
  return {
    nemo_symbol_word_ratio: ratio(symbols, words.count),
    nemo_letter_word_ratio: ratio(letters, words.count),
    nemo_word_count: words.count,
    nemo_mean_word_length: ratio(words.characters, words.count),
    nemo_longest_word: words.longest,
    nemo_common_word_count: common,
  };
}

function isSymbol(bytes: Uint8Array, start: number, length: number): boolean {
  if (length === 1) return bytes[start] === HASH;
  return ellipses.some(
    (word) => word.length === length && word.every((byte, k) => bytes[start + k] === byte),
  );
}
