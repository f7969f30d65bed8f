/** Where a labeling function saw what it voted for, in UTF-16 positions of the text: `[start, end)`. */
export type Span = readonly [start: number, end: number];

/** Spans in order, those that overlap joined. */
export function apart(spans: readonly Span[]): Span[] {
  const joined: [number, number][] = [];
  for (const [start, end] of spans.toSorted((a, b) => a[0] - b[0])) {
    const last = joined.at(-1);
    if (last !== undefined && start < last[1]) last[1] = Math.max(last[1], end);
    else joined.push([start, end]);
  }
  return joined;
}
