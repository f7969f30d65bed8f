import { type Discounts, discountOf, discountsOf } from "./discounts.ts";
import { GramCounts } from "./gram-counts.ts";
import { type Level, makeLevel, type NgramModel, placeGram, SLOT } from "./model.ts";
import { isLineEnd, type UnitKind, type Units } from "./units.ts";
import { BEGIN, END, FIRST_UNIT, UNKNOWN, UnitNumbers } from "./vocabulary.ts";

/** How a model is trained. */
export interface TrainOptions {
  readonly kind: UnitKind;
  /** Units of the longest n-gram. */
  readonly order: number;
  /** By order, from 1: n-grams that occur so often or less are left out; the last holds for higher orders. Never falling, and 0 for order 1. */
  readonly prune?: readonly number[];
}

/** The text of a reference as numbers: every line with a begin and an end. 4 bytes a unit. */
export class Reference {
  readonly vocabulary = new UnitNumbers();
  /** Units and line ends. */
  units = 0;
  lines = 0;
  #text = new Int32Array(1 << 16);
  #length = 0;
  #isOpen = false;

  /** Takes the units of a document. */
  add(units: Units): void {
    this.#reserve(2 * units.count);
    for (let i = 0; i < units.count; i++) {
      if (!this.#isOpen) this.#text[this.#length++] = BEGIN;
      const ends = isLineEnd(units, i);
      this.#text[this.#length++] = ends
        ? END
        : this.vocabulary.add(units.hashes[2 * i], units.hashes[2 * i + 1]);
      this.#isOpen = !ends;
      this.units++;
      if (ends) this.lines++;
    }
  }

  /** All numbers in order. */
  text(): Int32Array {
    return this.#text.subarray(0, this.#length);
  }

  #reserve(more: number): void {
    if (this.#length + more <= this.#text.length) return;
    const grown = new Int32Array(2 * (this.#length + more));
    grown.set(this.text());
    this.#text = grown;
  }
}

/**
 * Estimates a model by interpolated modified Kneser-Ney (Chen and Goodman 1998, equation 26 for the discounts; Heafield et al. 2013 for the
 * handling of line begins, of the unknown unit and of pruning). Memory: 12 bytes a unit of the text, and some 40 an n-gram of two
 * neighbouring orders at a time besides the model.
 */
export function trainModel(reference: Reference, { kind, order, prune = [] }: TrainOptions): NgramModel {
  const text = reference.text();
  const isRare = (n: number, occurrences: number) => occurrences <= (prune[n - 1] ?? prune.at(-1) ?? 0);
  let counts = unigramCounts(text, reference.vocabulary.size);
  /** The n-gram that ends at each place of the text; -1 where the line is too short for one. */
  let ending = text;
  let lower: Estimated | undefined;
  const grams: number[] = [];
  const levels: Level[] = [];
  for (let n = 1; n <= order; n++) {
    const next = n < order ? countLonger(text, ending, counts) : undefined;
    const isKept = (g: number) => n === 1 || !isRare(n, counts.occurrences[g]);
    lower = estimate(counts, n, n === order, isKept, lower);
    if (n > 1) levels.push(lower.level as Level);
    grams.push(lower.kept);
    if (next === undefined) break;
    counts = next.counts;
    ending = next.ending;
  }
  return {
    kind,
    order,
    vocabulary: reference.vocabulary.known(),
    unigrams: (lower as Estimated).unigrams,
    levels,
    trained: { units: reference.units, lines: reference.lines, grams },
  };
}

function unigramCounts(text: Int32Array, size: number): GramCounts {
  const counts = new GramCounts();
  for (let unit = 0; unit < size; unit++) counts.count(-1, unit, -1);
  counts.occurrences.fill(0);
  for (const unit of text) counts.occurrences[unit]++;
  counts.occurrences[BEGIN] = 0;
  return counts;
}

/** Counts the n-grams that are one unit longer, and for each shorter one the units before it. */
function countLonger(text: Int32Array, ending: Int32Array, shorter: GramCounts) {
  const counts = new GramCounts();
  const longer = new Int32Array(text.length).fill(-1);
  for (let i = 1; i < text.length; i++) {
    if (text[i] === BEGIN || ending[i - 1] < 0) continue;
    const before = counts.size;
    longer[i] = counts.count(ending[i - 1], text[i], ending[i]);
    if (counts.size > before) shorter.continuations[ending[i]]++;
  }
  return { counts, ending: longer };
}

/** What the next order needs of this one. */
interface Estimated {
  readonly level: Level | undefined;
  readonly unigrams: Float32Array;
  readonly kept: number;
  /** By n-gram: where it stands in its level, -1 where it was left out. */
  readonly slots: Int32Array;
  readonly probabilities: Float64Array;
  /** 1 where the n-gram begins a line: it has nothing before it. */
  readonly begins: Uint8Array;
}

function estimate(
  counts: GramCounts,
  n: number,
  isHighest: boolean,
  isKept: (g: number) => boolean,
  lower: Estimated | undefined,
): Estimated {
  const begins = beginsOf(counts, lower);
  const adjusted = isHighest ? counts.occurrences : adjustedCounts(counts, begins);
  const discounts = discountsOf(adjusted, counts.size, n === 1 ? BEGIN : -1);
  const contexts = contextsOf(counts, adjusted, discounts, isKept, lower?.slots.length ?? 1);
  const probabilities = new Float64Array(counts.size);
  const slots = new Int32Array(counts.size).fill(-1);
  let kept = 0;
  for (let g = 0; g < counts.size; g++) if (isKept(g)) kept++;
  if (lower === undefined)
    return firstOrder(counts, adjusted, discounts, contexts, { probabilities, slots, begins, kept });
  const level = makeLevel(kept);
  const { parents, units, suffixes } = counts;
  for (let g = 0; g < counts.size; g++) {
    if (!isKept(g)) continue;
    const parent = parents[g];
    const own = adjusted[g] - discountOf(discounts, adjusted[g]);
    probabilities[g] =
      own / contexts.totals[parent] + contexts.weightOf(parent) * lower.probabilities[suffixes[g]];
    slots[g] = placeGram(level, lower.slots[parent], units[g], probabilities[g]);
  }
  const target = n === 2 ? lower.unigrams : (lower.level as Level).floats;
  const [stride, place] = n === 2 ? [2, 1] : [SLOT, 3];
  for (let parent = 0; parent < lower.slots.length; parent++)
    if (lower.slots[parent] >= 0 && contexts.totals[parent] > 0)
      target[lower.slots[parent] * stride + place] = Math.log10(contexts.weightOf(parent));
  return { level, unigrams: lower.unigrams, kept, slots, probabilities, begins };
}

function firstOrder(
  counts: GramCounts,
  adjusted: Int32Array,
  discounts: Discounts,
  contexts: Contexts,
  { probabilities, slots, begins, kept }: Pick<Estimated, "probabilities" | "slots" | "begins" | "kept">,
): Estimated {
  const unigrams = new Float32Array(2 * counts.size);
  const uniform = contexts.weightOf(0) / (counts.size - 1);
  for (let unit = 0; unit < counts.size; unit++) {
    const own =
      unit === UNKNOWN || unit === BEGIN ? 0 : adjusted[unit] - discountOf(discounts, adjusted[unit]);
    probabilities[unit] = own / Math.max(1, contexts.totals[0]) + uniform;
    slots[unit] = unit;
    // Nothing is ever followed by the begin of a line.
    unigrams[2 * unit] = unit === BEGIN ? -99 : Math.log10(probabilities[unit]);
  }
  return { level: undefined, unigrams, kept: kept - FIRST_UNIT, slots, probabilities, begins };
}

function beginsOf({ size, parents }: GramCounts, lower: Estimated | undefined): Uint8Array {
  const begins = new Uint8Array(size);
  if (lower === undefined) begins[BEGIN] = 1;
  else for (let g = 0; g < size; g++) begins[g] = lower.begins[parents[g]];
  return begins;
}

function adjustedCounts({ size, occurrences, continuations }: GramCounts, begins: Uint8Array): Int32Array {
  return Int32Array.from({ length: size }, (_, g) => (begins[g] === 1 ? occurrences[g] : continuations[g]));
}

/** By context: the sum of the counts after it, and the share of it that goes to the shorter context. */
interface Contexts {
  readonly totals: Float64Array;
  weightOf(context: number): number;
}

function contextsOf(
  { size, parents }: GramCounts,
  adjusted: Int32Array,
  discounts: Discounts,
  isKept: (g: number) => boolean,
  length: number,
): Contexts {
  const totals = new Float64Array(length);
  const given = new Float64Array(length);
  for (let g = 0; g < size; g++) {
    const context = Math.max(0, parents[g]);
    totals[context] += adjusted[g];
    given[context] += isKept(g) ? discountOf(discounts, adjusted[g]) : adjusted[g];
  }
  return { totals, weightOf: (context) => (totals[context] === 0 ? 1 : given[context] / totals[context]) };
}
