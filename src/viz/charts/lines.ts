import { scaleLinear, scaleLog } from "d3-scale";
import { area, line } from "d3-shape";
import { bottomAxis, leftAxis, round } from "./axis.ts";
import { excerpt, fitText, formatNumber, formatShort } from "./format.ts";
import { html, type Markup } from "./markup.ts";

/** A named line; `low` and `high` draw its range. */
export interface Series {
  readonly name: string;
  readonly points: readonly LinePoint[];
  readonly color?: string;
}

/** A point of a line with an optional range. */
export interface LinePoint {
  readonly x: number;
  readonly y: number;
  readonly low?: number;
  readonly high?: number;
}

/** Lines over a common axis, with marked points that carry their own words. */
export interface LinesData {
  readonly title: string;
  readonly x: string;
  readonly y: string;
  readonly series: readonly Series[];
  readonly logarithmic?: boolean;
  readonly marks?: readonly { readonly x: number; readonly y: number; readonly text: string }[];
}

const WIDTH = 480;
const HEIGHT = 260;
const LEFT = 44;
const RIGHT = 84;
const BASE = HEIGHT - 36;

/** A line chart: direct labels at the right end of each line, ranges as a band, axes named in words. */
export function lineChart(data: LinesData): Markup {
  const { x, y } = scales(data);
  const draw = line<LinePoint>(
    (point) => round(x(point.x)),
    (point) => round(y(point.y)),
  );
  const band = area<LinePoint>(
    (point) => round(x(point.x)),
    (point) => round(y(point.low ?? point.y)),
    (point) => round(y(point.high ?? point.y)),
  );
  const shown = data.logarithmic ? powers(x.domain() as [number, number]) : x.ticks(5);
  return html`<svg class="chart lines" style="max-width: ${WIDTH}px" viewBox="0 0 ${WIDTH} ${HEIGHT}" role="img" aria-label="${data.title}">
    <text class="quiet" x="0" y="11">${fitText(data.y, WIDTH / 2)}</text>
    ${leftAxis(
      LEFT,
      WIDTH - RIGHT,
      y.ticks(5).map((value) => ({ at: y(value), text: formatNumber(value) })),
    )}
    ${bottomAxis(
      LEFT,
      WIDTH - RIGHT,
      BASE,
      shown.map((value) => ({
        at: x(value),
        text: data.logarithmic ? formatNumber(value) : formatShort(value),
      })),
    )}
    <text class="quiet" x="${WIDTH - RIGHT}" y="${HEIGHT - 4}" text-anchor="end">${fitText(data.x, WIDTH / 2)}</text>
    ${data.series.map((series, i) => seriesMark(series, i, draw, band, x, y))}
    ${(data.marks ?? []).map(
      (mark) => html`<circle cx="${round(x(mark.x))}" cy="${round(y(mark.y))}" r="5" fill="var(--drop)"
      stroke="var(--paper)" stroke-width="2" /><text class="strong" x="${round(x(mark.x) + 9)}" y="${round(y(mark.y) - 8)}">${mark.text}</text>`,
    )}
  </svg>`;
}

function seriesMark(
  { name, points, color }: Series,
  i: number,
  draw: (points: LinePoint[]) => string | null,
  band: (points: LinePoint[]) => string | null,
  x: (value: number) => number,
  y: (value: number) => number,
): Markup {
  const stroke = color ?? `var(--c${i % 10})`;
  const list = [...points];
  const last = list[list.length - 1];
  const ranged = list.some(({ low, high }) => low !== undefined && high !== undefined);
  return html`<g>${ranged && html`<path d="${band(list) ?? ""}" fill="${stroke}" fill-opacity="0.15" />`}<path
    d="${draw(list) ?? ""}" fill="none" stroke="${stroke}" stroke-width="2" stroke-linejoin="round" />${
      last &&
      html`<text x="${round(x(last.x) + 6)}" y="${round(y(last.y) + 4)}"><title>${excerpt(name, 300)}</title>${fitText(name, RIGHT - 6)}</text>`
    }</g>`;
}

function scales({ series, marks = [], logarithmic }: LinesData) {
  const points = [
    ...series.flatMap((one) => [...one.points]),
    ...marks.map(({ x, y }): LinePoint => ({ x, y })),
  ];
  const xs = points.map((point) => point.x);
  const ys = points.flatMap((point) => [point.y, point.low ?? point.y, point.high ?? point.y]);
  const span: [number, number] = [Math.min(...xs), Math.max(...xs)];
  const range: [number, number] = [LEFT, WIDTH - RIGHT];
  return {
    x: logarithmic ? scaleLog(span, range) : scaleLinear(span, range),
    y: scaleLinear([Math.min(...ys), Math.max(...ys)], [BASE, 24]).nice(5),
  };
}

/** Whole powers of ten inside a span, at most six. */
function powers([from, to]: [number, number]): number[] {
  const first = Math.ceil(Math.log10(from) - 1e-9);
  const last = Math.floor(Math.log10(to) + 1e-9);
  const step = Math.max(1, Math.ceil((last - first) / 5));
  return Array.from(
    { length: Math.max(0, Math.floor((last - first) / step) + 1) },
    (_, i) => 10 ** (first + i * step),
  );
}
