import {
  formatCount,
  formatNumbered,
  formatSeconds,
  formatShare,
  formatShort,
  shorten,
} from "../../charts/format.ts";
import { html, type Markup } from "../../charts/markup.ts";
import type { ReportFacts, RunFacts } from "../facts.ts";

const INPUTS = 6;

/** Name, input and the numbers that answer "what came out?". */
export function overview({ run, totals, duplicates }: ReportFacts): Markup {
  const { documents, kept, tokens, tokenizer, quarantined } = totals;
  const share = documents > 0 ? kept / documents : 0;
  return html`<header><h1><bdi>${shorten(run.name, 120)}</bdi></h1>${inputs(run)}${
    run.unfinished &&
    html`<p class="unfinished"><b>Not finished.</b> What follows is what is done so far.</p>`
  }<dl class="figures">
    ${figure("documents in", formatCount(documents), quarantined > 0 ? `${formatCount(quarantined)} quarantined` : "all readable")}
    ${figure("kept", formatCount(kept), documents > 0 ? `${formatShare(share)} of them` : "nothing read yet")}
    ${figure("tokens kept", tokens === null ? "–" : formatShort(tokens), tokens === null ? "not counted" : shorten(tokenizer ?? "", 24))}
    ${duplicates !== undefined && duplicates.clusters > 0 && figure("copies removed", formatCount(duplicates.removed), formatNumbered(duplicates.clusters, "cluster"))}
    ${run.seconds !== undefined && figure("computing time", formatSeconds(run.seconds), run.ended === undefined ? "sum of all stages" : `ended ${shorten(run.ended, 40)}`)}
  </dl></header>`;
}

/** The pipeline file and what it read: a few patterns, and how many more. */
function inputs({ file, sample, inputs = [] }: RunFacts): Markup {
  const shown = inputs.slice(0, INPUTS).map((input) => shorten(input, 60));
  const more = inputs.length - shown.length;
  return html`<p class="input">${shorten(file, 80)}${sample !== undefined && `, a sample of ${formatCount(sample)}`}${
    shown.length > 0 &&
    html` <span>reads <bdi>${shown.join(", ")}</bdi>${more > 0 && ` and ${formatCount(more)} more`}</span>`
  }</p>`;
}

function figure(name: string, value: string, note: string): Markup {
  return html`<div><dt>${name}</dt><dd>${value}<small>${note}</small></dd></div>`;
}
