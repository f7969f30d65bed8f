import type { Row } from "../../core/table.ts";
import { back, CharacterPlaces, forth } from "./characters.ts";
import type { WordRange } from "./findings.ts";

/** A stretch to cut, in bytes of the text, with the rule that asks for it. */
export interface ByteSpan extends WordRange {
  readonly rule: string;
}

/** What is left of a document, and a row of `edits` for each cut. */
export interface CutText {
  readonly text: string;
  readonly edits: readonly Row[];
}

/** Cuts stretches, each with `window` characters on either side; stretches that then touch become one, under the first rule. */
export function cutSpans(
  id: string,
  stage: string,
  bytes: Uint8Array,
  spans: readonly ByteSpan[],
  window: number,
): CutText {
  const cuts = widened(bytes, spans, window);
  const text = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length);
  const places = new CharacterPlaces(bytes);
  const borders = [0, ...cuts.flatMap(({ from, to }) => [from, to]), bytes.length];
  const kept = Array.from({ length: cuts.length + 1 }, (_, i) =>
    text.toString("utf8", borders[2 * i], borders[2 * i + 1]),
  );
  const edits = cuts.map(({ rule, from, to }) => {
    const [start, end] = [places.at(from), places.at(to)];
    return { id, stage, rule, start, end, removed: text.toString("utf8", from, to), replacement: "" };
  });
  return { text: kept.join(""), edits };
}

function widened(bytes: Uint8Array, spans: readonly ByteSpan[], window: number): ByteSpan[] {
  const wide: { from: number; to: number; rule: string }[] = [];
  for (const { from, to, rule } of spans.toSorted((a, b) => a.from - b.from || a.to - b.to)) {
    const span = { rule, from: back(bytes, from, window), to: forth(bytes, to, window) };
    const last = wide.at(-1);
    if (last !== undefined && span.from <= last.to) last.to = Math.max(last.to, span.to);
    else wide.push(span);
  }
  return wide;
}
