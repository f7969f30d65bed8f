import { barChart } from "../../charts/bars.ts";
import { formatShare, formatShort } from "../../charts/format.ts";
import { funnelChart } from "../../charts/funnel.ts";
import { html } from "../../charts/markup.ts";
import type { ReportFacts } from "../facts.ts";
import { emptySection, legend, type Section, section } from "../parts.ts";

const id = "funnel";
const title = "Where documents go";

/** The funnel: a Sankey on wide screens, bars on narrow ones. */
export function funnelSection({ funnel }: ReportFacts): Section {
  if (funnel === undefined || funnel.input === 0)
    return emptySection(id, title, "No document has been read yet. Start with", "sluice run <pipeline>");
  if (funnel.steps.length === 0)
    return section(
      id,
      title,
      `All ${formatShort(funnel.input)} ${funnel.unit} were kept: no stage dropped anything.`,
    );
  let left = funnel.input;
  const bars = funnel.steps.map(({ stage, lost }) => {
    left -= lost;
    return {
      label: stage,
      value: left,
      color: "var(--keep)",
      text: `${formatShort(left)}  −${formatShare(lost / funnel.input)}`,
    };
  });
  return section(
    id,
    title,
    `Width is ${funnel.unit}${funnel.estimated ? ", estimated from bytes for what was dropped before counting" : ""}. Each document falls at the first stage that dropped it.`,
    legend([
      { color: "var(--keep)", text: "kept" },
      { color: "var(--drop)", text: "dropped" },
    ]),
    html`<div class="wide">${funnelChart(funnel)}</div><div class="narrow">${barChart(
      `${funnel.unit} left after each stage`,
      [{ label: "read", value: funnel.input, color: "var(--muted)" }, ...bars],
    )}</div>`,
  );
}
