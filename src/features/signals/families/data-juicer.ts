import type { Document } from "../document.ts";
import { type Family, type Measurements, ratio } from "../family.ts";
import { byteClasses, classOf, codePointAt, IDEOGRAPH, LETTER, MARK, WORD } from "../unicode.ts";
import { definer } from "./define.ts";
import { Grams } from "./grams.ts";
import { ListedWords } from "./listed-words.ts";
import { SpacedWords } from "./spaced-words.ts";

/** Length of n-grams, of characters and of words. */
const N = 10;
/** Items at the start of a text whose n-grams are counted: memory stays bounded. */
const READ = 1 << 20;
const define = definer("Data-Juicer, Chen et al. 2024, filter operators", "data-juicer");
const own = definer("Data-Juicer, Chen et al. 2024, filter operators; lists of words are Sluice's", "sluice");
const folded = "words (parted by white space, without ASCII punctuation, in lower case)";

/** Data-Juicer's ratios; its defaults are in docs/signal-families.md. */
export const dataJuicer: Family = {
  name: "data_juicer",
  version: 1,
  columns: {
    dj_text_length: define.count("characters", "Characters of the text."),
    dj_word_count: own.count("words", `Number of ${folded}.`),
    dj_average_line_length: define.number(
      "characters",
      "Mean length of lines of splitlines; 0 without lines.",
    ),
    dj_maximum_line_length: define.count(
      "characters",
      "Length of the longest line of splitlines; 0 without lines.",
    ),
    dj_alphanumeric_ratio: define.ratio("Letters and numbers divided by characters; 0 for an empty text."),
    dj_special_character_ratio: own.ratio(
      "Characters that are neither letters nor marks nor numbers outside ASCII, divided by characters; 0 for an empty text.",
    ),
    dj_character_repetition_ratio: define.ratio(
      "Of the 10-grams of the first 1,048,576 characters: occurrences of the most frequent ones, as many as the root of their distinct number but none that occurs once, divided by all; 0 below 10 characters.",
    ),
    dj_word_repetition_ratio: own.ratio(
      `Of the 10-grams of ${folded}: occurrences of those that occur more than once divided by all; 0 below 10 words.`,
    ),
    dj_stop_word_ratio: own.ratio(`English function words divided by ${folded}; 0 without words.`),
    dj_flagged_word_ratio: own.ratio(
      `Words of Sluice's English list of bad words divided by ${folded}; 0 without words.`,
    ),
  },
  open: () => {
    const kernel = new Kernel();
    return (document) => kernel.measure(document);
  },
};

class Kernel {
  readonly #characterGrams = new Grams(N);
  readonly #wordGrams = new Grams(N);
  #characters = new Int32Array(0);

  measure(document: Document): Measurements {
    const { profile, length } = document;
    const words = document.reading(SpacedWords);
    const listed = document.reading(ListedWords);
    const count = words.folded.count;
    const { numbers } = words.vocabulary.pairs;
    const classes = classesOf(document);
    return {
      dj_text_length: profile.characters,
      dj_word_count: count,
      ...lineLengths(document),
      dj_alphanumeric_ratio: ratio(classes.alphanumeric, profile.characters),
      dj_special_character_ratio: ratio(classes.special, profile.characters),
      dj_character_repetition_ratio: mostFrequent(
        profile.characters === length
          ? this.#characterGrams.read(document.bytes, Math.min(length, READ))
          : this.#characterGrams.read(...this.#codePoints(document)),
      ),
      dj_word_repetition_ratio: repeated(this.#wordGrams.read(numbers, Math.min(count, READ))),
      dj_stop_word_ratio: ratio(listed.stop, count),
      dj_flagged_word_ratio: ratio(listed.flagged, count),
    };
  }

  #codePoints({ bytes, length, profile }: Document): [Int32Array, number] {
    const wanted = Math.min(profile.characters, READ);
    if (this.#characters.length < wanted) this.#characters = new Int32Array(wanted + (wanted >> 1));
    const characters = this.#characters;
    let count = 0;
    for (let i = 0; i < length && count < wanted; ) {
      const byte = bytes[i];
      characters[count++] = byte < 0x80 ? byte : codePointAt(bytes, i);
      i += byte < 0x80 ? 1 : byte < 0xe0 ? 2 : byte < 0xf0 ? 3 : 4;
    }
    return [characters, count];
  }
}

function mostFrequent({ repeated: counts, distinct, total }: Grams): number {
  const taken = Math.min(Math.floor(Math.sqrt(distinct)), counts.length);
  if (taken === 0) return 0;
  const descending = Int32Array.from(counts).sort().reverse();
  return descending.subarray(0, taken).reduce((sum, count) => sum + count, 0) / total;
}

function repeated({ repeated: counts, total }: Grams): number {
  return ratio(
    counts.reduce((sum, count) => sum + count, 0),
    total,
  );
}

function lineLengths(document: Document) {
  const { lines } = document;
  let sum = 0;
  let longest = 0;
  for (let l = 0; l < lines.count; l++) {
    const length = document.characters(lines.starts[l], lines.ends[l]);
    sum += length;
    if (length > longest) longest = length;
  }
  return { dj_average_line_length: ratio(sum, lines.count), dj_maximum_line_length: longest };
}

const letters = bytesWith(LETTER);
const wordBytes = bytesWith(WORD);

function bytesWith(flag: number): number[] {
  return Array.from({ length: 0x80 }, (_, byte) => byte).filter((byte) => byteClasses[byte] & flag);
}

/** How many characters are letters or numbers, and how many are special. */
function classesOf({ bytes, scan, profile, length }: Document) {
  const count = (of: readonly number[]) => of.reduce((sum, byte) => sum + profile.bytes[byte], 0);
  let alphanumeric = count(wordBytes);
  let ordinary = count(letters);
  if (profile.characters < length)
    for (let m = 0; m < scan.markCount; m++) {
      if (bytes[scan.marks[m]] < 0xc0) continue;
      const flags = classOf(codePointAt(bytes, scan.marks[m]));
      if ((flags & (WORD | IDEOGRAPH | LETTER)) === 0) continue;
      ordinary++;
      if ((flags & MARK) === 0) alphanumeric++;
    }
  return { alphanumeric, special: profile.characters - ordinary };
}
