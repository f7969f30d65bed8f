import { html, type Markup, nothing } from "../charts/markup.ts";
import type { ReportFacts } from "./facts.ts";
import type { Gap } from "./parts.ts";

/** What the report has no section for, in two quiet lines: looked for in vain, and not in the pipeline at all. */
export function gapLines(gaps: readonly Gap[], { tables = [], run }: ReportFacts): Markup {
  const once = gaps.filter(({ add }, i) => gaps.findIndex((other) => other.add === add) === i);
  const vain = once.filter(({ table }) => tables.includes(table));
  const absent = once.filter(({ table }) => !tables.includes(table));
  if (once.length === 0) return nothing;
  return html`<div class="gaps">${vain.length > 0 && html`<p>Looked for, found none: ${vain.map(({ gap }) => gap).join(", ")}.</p>`}${
    absent.length > 0 &&
    html`<p>${run.unfinished ? "Not done yet, or not" : "Not"} in this pipeline: ${absent.map(({ gap, add }, i) => html`${i > 0 && ", "}${gap} (add with <code>${add}</code>)`)}.</p>`
  }</div>`;
}
