import xxhash from "xxhash-wasm";
import { NormalForm } from "./normal-form.ts";
import type { Settings } from "./options.ts";
import { Split } from "./split.ts";

/** What of one text is compared with other texts. Reused from text to text. */
export interface Units {
  /** The segments of the text. */
  readonly split: Split;
  count: number;
  /** First segment of each unit; it ends `window - 1` segments later. */
  first: number[];
  /** 64-bit hash of each unit in its normal form. */
  hashes: BigUint64Array;
}

type UnitOptions = Pick<Settings, "unit" | "window" | "minimumWords" | "minimumCharacters" | "normalize">;

const noSwitches = { case: false, numbers: false, punctuation: false, marks: false };

/**
 * Opens a kernel that finds the lines, paragraphs or windows of sentences of a text that are long enough to count. A text with
 * fewer sentences than a window has none.
 */
export async function openUnits(options: UnitOptions): Promise<(text: Uint8Array) => Units> {
  const { h64Raw } = await xxhash();
  const { unit, window, minimumWords, minimumCharacters, normalize } = options;
  const form = new NormalForm(normalize ?? noSwitches);
  const units: Units = { split: new Split(), count: 0, first: [], hashes: new BigUint64Array(256) };
  const words: number[] = [];
  const characters: number[] = [];
  let hashes = new BigUint64Array(256);

  return (text) => {
    const { split } = units;
    split.read(unit, text);
    if (hashes.length < split.count) {
      hashes = new BigUint64Array(2 * split.count);
      units.hashes = new BigUint64Array(2 * split.count);
    }
    for (let s = 0; s < split.count; s++) measure(text, s, split.starts[s], split.ends[s]);
    units.count = 0;
    for (let s = 0; s + window <= split.count; s++) {
      if (sum(words, s) < minimumWords || sum(characters, s) < minimumCharacters) continue;
      units.first[units.count] = s;
      units.hashes[units.count++] =
        window === 1 ? hashes[s] : h64Raw(new Uint8Array(hashes.buffer, 8 * s, 8 * window));
    }
    return units;
  };

  function measure(text: Uint8Array, s: number, start: number, end: number): void {
    form.read(text, start, end);
    words[s] = form.words;
    characters[s] = form.characters;
    const enough = window > 1 || (form.words >= minimumWords && form.characters >= minimumCharacters);
    if (enough)
      hashes[s] = h64Raw(
        normalize === null ? text.subarray(start, end) : form.bytes.subarray(0, form.length),
      );
  }

  function sum(values: readonly number[], from: number): number {
    let total = 0;
    for (let s = from; s < from + window; s++) total += values[s];
    return total;
  }
}
