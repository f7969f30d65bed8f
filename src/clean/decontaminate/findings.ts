import type { Words } from "./words.ts";

/** A stretch of words of a document, half-open. */
export interface WordRange {
  readonly from: number;
  readonly to: number;
}

/** A run of words that a document shares with an evaluation set. */
export interface Match extends WordRange {
  /** Number of the example among all, or -1 where the index knows none. */
  readonly example: number;
  /** Grams that lie in the run. */
  readonly grams: number;
  /** Share of the grams of the example, or of the document. */
  readonly coverage: number;
}

/** What a document shares with one evaluation set: enough to count as contaminated. */
export interface Finding {
  /** Number of the set. */
  readonly set: number;
  /** The largest coverage. */
  readonly coverage: number;
  /** Best example first, then in the order of the document. */
  readonly matches: readonly Match[];
  /** All words that belong to matches, in order, disjoint. */
  readonly spans: readonly WordRange[];
}

/** Finds contamination in the words of one document. */
export type Finder = (words: Words) => Finding[];

/** Joins a range to the last one when they touch or overlap; ranges come by their start. */
export function joinRange(ranges: { from: number; to: number }[], from: number, to: number): void {
  const last = ranges.at(-1);
  if (last !== undefined && from <= last.to) last.to = Math.max(last.to, to);
  else ranges.push({ from, to });
}
