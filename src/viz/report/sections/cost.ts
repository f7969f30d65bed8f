import { excerpt, formatCount, formatNumber, formatSeconds, formatShort } from "../../charts/format.ts";
import { lineChart } from "../../charts/lines.ts";
import { html, type Markup } from "../../charts/markup.ts";
import type { CostFacts, ReportFacts } from "../facts.ts";
import { type Gap, type Section, section } from "../parts.ts";

/** Loss in nats of a model that holds each of GPT-2's 50,257 tokens for equally likely: laws that promise more do not hold. */
const GUESSING = Math.log(50_257);

/** One line: tokens, compute, money; under it the curve the run lies on. */
export function costSection({ cost }: ReportFacts): Section | Gap {
  if (cost === undefined) return { gap: "the cost of training", add: "countTokens()", table: "tokens" };
  return section(
    "cost",
    "What training on it takes",
    null,
    html`<p class="big">${formatShort(cost.tokens)} tokens through a model of ${formatShort(cost.parameters)} parameters take
      ${gpuTime(cost.gpuHours)} and ${money(cost.money)}.</p>`,
    html`<p class="quiet small">${formatNumber(cost.flop)} floating point operations: once through the tokens, twenty for each parameter.</p>`,
    curve(cost),
    html`<details><summary>Formulas, prices and sources</summary><ul class="notes">${cost.notes.map(
      (note) => html`<li>${excerpt(note, 600)}</li>`,
    )}</ul></details>`,
  );
}

function gpuTime({ low, high }: CostFacts["gpuHours"]): string {
  const seconds = high * 3600;
  if (seconds < 1) return "less than a second of one GPU";
  if (high < 2) return `${formatSeconds(low * 3600)} to ${formatSeconds(seconds)} of one GPU`;
  return `${formatShort(Number(low.toPrecision(2)))} to ${formatShort(Number(high.toPrecision(2)))} GPU hours`;
}

function money({ low, high, currency }: CostFacts["money"]): string {
  if (high < 0.01) return `less than ${currency} 0.01`;
  const amount = (value: number) => (value < 10 ? value.toFixed(2) : formatCount(value));
  return `${currency} ${amount(low)} to ${amount(high)}`;
}

function curve({ curve, flop, loss, tokens }: CostFacts): Markup | null {
  if (loss > GUESSING)
    return html`<p class="quiet small">Scaling laws say nothing about so small a set: they would expect a higher loss than guessing has.</p>`;
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
