import type { Term } from "./query.ts";
import { type Piece, piecesOf } from "./words.ts";

/** A stretch of text; true where it was searched for. */
export interface Stretch {
  readonly text: string;
  readonly hit: boolean;
}

interface Span {
  readonly start: number;
  readonly end: number;
  readonly term: number;
}

/** Characters shown before the first hit. */
const lead = 60;

/** The passage of a text that holds most of what was searched for, as stretches; its beginning where nothing is found. */
export function snippetOf(text: string, terms: readonly Term[], size = 240): Stretch[] {
  const pieces = piecesOf(text);
  const spans = spansOf(pieces, terms);
  const first = bestStart(spans, size - lead);
  const [start, end] = window(text, first === undefined ? 0 : spans[first].start, size);
  const stretches: Stretch[] = [];
  let at = start;
  for (const span of spans.slice(first ?? 0)) {
    if (span.start < at || span.end > end) continue;
    push(stretches, text.slice(at, span.start), false);
    push(stretches, text.slice(span.start, span.end), true);
    at = span.end;
  }
  push(stretches, text.slice(at, end), false);
  return withDots(stretches, start > 0, end < text.length);
}

/** Where the terms occur, in order. */
function spansOf(pieces: readonly Piece[], terms: readonly Term[]): Span[] {
  const spans: Span[] = [];
  for (let i = 0; i < pieces.length; i++) {
    terms.forEach((term, t) => {
      if (occursAt(pieces, i, term))
        spans.push({ start: pieces[i].start, end: pieces[i + term.pieces.length - 1].end, term: t });
    });
  }
  return spans;
}

function occursAt(pieces: readonly Piece[], at: number, { pieces: wanted, isBeginning }: Term): boolean {
  if (wanted.length === 0 || at + wanted.length > pieces.length) return false;
  return wanted.every((word, i) => {
    const found = pieces[at + i].word;
    return isBeginning && i === wanted.length - 1 ? found.startsWith(word) : found === word;
  });
}

/** The first span of the window that holds most different terms. */
function bestStart(spans: readonly Span[], size: number): number | undefined {
  let best: number | undefined;
  let most = 0;
  for (let i = 0; i < spans.length; i++) {
    const seen = new Set<number>();
    for (let j = i; j < spans.length && spans[j].end <= spans[i].start + size; j++) seen.add(spans[j].term);
    if (seen.size > most) {
      best = i;
      most = seen.size;
    }
  }
  return best;
}

/** A window that begins some words before `hit`, where that can be, and cuts no character in two. */
function window(text: string, hit: number, size: number): [number, number] {
  let start = Math.max(0, hit - lead);
  if (start > 0) {
    const space = text.slice(start, hit).search(/\s/);
    start = space < 0 ? whole(text, start) : start + space + 1;
  }
  return [start, whole(text, Math.min(text.length, start + size))];
}

/** The place, or the one after it when it lies inside a pair of surrogates. */
function whole(text: string, at: number): number {
  const code = text.charCodeAt(at);
  return code >= 0xdc00 && code <= 0xdfff && at > 0 ? at + 1 : at;
}

function push(stretches: Stretch[], text: string, hit: boolean): void {
  const plain = text.replace(/\s+/g, " ");
  if (plain !== "") stretches.push({ text: plain, hit });
}

function withDots(stretches: readonly Stretch[], before: boolean, after: boolean): Stretch[] {
  const dots = (isThere: boolean): Stretch[] => (isThere ? [{ text: "…", hit: false }] : []);
  return [...dots(before), ...stretches, ...dots(after)];
}
