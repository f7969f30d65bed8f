import type { Row } from "../../core/table.ts";
import { CharacterPlaces } from "./characters.ts";
import type { Finding } from "./findings.ts";
import type { Words } from "./words.ts";

/** Characters of a match that a row of `contamination` shows; `start` and `end` tell where all of it is. */
const SHOWN = 500;

/** Names of the sets and of the examples, by number. */
export interface KnownNames {
  readonly names: readonly string[];
  /** Empty where the index knows no examples. */
  readonly examples: readonly string[];
}

/** Rows of `contamination` for one document: set after set, the example with the largest coverage first. */
export function evidenceRows(
  id: string,
  text: Uint8Array,
  words: Words,
  findings: readonly Finding[],
  { names, examples }: KnownNames,
): Row[] {
  const matches = findings.flatMap(({ set, matches }) => matches.map((match) => ({ set, ...match })));
  const places = matches.flatMap(({ from, to }) => [words.starts[from], words.stops[to - 1]]);
  const characters = new CharacterPlaces(text);
  const at = new Map(places.toSorted((a, b) => a - b).map((byte) => [byte, characters.at(byte)]));
  return matches.map(({ set, example, grams, coverage, from, to }) => ({
    id,
    benchmark: names[set],
    example: examples[example] ?? null,
    grams,
    coverage,
    start: at.get(words.starts[from]) ?? 0,
    end: at.get(words.stops[to - 1]) ?? 0,
    matched: excerpt(text, words.starts[from], words.stops[to - 1]),
  }));
}

function excerpt(text: Uint8Array, from: number, to: number): string {
  const shown = Buffer.from(text.buffer, text.byteOffset + from, Math.min(to - from, 4 * SHOWN)).toString();
  const characters = Array.from(shown);
  return characters.length > SHOWN ? `${characters.slice(0, SHOWN).join("")}…` : shown;
}
