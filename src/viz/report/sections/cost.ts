import { formatNumber, formatShort } from "../../charts/format.ts";
import { lineChart } from "../../charts/lines.ts";
import { html } from "../../charts/markup.ts";
import type { CostFacts, ReportFacts } from "../facts.ts";
import { emptySection, type Section, section } from "../parts.ts";

const id = "cost";
const title = "What training on it takes";

/** One line: tokens, compute, money; under it the curve the run lies on. */
export function costSection({ cost }: ReportFacts): Section {
  if (cost === undefined)
    return emptySection(id, title, "Once tokens are counted, compute and money follow:", "sluice cost");
  const { low, high, currency } = cost.money;
  return section(
    id,
    title,
    null,
    html`<p class="big">${formatShort(cost.tokens)} tokens through a model of ${formatShort(cost.parameters)} parameters take
      ${formatNumber(cost.flop)} FLOP: ${formatShort(cost.gpuHours.low)} to ${formatShort(cost.gpuHours.high)} GPU hours,
      ${currency} ${formatShort(low)} to ${formatShort(high)}.</p>`,
    curve(cost),
    html`<p class="quiet small">${cost.notes.join(" · ")}</p>`,
  );
}

function curve({ curve, flop, loss, tokens }: CostFacts) {
  if (curve.length < 2) return null;
  return html`<div class="scroll">${lineChart({
    title: `Loss by compute: ${formatShort(tokens)} tokens reach ${loss.toFixed(2)}`,
    x: "training compute, FLOP",
    y: "loss, nats per token",
    logarithmic: true,
    series: [{ name: "best possible", points: curve, color: "var(--accent)" }],
    marks: [{ x: flop, y: loss, text: `this set: ${loss.toFixed(2)}` }],
  })}</div>`;
}
