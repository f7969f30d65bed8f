/**
 * Scripts that are written without spaces between words (with Hangul, whose words carry their particles): they are
 * searched by pairs of neighbouring characters. The long-vowel mark of kana belongs to no script of its own.
 */
const unspacedClass =
  "\\p{sc=Han}\\p{sc=Hiragana}\\p{sc=Katakana}\\p{sc=Hangul}\\p{sc=Thai}\\p{sc=Lao}\\p{sc=Khmer}\\p{sc=Myanmar}ー";

/** What the tokenizer of the index takes for a part of a word: letters, digits, marks, private use. */
const wordClass = "\\p{L}\\p{N}\\p{M}\\p{Co}";

const unspaced = new RegExp(`[${unspacedClass}]+`, "gu");
const isUnspaced = new RegExp(`^[${unspacedClass}]`, "u");
const runs = new RegExp(`[${unspacedClass}]+|(?:(?![${unspacedClass}])[${wordClass}])+`, "gu");
const pieces = new RegExp(`[${unspacedClass}]|(?:(?![${unspacedClass}])[${wordClass}])+`, "gu");

/** A text without differences that nobody searches for: width, ligatures, accents. Letter case is left to the index. */
export function folded(text: string): string {
  if (!/[^\x00-\x7f]/.test(text)) return text;
  return text
    .normalize("NFKD")
    .replace(/[\u0300-\u036f]+/g, "")
    .normalize("NFC");
}

/** A text as the index takes it: runs without spaces as pairs, and their last character alone. */
export function indexText(text: string): string {
  return folded(text).replace(unspaced, (run) => ` ${pairs([...run], true).join(" ")} `);
}

/** What a person means by one word or phrase, as words of the index; the last may be the beginning of one. */
export interface IndexWords {
  readonly words: readonly string[];
  readonly isBeginning: boolean;
}

/** The words of the index in a row that a phrase stands for; none when it holds nothing but punctuation. */
export function indexWords(phrase: string): IndexWords {
  const found = folded(phrase).match(runs) ?? [];
  let isBeginning = false;
  const words = found.flatMap((run, i) => {
    if (!isUnspaced.test(run)) return [run];
    const characters = [...run];
    const isLast = i === found.length - 1;
    if (isLast && characters.length === 1) isBeginning = true;
    // Inside a phrase a run ends where it ends in the text, so that its last character follows alone there, too.
    return pairs(characters, !isLast || characters.length === 1);
  });
  return { words, isBeginning };
}

/** The words and the runs without spaces of a text, folded and in lower case: what a plain scan looks for. */
export function runsOf(text: string): string[] {
  return folded(text).toLowerCase().match(runs) ?? [];
}

function pairs(characters: readonly string[], withLast: boolean): string[] {
  const found = characters.slice(1).map((character, i) => characters[i] + character);
  if (withLast) found.push(characters[characters.length - 1]);
  return found;
}

/** A word in a text, or one character of a run without spaces. */
export interface Piece {
  readonly start: number;
  readonly end: number;
  /** Folded and in lower case, to be compared. */
  readonly word: string;
}

/** The pieces of a text in order, to find in it what the index found. */
export function piecesOf(text: string): Piece[] {
  return Array.from(text.matchAll(pieces), (match) => ({
    start: match.index,
    end: match.index + match[0].length,
    word: folded(match[0]).toLowerCase(),
  }));
}
