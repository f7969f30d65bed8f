import { charactersBetween } from "../segments/normal-form.ts";
import type { Range } from "../segments/ranges.ts";
import { Split } from "../segments/split.ts";

const split = new Split();

/** The ranges (sorted, disjoint), and in the place of them every paragraph of whose characters more than `share` would go. */
export function withWholeParagraphs(text: Uint8Array, ranges: readonly Range[], share: number): Range[] {
  if (share >= 1) return [...ranges];
  split.read("paragraph", text);
  const whole: Range[] = [];
  let next = 0;
  for (let p = 0; p < split.count; p++) {
    const [start, end] = [split.starts[p], split.ends[p]];
    while (next < ranges.length && ranges[next].end <= start) next++;
    let covered = 0;
    for (let r = next; r < ranges.length && ranges[r].start < end; r++)
      covered += charactersBetween(text, Math.max(start, ranges[r].start), Math.min(end, ranges[r].end));
    if (covered > share * charactersBetween(text, start, end))
      whole.push({ start: split.blockStarts[p], end: split.blockEnds[p] });
  }
  return merged([...ranges, ...whole]);
}

/** The union of ranges, sorted and disjoint. */
function merged(ranges: readonly Range[]): Range[] {
  const union: Range[] = [];
  for (const { start, end } of [...ranges].sort((a, b) => a.start - b.start)) {
    const last = union.at(-1);
    if (last === undefined || last.end < start) union.push({ start, end });
    else union[union.length - 1] = { start: last.start, end: Math.max(last.end, end) };
  }
  return union;
}
