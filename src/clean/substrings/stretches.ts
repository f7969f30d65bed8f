import type { Winnow } from "./winnow.ts";

/** A run of tokens of one document, half-open. */
export interface Stretch {
  readonly first: number;
  readonly end: number;
}

/** The tokens that can belong to a repeated substring, given the fingerprints that occur twice: merged, in order. */
export function stretchesAround(
  { minimum, span, positions }: Pick<Winnow, "minimum" | "span" | "positions">,
  repeated: Iterable<number>,
  tokens: number,
): Stretch[] {
  const found: Stretch[] = [];
  for (const fingerprint of repeated) {
    const position = positions[fingerprint];
    const first = Math.max(0, position - (minimum - span));
    addStretch(found, { first, end: Math.min(tokens, position + minimum) });
  }
  return found;
}

/** The runs of windows of `size` tokens that start where `starts` says so, between two positions. */
export function stretchesOf(
  from: number,
  to: number,
  size: number,
  starts: (position: number) => boolean,
): Stretch[] {
  const found: Stretch[] = [];
  for (let i = from; i + size <= to; i++) if (starts(i)) addStretch(found, { first: i, end: i + size });
  return found;
}

/** Appends a stretch that starts no earlier than the last one; the two become one where they meet. */
export function addStretch(stretches: Stretch[], { first, end }: Stretch): void {
  const last = stretches.at(-1);
  if (last === undefined || last.end < first) stretches.push({ first, end });
  else if (end > last.end) stretches[stretches.length - 1] = { first: last.first, end };
}
