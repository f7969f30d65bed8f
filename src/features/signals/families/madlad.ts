import type { Document } from "../document.ts";
import { type Family, type Measurements, ratio } from "../family.ts";
import { definer } from "./define.ts";
import { CursedPatterns } from "./madlad-cursed.ts";
import { SpacedWords, STARTS_UPPER } from "./spaced-words.ts";

const LIST_TOKENS = 12;
const LIST_CASE = 0.5;
const SHORTEST = 20;
const LONGEST = 500;
const TECHNICAL = 0.2;
const define = definer("MADLAD-400, Kudugunta et al. 2023, section 2.3", "sluice");
const sentences = (definition: string) => define.count("sentences", definition);

/**
 * MADLAD-400's questionable sentences, without its test of the language of each sentence. Sentences end at . ! ? before white
 * space; their words are parted by white space.
 */
export const madlad: Family = {
  name: "madlad",
  version: 1,
  columns: {
    madlad_sentence_count: sentences(
      "Sentences that hold a word: parts of the text between runs of . ! ? before white space. MADLAD asks for 5.",
    ),
    madlad_list_case_sentences: sentences(
      "Sentences of 12 words or more of which more than half start with an upper-case letter.",
    ),
    madlad_length_sentences: sentences(
      "Sentences of fewer than 20 or more than 500 characters, end marks and white space around left out.",
    ),
    madlad_technical_sentences: sentences(
      "Sentences in which more than 20 % of the characters are 0-9 { } + / ( ) or >.",
    ),
    madlad_cursed_sentences: sentences(
      "Sentences with a string or pattern of the list of the paper (lorem ipsum, mp3, Facebook, runs of words of one, three or four characters), case-sensitive.",
    ),
    madlad_questionable_ratio: define.ratio(
      "Sentences with any of these faults divided by sentences; 0 without sentences. MADLAD drops documents above 0.2.",
    ),
  },
  open: () => {
    const cursed = new CursedPatterns();
    return (document) => measureMadlad(document, cursed);
  },
};

/** Faults as bits, and how often each occurs. */
const LIST = 1;
const LENGTH = 2;
const TECH = 4;
const CURSED = 8;

function measureMadlad(document: Document, cursed: CursedPatterns): Measurements {
  const words = document.reading(SpacedWords);
  const counts = new Int32Array(16);
  let all = 0;
  cursed.read(document, words);
  for (let first = 0; first < words.count; ) {
    const last = lastWord(document.bytes, words, first);
    const length = lengthOf(document.bytes, words, first, last);
    if (length > 0) {
      all++;
      counts[faultsOf(words, first, last, length) | (cursed.isIn(first, last) ? CURSED : 0)]++;
    }
    first = last + 1;
  }
  const having = (fault: number) =>
    counts.reduce((sum, count, faults) => sum + (faults & fault ? count : 0), 0);
  return {
    madlad_sentence_count: all,
    madlad_list_case_sentences: having(LIST),
    madlad_length_sentences: having(LENGTH),
    madlad_technical_sentences: having(TECH),
    madlad_cursed_sentences: having(CURSED),
    madlad_questionable_ratio: ratio(all - counts[0], all),
  };
}

/** The word that ends the sentence which starts with word `first`. */
function lastWord(bytes: Uint8Array, { ends, count }: SpacedWords, first: number): number {
  let word = first;
  while (word < count - 1 && !isEndMark(bytes[ends[word] - 1])) word++;
  return word;
}

/** Characters of a sentence without its end marks, unless no white space follows them. */
function lengthOf(bytes: Uint8Array, words: SpacedWords, first: number, last: number): number {
  const whole = words.span(first, last);
  const end = words.ends[last];
  if (end === words.starts[words.count]) return whole;
  let marks = 0;
  while (marks < whole && isEndMark(bytes[end - 1 - marks])) marks++;
  if (marks === 0 || words.starts[last] < end - marks || last === first) return whole - marks;
  return words.span(first, last - 1);
}

function faultsOf(words: SpacedWords, first: number, last: number, length: number): number {
  const count = last + 1 - first;
  let faults = length < SHORTEST || length > LONGEST ? LENGTH : 0;
  if (words.technical[last + 1] - words.technical[first] > TECHNICAL * length) faults |= TECH;
  if (count < LIST_TOKENS) return faults;
  let capitals = 0;
  for (let word = first; word <= last; word++) if (words.marks[word] & STARTS_UPPER) capitals++;
  return capitals > LIST_CASE * count ? faults | LIST : faults;
}

function isEndMark(byte: number): boolean {
  return byte === 0x2e || byte === 0x21 || byte === 0x3f;
}
