import { histogramChart } from "../../charts/histogram.ts";
import { html } from "../../charts/markup.ts";
import type { ReportFacts } from "../facts.ts";
import { emptySection, legend, type Section, section } from "../parts.ts";

const id = "signals";
const title = "Where the bounds lie";

/** Small multiples: each bounded signal's distribution with its bounds. */
export function histogramsSection({ histograms = [] }: ReportFacts): Section {
  const filled = histograms.filter(({ bins }) => bins.length > 0);
  if (filled.length === 0)
    return emptySection(
      id,
      title,
      "No rule bounds a measured signal. Try one without running anything again:",
      'sluice rules try "word_count < 80"',
    );
  return section(
    id,
    title,
    "Documents by measured value, the outer half percent gathered at the ends. A bound that cuts through a hill deserves a look.",
    legend([
      { color: "var(--keep)", text: "kept" },
      { color: "var(--drop)", text: "dropped by a bound shown here" },
      { color: "var(--other)", text: "dropped elsewhere" },
    ]),
    html`<div class="multiples">${filled.map(
      (histogram) =>
        html`<div><h3>${histogram.signal}</h3>${histogramChart(histogram)}<p>${histogram.bounds
          .map(({ rule }) => rule)
          .join(", ")}</p></div>`,
    )}</div>`,
  );
}
