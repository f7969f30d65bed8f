import { shorten } from "../../charts/format.ts";
import { lineChart } from "../../charts/lines.ts";
import { html } from "../../charts/markup.ts";
import type { ReportFacts } from "../facts.ts";
import { type Gap, type Section, section } from "../parts.ts";

const id = "learning";
const title = "Is more labeling worth it?";

/** Learning curves: a measure against the number of labels. */
export function learningSection({ learning = [] }: ReportFacts): Section | Gap {
  const filled = learning.filter(({ series }) => series.some(({ points }) => points.length > 1));
  if (filled.length === 0) return { gap: "learning curves", add: "learn()", table: "learning_curve" };
  return section(
    id,
    title,
    "Measured on documents held out. Where a line is flat, more labels of the same kind bring little.",
    html`<div class="columns">${filled.map(
      ({ task, measure, series }) =>
        html`<div><h3>${shorten(task, 60)}</h3><div class="scroll">${lineChart({ title: `${measure} of ${task} by number of labels`, x: "labels", y: measure, series })}</div></div>`,
    )}</div>`,
  );
}
