import { round } from "./axis.ts";
import { shorten, textWidth } from "./format.ts";
import { html, type Markup } from "./markup.ts";

/** A cluster to be named: its dots in the coordinates of the picture. */
export interface NamedDots {
  readonly cluster: number;
  readonly name: string;
  readonly dots: readonly (readonly [x: number, y: number])[];
}

/** Width and height of the picture in its own coordinates. */
export interface Frame {
  readonly width: number;
  readonly height: number;
}

/** At most so many names on the picture; the list below has all. */
const LABELS = 32;
/** How much wider bold letters are, and the height of a line, where a pixel is a coordinate. */
const BOLD = 1.12;
const LINE = 18;
const EDGE = 4;
const LONGEST = 60;

interface Label {
  readonly cluster: number;
  readonly name: string;
  /** Middle of its dots, and the place nearest to it where the name is not cut. */
  readonly middle: number;
  readonly x: number;
  /** Heights to try, the best first: above its dots, below, in their middle. */
  readonly heights: readonly number[];
  readonly width: number;
  readonly y: number;
}

/**
 * Names over their cluster, or under it, largest first; a name that would cover another one is hidden. Widths are guessed
 * for a wide font; the script of the report measures them and places the names again, also when the window changes.
 */
export function mapLabels(clusters: readonly NamedDots[], frame: Frame): Markup {
  const taken: Label[] = [];
  const spans = clusters
    .filter(({ dots }) => dots.length > 0)
    .slice(0, LABELS)
    .map((cluster) => {
      const wanted = labelOf(cluster, frame);
      const y = wanted.heights.find(
        (height) => !taken.some((other) => covers({ ...wanted, y: height }, other)),
      );
      if (y !== undefined) taken.push({ ...wanted, y });
      return labelMark({ ...wanted, y: y ?? wanted.y }, y === undefined, frame);
    });
  return html`<div class="names" aria-hidden="true">${spans}</div>`;
}

function labelMark(
  { cluster, name, middle, x, y, heights }: Label,
  hidden: boolean,
  { width, height }: Frame,
): Markup {
  const percent = (value: number, whole: number) => round((100 * value) / whole);
  const [first, ...rest] = shorten(name, LONGEST).split(" · ");
  const tried = heights.map((at) => percent(at, height)).join(" ");
  return html`<span class="${hidden && "hidden"}" data-cluster="${cluster}" data-x="${percent(middle, width)}" data-y="${tried}" style="left: ${percent(
    x,
    width,
  )}%; top: ${percent(y, height)}%"><bdi>${first}${rest.length > 0 && html`<i> · ${rest.join(" · ")}</i>`}</bdi></span>`;
}

function labelOf({ cluster, name, dots }: NamedDots, frame: Frame): Label {
  const width = Math.min(frame.width - 2 * EDGE, BOLD * textWidth(shorten(name, LONGEST)) + 10);
  const xs = dots.map(([x]) => x).sort((a, b) => a - b);
  const ys = dots.map(([, y]) => y).sort((a, b) => a - b);
  const heights = [at(ys, 0.04) - LINE / 2, at(ys, 0.96) + LINE / 2, at(ys, 0.5)].map((y) =>
    clamp(y, LINE / 2, frame.height - LINE / 2),
  );
  const middle = at(xs, 0.5);
  const x = clamp(middle, width / 2 + EDGE, frame.width - width / 2 - EDGE);
  return { cluster, name, middle, x, heights, width, y: heights[0] };
}

function covers(a: Label, b: Label): boolean {
  return Math.abs(a.x - b.x) < (a.width + b.width) / 2 && Math.abs(a.y - b.y) < LINE;
}

function clamp(value: number, low: number, high: number): number {
  return Math.min(high, Math.max(low, value));
}

function at(sorted: readonly number[], share: number): number {
  return sorted[Math.floor(share * (sorted.length - 1))];
}
