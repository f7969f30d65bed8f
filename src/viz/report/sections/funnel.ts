import { formatShort } from "../../charts/format.ts";
import { funnelChart } from "../../charts/funnel.ts";
import { funnelColumn } from "../../charts/funnel-column.ts";
import { html } from "../../charts/markup.ts";
import type { ReportFacts } from "../facts.ts";
import { type Gap, legend, type Section, section } from "../parts.ts";

const id = "funnel";
const title = "Where documents go";
/** More stages than this stand under each other on every screen. */
const ABREAST = 7;

/** The funnel: a Sankey from left to right on wide screens, from top to bottom on narrow ones. */
export function funnelSection({ funnel }: ReportFacts): Section | Gap {
  if (funnel === undefined || funnel.input === 0)
    return { gap: "documents", add: "ingest()", table: "documents" };
  if (funnel.steps.length === 0)
    return section(
      id,
      title,
      `All ${formatShort(funnel.input)} ${funnel.unit} were kept: no stage dropped anything.`,
    );
  const named = funnel.steps.some(({ rules = [] }) => rules.length > 0);
  const wide = funnel.steps.length <= ABREAST;
  return section(
    id,
    title,
    `Width is ${funnel.unit}${funnel.estimated ? " (estimated from bytes for what fell before counting)" : ""}. A document falls at the first stage that drops it${
      named ? "; the rule beside a loss took most of it" : ""
    }.`,
    legend([
      { color: "var(--keep)", text: "kept" },
      { color: "var(--drop)", text: "dropped" },
    ]),
    wide && html`<div class="wide">${funnelChart(funnel)}</div>`,
    html`<div class="${wide ? "narrow" : "half"}">${funnelColumn(funnel)}</div>`,
  );
}
