import type { BinAnswer } from "../../src/server/resources/rules/wire.ts";
import type { Scale } from "./scale.ts";

/** The columns of a histogram as SVG paths, one for each fate; they do not depend on where the bound stands. */
export interface Bars {
  readonly kept: string;
  /** Drawn twice, in both colours, and cut at the bound. */
  readonly movable: string;
  readonly dropped: string;
  readonly elsewhere: string;
}

const fates = ["kept", "movable", "dropped", "elsewhere"] as const;

/** Documents of a bin. */
export function totalOf({ kept, movable, dropped, elsewhere }: BinAnswer): number {
  return kept + movable + dropped + elsewhere;
}

/** Stacks every bin from the base line up: what stays, what the bound decides over, what is dropped anyway, what others drop. */
export function barsOf(
  bins: readonly BinAnswer[],
  edges: readonly number[],
  { x }: Scale,
  height: number,
): Bars {
  const tallest = Math.max(1, ...bins.map(totalOf));
  const paths = { kept: "", movable: "", dropped: "", elsewhere: "" };
  bins.forEach((bin, i) => {
    const left = x(edges[i]);
    const width = Math.max(1, x(edges[i + 1]) - left - 1);
    let base = height;
    for (const fate of fates) {
      if (bin[fate] === 0) continue;
      const tall = Math.max(1, (bin[fate] / tallest) * height);
      base -= tall;
      paths[fate] += `M${round(left)} ${round(base)}h${round(width)}v${round(tall)}h${round(-width)}z`;
    }
  });
  return paths;
}

/** About how many documents a bound drops: the bin that it cuts counts by the part of its width. */
export function droppedBy(
  bins: readonly BinAnswer[],
  edges: readonly number[],
  scale: Scale,
  place: number,
  below: boolean,
): number {
  const at = scale.x(place);
  return bins.reduce((sum, { movable, dropped }, i) => {
    const [left, right] = [scale.x(edges[i]), scale.x(edges[i + 1])];
    const share = Math.min(1, Math.max(0, (at - left) / (right - left)));
    return sum + dropped + movable * (below ? share : 1 - share);
  }, 0);
}

function round(value: number): number {
  return Math.round(value * 10) / 10;
}
