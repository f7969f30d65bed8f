import { scaleLinear, scaleLog } from "d3-scale";
import { area, line } from "d3-shape";
import { bottomAxis, leftAxis, round, type Tick } from "./axis.ts";
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
  /** The horizontal axis grows by powers of ten; `both`: the vertical one too. */
  readonly logarithmic?: boolean | "both";
  readonly marks?: readonly { readonly x: number; readonly y: number; readonly text: string }[];
  /** Quiet dots on the lines with a few words each. */
  readonly dots?: readonly { readonly x: number; readonly y: number; readonly text: string }[];
  /** Size in pixels at which the picture is shown; text keeps its size. */
  readonly width?: number;
  readonly height?: number;
}

const WIDTH = 480;
const HEIGHT = 260;
const LEFT = 44;
const RIGHT = 84;
const BELOW = 36;

interface Frame {
  readonly width: number;
  readonly height: number;
  readonly left: number;
  readonly right: number;
  readonly base: number;
}

/** A line chart: direct labels at the right end of each line, ranges as a band, axes named in words. */
export function lineChart(data: LinesData): Markup {
  const frame = frameOf(data);
  const { x, y } = scales(data, frame);
  const { width, height, left, right, base } = frame;
  const draw = line<LinePoint>(
    (point) => round(x(point.x)),
    (point) => round(y(point.y)),
  );
  const band = area<LinePoint>(
    (point) => round(x(point.x)),
    (point) => round(y(point.low ?? point.y)),
    (point) => round(y(point.high ?? point.y)),
  );
  const across = data.logarithmic ? powers(x.domain() as [number, number], width / 80) : x.ticks(width / 96);
  const up = data.logarithmic === "both" ? powers(y.domain() as [number, number], 6) : y.ticks(5);
  return html`<svg class="chart lines" viewBox="0 0 ${width} ${height}" role="img" aria-label="${data.title}">
    <text class="quiet" x="0" y="11">${fitText(data.y, width / 2)}</text>
    ${leftAxis(left, right, ticks(up, y))}
    ${bottomAxis(left, right, base, ticks(across, x))}
    <text class="quiet" x="${right}" y="${height - 4}" text-anchor="end">${fitText(data.x, width / 2)}</text>
    ${data.series.map((series, i) => seriesMark(series, i, draw, band, x, y))}
    ${(data.dots ?? []).map(
      (dot) => html`<circle cx="${round(x(dot.x))}" cy="${round(y(dot.y))}" r="3" fill="var(--accent)" /><text
      class="quiet" x="${round(x(dot.x))}" y="${round(y(dot.y) + 18)}" text-anchor="middle">${dot.text}</text>`,
    )}
    ${(data.marks ?? []).map((mark) => markAt(round(x(mark.x)), round(y(mark.y)), mark.text, right, rises(data.series)))}
  </svg>`;
}

function frameOf({ width = WIDTH, height = HEIGHT }: LinesData): Frame {
  return { width, height, left: LEFT, right: width - RIGHT, base: height - BELOW };
}

/** A point with its words, which stand where the line does not pass: above a falling one, below a rising one. */
function markAt(x: number, y: number, text: string, right: number, isRising: boolean): Markup {
  const isNearEnd = x > right - 60;
  return html`<circle cx="${x}" cy="${y}" r="5" fill="var(--drop)" stroke="var(--paper)" stroke-width="2" /><text class="strong"
    x="${isNearEnd ? x - 9 : x + 9}" y="${isRising && !isNearEnd ? y + 18 : y - 8}" text-anchor="${isNearEnd ? "end" : "start"}">${text}</text>`;
}

function rises([first]: readonly Series[]): boolean {
  const points = first?.points ?? [];
  return points.length > 1 && points[points.length - 1].y > points[0].y;
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

function scales({ series, marks = [], dots = [], logarithmic }: LinesData, { left, right, base }: Frame) {
  const points = [
    ...series.flatMap((one) => [...one.points]),
    ...[...marks, ...dots].map(({ x, y }): LinePoint => ({ x, y })),
  ];
  const xs = points.map((point) => point.x);
  const ys = points.flatMap((point) => [point.y, point.low ?? point.y, point.high ?? point.y]);
  const across: [number, number] = [Math.min(...xs), Math.max(...xs)];
  const up: [number, number] = [Math.min(...ys), Math.max(...ys)];
  return {
    x: logarithmic ? scaleLog(across, [left, right]) : scaleLinear(across, [left, right]),
    y: logarithmic === "both" ? scaleLog(up, [base, 24]) : scaleLinear(up, [base, 24]).nice(5),
  };
}

/** Numbers of an axis, all written in one way: beyond a thousand trillions nobody knows the names. */
function ticks(values: readonly number[], scale: (value: number) => number): Tick[] {
  const isHuge = values.some((value) => value >= 1e16);
  return values.map((value) => ({ at: scale(value), text: (isHuge ? formatNumber : formatShort)(value) }));
}

/** Whole powers of ten inside a span, at most so many. */
function powers([from, to]: [number, number], most: number): number[] {
  const first = Math.ceil(Math.log10(from) - 1e-9);
  const last = Math.floor(Math.log10(to) + 1e-9);
  const step = Math.max(1, Math.ceil((last - first) / Math.max(1, most - 1)));
  return Array.from(
    { length: Math.max(0, Math.floor((last - first) / step) + 1) },
    (_, i) => 10 ** (first + i * step),
  );
}
