import { formatCount, shorten } from "../../charts/format.ts";
import { binTotal, type HistogramData, histogramChart } from "../../charts/histogram.ts";
import { html, type Markup } from "../../charts/markup.ts";
import type { ReportFacts } from "../facts.ts";
import { folded, type Gap, legend, type Section, section } from "../parts.ts";

const id = "signals";
const title = "Where the bounds lie";
const SHOWN = 9;

/** Small multiples: each bounded signal's distribution with its bounds. */
export function histogramsSection({ histograms = [] }: ReportFacts): Section | Gap {
  const filled = histograms.filter(({ bins }) => bins.length > 0);
  if (filled.length === 0)
    return { gap: "bounds on signals", add: "measure() and rules()", table: "signals" };
  return section(
    id,
    title,
    "Documents by measured value, what lies beyond gathered at the ends. A bound that cuts through a hill deserves a look.",
    legend([
      { color: "var(--keep)", text: "kept" },
      { color: "var(--drop)", text: "dropped by a bound shown here" },
      { color: "var(--other)", text: "dropped elsewhere" },
    ]),
    folded(filled, SHOWN, "signals", (some) => html`<div class="multiples">${some.map(multiple)}</div>`),
  );
}

function multiple(histogram: HistogramData): Markup {
  const { signal, unit, logarithmic, bins, bounds } = histogram;
  const axis = [unit !== "ratio" && unit, logarithmic && "logarithmic axis"].filter(Boolean).join(", ");
  const rules = [...new Set(bounds.map(({ rule }) => rule))].join(", ");
  const tallest = formatCount(Math.max(...bins.map(binTotal)));
  return html`<div><h3>${shorten(signal, 40)}</h3>${histogramChart(histogram)}<p><span>${shorten(rules, 48)} · tallest bar ${tallest}</span>${
    axis !== "" && html`<span>${shorten(axis, 40)}</span>`
  }</p></div>`;
}
