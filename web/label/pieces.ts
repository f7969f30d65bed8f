import type { CardAnswer } from "../../src/server/resources/tasks/wire.ts";

/** A stretch of text with the voters who saw something in it. */
export interface Piece {
  readonly text: string;
  readonly voters: readonly { readonly voter: string; readonly label: string }[];
}

/** Cuts a text at the ends of all spans, so that every piece is marked by the same voters from end to end. */
export function piecesOf(text: string, evidence: CardAnswer["evidence"]): Piece[] {
  const edges = new Set([0, text.length]);
  for (const { spans } of evidence)
    for (const [start, end] of spans) edges.add(inside(start, text)).add(inside(end, text));
  const places = [...edges].sort((a, b) => a - b);
  const open = evidence.map(() => 0);
  return places.slice(0, -1).map((from, i) => ({
    text: text.slice(from, places[i + 1]),
    voters: evidence.filter(({ spans }, e) => {
      while (open[e] < spans.length && spans[open[e]][1] <= from) open[e]++;
      return open[e] < spans.length && spans[open[e]][0] <= from;
    }),
  }));
}

function inside(at: number, { length }: string): number {
  return Math.max(0, Math.min(length, at));
}
