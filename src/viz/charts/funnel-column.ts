import { linkVertical } from "d3-shape";
import { round } from "./axis.ts";
import { fitText, formatShare, formatShort } from "./format.ts";
import { describeFunnel, describeLoss, type FunnelData, type FunnelStep, leftAfter } from "./funnel-data.ts";
import { html, type Markup } from "./markup.ts";

const WIDTH = 360;
/** Where the flow ends and the words begin. */
const FLOW = 140;
const GAP = 14;
const WORDS = FLOW + GAP + 14;
const ROOM = WIDTH - WORDS;
const TOP = 4;
const ROW = 84;
const BAR = 5;

/** The funnel for a narrow screen: it flows down, losses turn off to the right, words stand in a column of their own. */
export function funnelColumn(data: FunnelData): Markup {
  const scale = (value: number) => (FLOW * value) / Math.max(data.input, 1e-9);
  const left = leftAfter(data);
  const height = TOP + data.steps.length * ROW + 48;
  return html`<svg class="chart column" viewBox="0 0 ${WIDTH} ${height}" role="img" aria-label="${describeFunnel(data)}">
    ${bar(0, TOP, FLOW, "muted")}<text x="${WORDS}" y="${TOP + 8}"><tspan class="strong">read</tspan> <tspan
    class="quiet">${formatShort(data.input)}</tspan></text>
    ${data.steps.map(
      (step, i) =>
        html`${flow(scale(left[i - 1] ?? data.input), scale(left[i]), TOP + i * ROW)}${words(step, left[i], data, TOP + (i + 1) * ROW)}`,
    )}</svg>`;
}

/** What is kept goes straight down from its part of the bar above, what is lost beside it to the right. */
function flow(before: number, after: number, y: number): Markup {
  const lost = before - after;
  return html`${ribbon(after / 2, after / 2, y, after, "keep")}${ribbon(after + lost / 2, after + GAP + lost / 2, y, lost, "drop")}
    ${bar(0, y + ROW, after, "keep")}${bar(after + GAP, y + ROW, lost, "drop")}`;
}

function ribbon(from: number, to: number, y: number, width: number, verdict: "keep" | "drop"): Markup {
  const path = linkVertical<{ source: [number, number]; target: [number, number] }, [number, number]>();
  const d = path({ source: [round(from), y + BAR], target: [round(to), y + ROW] }) ?? "";
  return html`<path d="${d}" fill="none" stroke="var(--${verdict})" stroke-opacity="0.28" stroke-width="${round(Math.max(1, width))}" />`;
}

function bar(x: number, y: number, width: number, color: "keep" | "drop" | "muted"): Markup {
  return html`<rect x="${round(x)}" y="${y}" width="${round(Math.max(1, width))}" height="${BAR}" fill="var(--${color})" />`;
}

function words(step: FunnelStep, left: number, { unit, input }: FunnelData, y: number): Markup {
  const rule = step.rules?.[0]?.rule;
  return html`<g data-loss="${step.stage}"><title>${describeLoss(step, unit)}</title><text x="${WORDS}" y="${y + 8}"><tspan
    class="strong">${fitText(step.stage, ROOM - 60)}</tspan> <tspan class="quiet">${formatShort(left)}</tspan></text><text
    x="${WORDS}" y="${y + 25}"><tspan class="drop">−${formatShort(step.lost)}</tspan> <tspan
    class="quiet">${formatShare(step.lost / Math.max(input, 1e-9))}</tspan></text>${
      rule !== undefined && html`<text class="quiet" x="${WORDS}" y="${y + 42}">${fitText(rule, ROOM)}</text>`
    }</g>`;
}
