import { excerpt, formatShort, shorten } from "./format.ts";
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

/** Characters of a label; what a narrow column cannot hold of them, the browser cuts. */
const LABEL = 48;

/** Horizontal bars as a list that fills any width: label and number stand above each bar, so that neither is ever cut by it. */
export function barChart(title: string, bars: readonly Bar[]): Markup {
  const largest = Math.max(...bars.map(({ value }) => value), 0);
  const rows = bars.map(({ label, value, text = formatShort(value), color = "var(--accent)" }) => {
    const width = largest > 0 ? (100 * value) / largest : 0;
    return html`<li><span class="label" title="${excerpt(label, 300)}">${shorten(label, LABEL)}</span><span
      class="n">${text}</span><i><b style="width: ${width.toFixed(2)}%; background: ${color}"></b></i></li>`;
  });
  return html`<ul class="bars" aria-label="${title}">${rows}</ul>`;
}
