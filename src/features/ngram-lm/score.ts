import { capacityFor, mustReplace } from "../signals/scratch.ts";
import { findGram, type NgramModel, SLOT } from "./model.ts";
import type { Units } from "./units.ts";
import { BEGIN, END, UNKNOWN, UnitNumbers } from "./vocabulary.ts";

/** How surprising a text is to a model. */
export interface Surprise {
  /** Decimal logarithm of the probability of all units and line ends. */
  readonly logarithm: number;
  /** Units and line ends. */
  readonly units: number;
  /** Units that the reference does not have. */
  readonly unknown: number;
  /** Perplexity of each line, its end included. */
  readonly lines: readonly number[];
}

/** Scores texts by a model: it goes through a text once for each order, for the look-ups of one order do not wait for each other. */
export class Scorer {
  readonly #model: NgramModel;
  readonly #numbers: UnitNumbers;
  /** The text as numbers: begins of lines, units, ends of lines. */
  #text = new Int32Array(0);
  /** By order from 1: the unit, then the slot, of the n-gram that ends at each place; -1 where the model has none. */
  #ending: Int32Array[];
  #logarithms = new Float64Array(0);

  constructor(model: NgramModel) {
    this.#model = model;
    this.#numbers = UnitNumbers.of(model.vocabulary);
    this.#ending = Array.from({ length: model.order }, () => new Int32Array(0));
  }

  /** Scores the units of a document. */
  score(units: Units): Surprise {
    const length = this.#read(units);
    const logarithms = this.logarithms(this.#text, length);
    const text = this.#text;
    let [logarithm, line, start, unknown] = [0, 0, 0, 0];
    const lines: number[] = [];
    for (let i = 0; i < length; i++) {
      if (text[i] === BEGIN) {
        [line, start] = [0, i];
        continue;
      }
      if (text[i] === UNKNOWN) unknown++;
      line += logarithms[i];
      if (text[i] !== END) continue;
      lines.push(10 ** (-line / (i - start)));
      logarithm += line;
    }
    return { logarithm, units: units.count, unknown, lines };
  }

  /** Decimal logarithms of the probabilities of units, by their numbers, after those before them in the line; valid until the next call. */
  logarithms(text: Int32Array, length: number): Float64Array {
    this.#reserve(length);
    const { levels, order } = this.#model;
    const ending = this.#ending;
    const units = ending[0];
    for (let i = 0; i < length; i++) units[i] = text[i] === UNKNOWN ? -1 : text[i];
    for (let n = 2; n <= order; n++) {
      const level = levels[n - 2];
      const [shorter, longer] = [ending[n - 2], ending[n - 1]];
      longer[0] = -1;
      for (let i = 1; i < length; i++) {
        // An n-gram is there only where what it is without its first or last unit is.
        const isPossible = shorter[i] >= 0 && shorter[i - 1] >= 0 && text[i] !== BEGIN;
        longer[i] = isPossible ? findGram(level, shorter[i - 1], text[i]) : -1;
      }
    }
    for (let i = 0; i < length; i++) this.#logarithms[i] = this.#logarithmAt(text, i);
    return this.#logarithms;
  }

  /** The probability of the longest n-gram there is, times the weights of the longer contexts that it is not found after. */
  #logarithmAt(text: Int32Array, i: number): number {
    const { levels, unigrams, order } = this.#model;
    const ending = this.#ending;
    let n = 1;
    while (n < order && ending[n][i] >= 0) n++;
    let logarithm = n === 1 ? unigrams[2 * text[i]] : levels[n - 2].floats[ending[n - 1][i] * SLOT + 2];
    if (i === 0 || text[i] === BEGIN) return logarithm;
    for (; n < order; n++) {
      const context = ending[n - 1][i - 1];
      if (context < 0) break;
      logarithm += n === 1 ? unigrams[2 * context + 1] : levels[n - 2].floats[context * SLOT + 3];
    }
    return logarithm;
  }

  /** Turns the units of a document into numbers; gives how many. */
  #read({ hashes, count }: Units): number {
    if (mustReplace(this.#text.length, 2 * count)) this.#text = new Int32Array(capacityFor(2 * count));
    const text = this.#text;
    let length = 0;
    let isNew = true;
    for (let i = 0; i < count; i++) {
      if (isNew) text[length++] = BEGIN;
      isNew = hashes[2 * i] === 0 && hashes[2 * i + 1] === 0;
      text[length++] = isNew ? END : this.#numbers.numberOf(hashes[2 * i], hashes[2 * i + 1]);
    }
    return length;
  }

  #reserve(length: number): void {
    if (!mustReplace(this.#logarithms.length, length)) return;
    this.#logarithms = new Float64Array(capacityFor(length));
    this.#ending = this.#ending.map(() => new Int32Array(capacityFor(length)));
  }
}
