import { type Split, skipSpace } from "./split.ts";

/** A stretch of a text in bytes, half-open. */
export interface Range {
  readonly start: number;
  readonly end: number;
}

const NEWLINE = 10;
const spaces: ReadonlySet<number> = new Set([9, 10, 13, 32]);

/**
 * What to cut so that the given segments go and nothing is torn: a whole line or paragraph with the break after it, sentences
 * within a line with the white space after them, or before them at its end. Sorted, disjoint.
 */
export function rangesOf(text: Uint8Array, split: Split, goes: (segment: number) => boolean): Range[] {
  const ranges: Range[] = [];
  for (let first = 0; first < split.count; ) {
    let last = first;
    while (last + 1 < split.count && split.blocks[last + 1] === split.blocks[first]) last++;
    for (const range of withinBlock(split, first, last, goes)) add(ranges, range);
    first = last + 1;
  }
  return atEnd(text, atStart(text, ranges));
}

function* withinBlock(
  split: Split,
  first: number,
  last: number,
  goes: (segment: number) => boolean,
): Generator<Range> {
  const block = split.blocks[first];
  for (let s = first; s <= last; s++) {
    if (!goes(s)) continue;
    const from = s;
    while (s < last && goes(s + 1)) s++;
    if (from === first && s === last) yield { start: split.blockStarts[block], end: split.blockEnds[block] };
    else if (s === last) yield { start: split.ends[from - 1], end: split.ends[s] };
    else yield { start: split.starts[from], end: split.starts[s + 1] };
  }
}

function add(ranges: Range[], range: Range): void {
  const before = ranges.at(-1);
  if (before?.end === range.start) ranges[ranges.length - 1] = { start: before.start, end: range.end };
  else ranges.push(range);
}

/** A text that did not begin with a blank line does not begin with one after its first lines have gone. */
function atStart(text: Uint8Array, ranges: Range[]): Range[] {
  const [first, ...rest] = ranges;
  if (first === undefined || first.start > 0 || text[first.end - 1] !== NEWLINE) return ranges;
  const next = skipSpace(text, first.end, rest[0]?.start ?? text.length);
  const line = text.lastIndexOf(NEWLINE, next - 1) + 1;
  return [{ start: 0, end: Math.max(first.end, line) }, ...rest];
}

/** A text that did not end in a line break does not end in one after its last lines have gone. */
function atEnd(text: Uint8Array, ranges: Range[]): Range[] {
  const last = ranges.at(-1);
  if (last === undefined || last.end < text.length || text[text.length - 1] === NEWLINE) return ranges;
  const floor = ranges.at(-2)?.end ?? 0;
  let { start } = last;
  while (start > floor && spaces.has(text[start - 1])) start--;
  return [...ranges.slice(0, -1), { start, end: last.end }];
}
