import type { Document } from "../document.ts";
import type { SpacedWords } from "./spaced-words.ts";
import { Substrings } from "./substrings.ts";

/** Strings of the paper's list that may stand anywhere. */
const anywhere = [
  "\ufffd\ufffd\ufffd",
  "aute irure dolor ",
  " sunt in culpa qui ",
  "orem ipsum ",
  " quis nostrud ",
  " adipisicing ",
  " dolore eu ",
  " cupidatat ",
  "autem vel eum",
  "wisi enim ad",
  "黄色电影",
  "ownload",
  "Episode",
  "Develop",
  "Facebook",
  " crusher ",
];
/** Words of the list that count only between two blanks, and strings that start a word after a blank, as little-endian numbers. */
const [sex, xxx, porn, ep, number, pieces] = ["sex", "xxx", "porn", "Ep.", "№", "шт"].map((text) =>
  Buffer.from(`${text}\0`).readInt32LE(),
);
const THREE_BYTES = 0xffffff;
/** Short strings that may stand anywhere. */
const short = ["mp3", "Vol."];
/** Strings of the list that count only at the end of a sentence. */
const atEnd = [" nr.", " г.", " кг."].map((text) => Buffer.from(text));
/** So many words in a row of one, of three or of four characters are no sentence. */
const ROW = 9;
/** So many pairs of characters in a row, each with a comma. */
const PAIRS = 4;
const BLANK = 0x20;
const COMMA = 0x2c;
const FULL_STOP = 0x2e;
const THREE = 0x33;
const UPPER_V = 0x56;
const BAR = 0x7c;

/** The words of a document at which one of MADLAD's cursed strings or patterns stands. */
export class CursedPatterns {
  readonly #strings = new Substrings(anywhere, false);
  /** Words where a cursed string or row ends, ascending, and the first of them that no sentence had yet. */
  #words: number[] = [];
  #next = 0;
  #bytes = new Uint8Array(0);
  #ends = new Int32Array(0);

  /** Looks for all patterns in a document. */
  read(document: Document, words: SpacedWords): void {
    const { bytes, view, length, profile } = document;
    this.#bytes = bytes;
    this.#ends = words.ends;
    const places: number[] = [];
    this.#strings.search(bytes, view, 0, length, (start, _, end) => {
      places.push(Math.max(start, end - 1 - (bytes[end - 1] === BLANK ? 1 : 0)));
    });
    if (profile.bytes[THREE] > 0) addPlaces(bytes, length, short[0], places);
    if (profile.bytes[UPPER_V] > 0) addPlaces(bytes, length, short[1], places);
    this.#words = places.sort((a, b) => a - b).map(wordFinder(words));
    this.#addRows(bytes, words);
    this.#addWords(document, words);
    this.#words.sort((a, b) => a - b);
    this.#next = 0;
  }

  /** Whether the sentence from one word to another has a pattern; sentences are asked for in their order. */
  isIn(first: number, last: number): boolean {
    const end = this.#ends[last];
    if (this.#bytes[end - 1] === BAR || atEnd.some((text) => endsIn(this.#bytes, end, text))) return true;
    while (this.#words[this.#next] < first) this.#next++;
    return this.#words[this.#next] <= last;
  }

  /** Words of the list, and words that start with a short string of it. */
  #addWords({ bytes, view }: Document, { starts: first, ends, count }: SpacedWords): void {
    for (let word = 0; word < count; word++) {
      const from = first[word];
      const letter = bytes[from];
      if (letter !== 0x73 && letter !== 0x70 && letter !== 0x78 && letter !== 0x45 && letter < 0x80) continue;
      if (from === 0 || bytes[from - 1] !== BLANK) continue;
      const four = view.getInt32(from, true);
      const three = four & THREE_BYTES;
      const length = ends[word] - from;
      const isAlone = length === 3 ? three === sex || three === xxx : length === 4 && four === porn;
      const isPieces = four === pieces && bytes[from + 4] === FULL_STOP;
      if ((isAlone && bytes[ends[word]] === BLANK) || three === ep || three === number || isPieces)
        this.#words.push(word);
    }
  }

  /** Rows of words of the same small length after a space, and rows of pairs with commas. */
  #addRows(bytes: Uint8Array, words: SpacedWords): void {
    const { starts: first, count } = words;
    let row = 0;
    let rowLength = 0;
    let pairs = 0;
    for (let word = 0; word < count; word++) {
      if (words.ends[word] - first[word] > 16) {
        row = pairs = 0;
        continue;
      }
      const length = words.span(word, word);
      const follows = first[word] > 0 && bytes[first[word] - 1] === BLANK;
      row = follows && length === rowLength ? row + 1 : 1;
      rowLength = length;
      if (row >= ROW && (length === 1 || length === 3 || length === 4)) this.#words.push(word);
      pairs =
        follows && isPair(bytes, words, word) && (pairs > 0 || endsInComma(bytes, words, word - 1))
          ? pairs + 1
          : 0;
      if (pairs >= PAIRS) this.#words.push(word);
    }
  }
}

/** Gives the word in which a byte lies, for ascending bytes. */
function wordFinder({ ends, count }: SpacedWords): (place: number) => number {
  let word = 0;
  return (place) => {
    while (word < count - 1 && ends[word] <= place) word++;
    return word;
  };
}

/** Two characters, then one comma or two. */
function isPair(bytes: Uint8Array, words: SpacedWords, word: number): boolean {
  const length = words.span(word, word);
  const commas = length === 4 && bytes[words.ends[word] - 2] === COMMA ? 2 : 1;
  return endsInComma(bytes, words, word) && length === 2 + commas;
}

function endsInComma(bytes: Uint8Array, { ends }: SpacedWords, word: number): boolean {
  return word >= 0 && bytes[ends[word] - 1] === COMMA;
}

function endsIn(bytes: Uint8Array, end: number, text: Uint8Array): boolean {
  return end >= text.length && readsAs(bytes, end - text.length, text);
}

/** Adds the last byte of every occurrence of a string. */
function addPlaces(bytes: Uint8Array, length: number, text: string, places: number[]): void {
  const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, length);
  for (let at = buffer.indexOf(text); at >= 0; at = buffer.indexOf(text, at + 1))
    places.push(at + text.length - 1);
}

function readsAs(bytes: Uint8Array, at: number, text: Uint8Array): boolean {
  for (let k = 0; k < text.length; k++) if (bytes[at + k] !== text[k]) return false;
  return true;
}
