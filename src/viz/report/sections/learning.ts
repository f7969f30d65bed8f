import { lineChart } from "../../charts/lines.ts";
import { html } from "../../charts/markup.ts";
import type { ReportFacts } from "../facts.ts";
import { emptySection, type Section, section } from "../parts.ts";

const id = "learning";
const title = "Is more labeling worth it?";

/** Learning curves: a measure against the number of labels. */
export function learningSection({ learning = [] }: ReportFacts): Section {
  const filled = learning.filter(({ series }) => series.some(({ points }) => points.length > 1));
  if (filled.length === 0)
    return emptySection(
      id,
      title,
      "A curve needs labels by people and a model fitted on parts of them:",
      "sluice label fit",
    );
  return section(
    id,
    title,
    "Measured on documents held out. Where a line is flat, more labels of the same kind bring little.",
    html`<div class="columns">${filled.map(
      ({ task, measure, series }) =>
        html`<div><h3>${task}</h3><div class="scroll">${lineChart({ title: `${measure} of ${task} by number of labels`, x: "labels", y: measure, series })}</div></div>`,
    )}</div>`,
  );
}
