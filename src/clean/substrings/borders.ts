import { byteClasses, classAt, SPACE, stepBack } from "../../features/signals/unicode.ts";
import type { Range } from "../segments/ranges.ts";
import { skipSpace, trimEnd } from "../segments/split.ts";
import type { Settings } from "./options.ts";
import type { Stretch } from "./stretches.ts";
import type { Tokens } from "./tokens.ts";

const NEWLINE = 10;

/** The bytes to cut for runs of tokens (sorted, disjoint), never in the middle of a character; what shrinks to nothing is left out. */
export function rangesOfTokens(
  text: Uint8Array,
  { starts, ends }: Pick<Tokens, "starts" | "ends">,
  stretches: readonly Stretch[],
  { unit, borders }: Pick<Settings, "unit" | "borders">,
): Range[] {
  const ranges: Range[] = [];
  const words = unit === "words" || borders === "words";
  for (const { first, end } of stretches) {
    const tokens = { start: starts[first], end: ends[end - 1] };
    const range =
      unit === "words" ? tokens : words ? wholeWords(text, tokens) : wholeCharacters(text, tokens);
    if (range.end > range.start) ranges.push(words ? withSpace(text, range, ranges.at(-1)) : range);
  }
  return ranges;
}

/** Takes the lesser of the white spaces around the words that go, so that one is left: a paragraph break is more than a space. */
function withSpace(text: Uint8Array, { start, end }: Range, last: Range | undefined): Range {
  const before = Math.max(trimEnd(text, 0, start), last?.end ?? 0);
  const after = skipSpace(text, end, text.length);
  if (before === 0 || newlines(text, end, after) <= newlines(text, before, start))
    return { start: after === text.length ? before : start, end: after };
  return { start: before, end: after === text.length ? after : end };
}

function newlines(text: Uint8Array, start: number, end: number): number {
  let count = 0;
  for (let i = start; i < end; i++) if (text[i] === NEWLINE) count++;
  return count;
}

function wholeCharacters(text: Uint8Array, { start, end }: Range): Range {
  let [from, to] = [start, end];
  while (from < to && isContinued(text, from)) from++;
  while (to > from && isContinued(text, to)) to--;
  return { start: from, end: to };
}

/** Whether the byte goes on with a character that began before it. */
function isContinued(text: Uint8Array, i: number): boolean {
  return i < text.length && (text[i] & 0xc0) === 0x80;
}

/** Moves both ends inwards, so that no word is torn and no white space is at an end. */
function wholeWords(text: Uint8Array, range: Range): Range {
  let { start, end } = wholeCharacters(text, range);
  while (start < end && start > 0 && !isSpace(text, stepBack(text, start)) && !isSpace(text, start)) start++;
  while (end > start && end < text.length && !isSpace(text, end) && !isSpace(text, stepBack(text, end)))
    end = stepBack(text, end);
  const from = skipSpace(text, start, end);
  return { start: from, end: Math.max(from, trimEnd(text, from, end)) };
}

function isSpace(text: Uint8Array, i: number): boolean {
  return text[i] < 0x80 ? (byteClasses[text[i]] & SPACE) !== 0 : (classAt(text, i) & SPACE) !== 0;
}
