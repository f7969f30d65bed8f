import { html, type Markup } from "./markup.ts";

/** A place on an axis and what is written there. */
export interface Tick {
  readonly at: number;
  readonly text: string;
}

/** A horizontal axis: a hairline, and numbers below it; the outer ones stay inside the chart. */
export function bottomAxis(left: number, right: number, y: number, ticks: readonly Tick[]): Markup {
  return html`<line class="axis" x1="${left}" x2="${right}" y1="${y + 0.5}" y2="${y + 0.5}" />${ticks.map(
    ({ at, text }) => {
      const anchor = at - left < 12 ? "start" : right - at < 12 ? "end" : "middle";
      return html`<text class="quiet" x="${round(at)}" y="${y + 15}" text-anchor="${anchor}">${text}</text>`;
    },
  )}`;
}

/** Horizontal grid lines with their number at the left. */
export function leftAxis(left: number, right: number, ticks: readonly Tick[]): Markup {
  return html`${ticks.map(
    ({
      at,
      text,
    }) => html`<line class="axis" x1="${left}" x2="${right}" y1="${round(at)}" y2="${round(at)}" /><text
      class="quiet" x="${left - 6}" y="${round(at + 4)}" text-anchor="end">${text}</text>`,
  )}`;
}

/** A coordinate with one decimal: files stay small and nobody sees more. */
export function round(value: number): number {
  return Math.round(value * 10) / 10;
}
