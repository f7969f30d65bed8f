import { scaleLinear } from "d3-scale";
import { bottomAxis, round } from "./axis.ts";
import { formatCount, formatNumber } from "./format.ts";
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
}

/** The distribution of one signal and the bounds on it. */
export interface HistogramData {
  readonly signal: string;
  readonly bins: readonly Bin[];
  readonly bounds: readonly Bound[];
}

const WIDTH = 320;
const TOP = 30;
const BASE = 130;
const HEIGHT = 150;

/** A small histogram: kept below, dropped above, the bounds as dashed lines with their value. */
export function histogramChart({ signal, bins, bounds }: HistogramData): Markup {
  const x = scaleLinear([bins[0].from, bins[bins.length - 1].to], [0, WIDTH]);
  const tallest = Math.max(...bins.map(total), 1);
  const y = scaleLinear([0, tallest], [0, BASE - TOP]);
  const ticks = x.ticks(4).map((value) => ({ at: x(value), text: formatNumber(value) }));
  return html`<svg class="chart" viewBox="0 0 ${WIDTH} ${HEIGHT}" role="img" aria-label="${description(signal, bins)}">
    ${bins.map((bin) => column(bin, x(bin.from), x(bin.to), y))}
    ${bottomAxis(0, WIDTH, BASE, ticks)}
    ${bounds.map((bound, i) => boundMark(bound, i, x))}
  </svg>`;
}

function column(bin: Bin, left: number, right: number, y: (count: number) => number): Markup {
  if (total(bin) === 0) return nothing;
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

function boundMark({ rule, value, drops }: Bound, i: number, x: (value: number) => number): Markup {
  const at = Math.min(WIDTH, Math.max(0, x(value)));
  const side = at > WIDTH / 2 ? "end" : "start";
  const label =
    drops === "below" ? `dropped below ${formatNumber(value)}` : `dropped above ${formatNumber(value)}`;
  const top = 10 + 13 * (i % 2);
  return html`<line class="bound" x1="${round(at)}" x2="${round(at)}" y1="${top + 3}" y2="${BASE}" /><text
    x="${round(at)}" y="${top}" text-anchor="${side}"><title>${rule}</title>${label}</text>`;
}

function total({ kept, dropped, elsewhere }: Bin): number {
  return kept + dropped + elsewhere;
}

function description(signal: string, bins: readonly Bin[]): string {
  const sum = (pick: (bin: Bin) => number) => formatCount(bins.reduce((all, bin) => all + pick(bin), 0));
  return `Histogram of ${signal}: ${sum((bin) => bin.kept)} kept, ${sum((bin) => bin.dropped)} dropped by its bounds`;
}
