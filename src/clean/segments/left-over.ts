import { countSentences } from "../../features/signals/sentences.ts";
import { NormalForm } from "./normal-form.ts";
import type { Range } from "./ranges.ts";

/** What stays of a text. */
export interface LeftOver {
  readonly words: number;
  readonly sentences: number;
  /** Characters (code points). */
  readonly characters: number;
}

const NEWLINE = 10;
const form = new NormalForm({ case: false, numbers: false, punctuation: false, marks: false });

/** Counts what stays of a text without some ranges of it: sorted, disjoint. Sentences as in the signals: a line break ends one. */
export function leftOver(text: Uint8Array, ranges: readonly Range[]): LeftOver {
  const rest = without(text, ranges);
  form.read(rest, 0, rest.length);
  const { words, characters } = form;
  let sentences = 0;
  for (let line = 0; line < rest.length; ) {
    const next = rest.indexOf(NEWLINE, line) + 1 || rest.length;
    sentences += countSentences(rest, line, next);
    line = next;
  }
  return { words, sentences, characters };
}

function without(text: Uint8Array, ranges: readonly Range[]): Uint8Array {
  const kept: Uint8Array[] = [];
  let at = 0;
  for (const { start, end } of ranges) {
    kept.push(text.subarray(at, start));
    at = end;
  }
  kept.push(text.subarray(at));
  return Buffer.concat(kept);
}
