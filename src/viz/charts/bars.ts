import { formatShort } from "./format.ts";
import { html, type Markup } from "./markup.ts";

/** One bar: what, how much, and what is written behind it. */
export interface Bar {
  readonly label: string;
  readonly value: number;
  /** Default: the value, shortened. */
  readonly text?: string;
  /** CSS colour; default the accent. */
  readonly color?: string;
}

const ROW = 30;

/** Horizontal bars that fill any width: label and number stand above each bar, so that neither is ever cut by it. */
export function barChart(title: string, bars: readonly Bar[]): Markup {
  const largest = Math.max(...bars.map(({ value }) => value), 0);
  const rows = bars.map(({ label, value, text = formatShort(value), color = "var(--accent)" }, i) => {
    const width = largest > 0 ? (100 * value) / largest : 0;
    return html`<g><title>${label}: ${text}</title><text x="0" y="${i * ROW + 13}">${label}</text><text
      class="quiet" x="100%" y="${i * ROW + 13}" text-anchor="end">${text}</text><rect x="0" y="${i * ROW + 18}"
      width="100%" height="5" rx="1" fill="var(--line)" /><rect x="0" y="${i * ROW + 18}"
      width="${width.toFixed(2)}%" height="5" rx="1" fill="${color}" /></g>`;
  });
  return html`<svg class="bars" role="img" aria-label="${title}" height="${bars.length * ROW}">${rows}</svg>`;
}
