import { scaleLinear, scaleSymlog } from "d3-scale";
import { bottomAxis, round, type Tick } from "./axis.ts";
import { formatCount, formatNumber, formatShort } from "./format.ts";
import { html, type Markup, nothing } from "./markup.ts";

/** One bin: how many documents with a value in [from, to) were kept, dropped by a bound on this signal, dropped by another rule. */
export interface Bin {
  readonly from: number;
  readonly to: number;
  readonly kept: number;
  readonly dropped: number;
  readonly elsewhere: number;
}

/** A bound of a rule on the signal: documents on the `drops` side of `value` are dropped. */
export interface Bound {
  readonly rule: string;
  readonly value: number;
  readonly drops: "below" | "above";
  /** Where the line stands when not at `value`: `> 0` parts the whole numbers at 1. */
  readonly at?: number;
}

/** The distribution of one signal and the bounds on it. */
export interface HistogramData {
  readonly signal: string;
  readonly unit?: string;
  /** The axis grows with log(1 + value). */
  readonly logarithmic?: boolean;
  readonly bins: readonly Bin[];
  readonly bounds: readonly Bound[];
}

const WIDTH = 320;
const TOP = 30;
const BASE = 130;
const HEIGHT = 150;
/** Least room between two numbers of a logarithmic axis. */
const TICK_ROOM = 38;

type Scale = (value: number) => number;

/** A small histogram: kept below, dropped above, the bounds as dashed lines with their value. */
export function histogramChart(data: HistogramData): Markup {
  const { bins, bounds } = data;
  const span: [number, number] = [bins[0].from, bins[bins.length - 1].to];
  const linear = scaleLinear(span, [0, WIDTH]);
  const x: Scale = data.logarithmic ? scaleSymlog(span, [0, WIDTH]) : linear;
  const y = scaleLinear([0, Math.max(...bins.map(binTotal), 1)], [0, BASE - TOP]);
  const ticks = data.logarithmic
    ? logarithmicTicks(span, x)
    : linear.ticks(4).map((value) => ({ at: x(value), text: tickText(value) }));
  return html`<svg class="chart" viewBox="0 0 ${WIDTH} ${HEIGHT}" role="img" aria-label="${description(data)}">
    ${bins.map((bin) => column(bin, x(bin.from), x(bin.to), y))}
    ${bottomAxis(0, WIDTH, BASE, ticks)}
    ${bounds.map((bound, i) => boundMark(bound, i, x))}
  </svg>`;
}

/** All documents of a bin. */
export function binTotal({ kept, dropped, elsewhere }: Bin): number {
  return kept + dropped + elsewhere;
}

function column(bin: Bin, left: number, right: number, y: Scale): Markup {
  if (binTotal(bin) === 0) return nothing;
  const parts = [
    { count: bin.kept, color: "var(--keep)" },
    { count: bin.elsewhere, color: "var(--other)" },
    { count: bin.dropped, color: "var(--drop)" },
  ];
  let base = BASE;
  const rects = parts.map(({ count, color }) => {
    const height = count > 0 ? Math.max(1, y(count)) : 0;
    base -= height;
    return (
      count > 0 &&
      html`<rect x="${round(left + 0.5)}" y="${round(base)}"
      width="${round(Math.max(1, right - left - 1))}" height="${round(height)}" fill="${color}" />`
    );
  });
  return html`<g><title>${formatNumber(bin.from)} to ${formatNumber(bin.to)}: ${formatCount(bin.kept)} kept, ${formatCount(
    bin.dropped,
  )} dropped here, ${formatCount(bin.elsewhere)} dropped by other rules</title>${rects}</g>`;
}

function boundMark({ rule, value, drops, at = value }: Bound, i: number, x: Scale): Markup {
  const place = x(at);
  const inside = Math.min(WIDTH, Math.max(0, place));
  const side = inside > WIDTH / 2 ? "end" : "start";
  const beyond = place > WIDTH + 1 ? " →" : place < -1 ? " ←" : "";
  const top = 10 + 13 * (i % 2);
  return html`<line class="bound" x1="${round(inside)}" x2="${round(inside)}" y1="${top + 3}" y2="${BASE}" /><text
    class="over" x="${round(inside)}" y="${top}" text-anchor="${side}"><title>${rule}</title>dropped ${drops} ${tickText(value)}${beyond}</text>`;
}

/** 0 and the powers of ten inside a span, with 2 and 5 between them where there is room for few only. */
function logarithmicTicks([from, to]: [number, number], x: Scale): Tick[] {
  const powers = Array.from({ length: 13 }, (_, i) => 10 ** i);
  const tens = [0, ...powers].filter((value) => value >= from && value <= to);
  const values =
    tens.length >= 3
      ? tens
      : [0, ...powers.flatMap((power) => [power, 2 * power, 5 * power])].filter(
          (value) => value >= from && value <= to,
        );
  const ticks: Tick[] = [];
  for (const value of values)
    if (ticks.length === 0 || x(value) - ticks[ticks.length - 1].at >= TICK_ROOM)
      ticks.push({ at: x(value), text: tickText(value) });
  return ticks;
}

function tickText(value: number): string {
  return Math.abs(value) >= 1000 ? formatShort(value) : formatNumber(value);
}

function description({ signal, bins, bounds, logarithmic }: HistogramData): string {
  const sum = (pick: (bin: Bin) => number) => formatCount(bins.reduce((all, bin) => all + pick(bin), 0));
  const at = bounds.map(({ drops, value }) => `, bound: dropped ${drops} ${tickText(value)}`).join("");
  return `Histogram of ${signal}${logarithmic ? " on a logarithmic axis" : ""}: ${sum((bin) => bin.kept)} kept, ${sum((bin) => bin.dropped)} dropped by its bounds${at}`;
}
