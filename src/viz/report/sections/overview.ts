import {
  excerpt,
  formatCount,
  formatNumbered,
  formatSeconds,
  formatShare,
  formatShort,
} from "../../charts/format.ts";
import { html, type Markup } from "../../charts/markup.ts";
import type { ReportFacts } from "../facts.ts";

/** Name, input and the numbers that answer "what came out?". */
export function overview({ run, totals, duplicates }: ReportFacts): Markup {
  const { documents, kept, tokens, tokenizer, quarantined } = totals;
  const share = documents > 0 ? kept / documents : 0;
  return html`<header><h1>${run.name}</h1><p class="input">${excerpt(run.input, 300)}</p><dl class="figures">
    ${figure("documents in", formatCount(documents), quarantined > 0 ? `${formatCount(quarantined)} quarantined` : "all readable")}
    ${figure("kept", formatCount(kept), documents > 0 ? `${formatShare(share)} of them` : "nothing read yet")}
    ${figure("tokens kept", tokens === null ? "–" : formatShort(tokens), tokens === null ? "not counted" : (tokenizer ?? ""))}
    ${duplicates !== undefined && duplicates.clusters > 0 && figure("copies removed", formatCount(duplicates.removed), formatNumbered(duplicates.clusters, "cluster"))}
    ${run.seconds !== undefined && figure("time", formatSeconds(run.seconds), run.finished ?? "")}
  </dl></header>`;
}

function figure(name: string, value: string, note: string): Markup {
  return html`<div><dt>${name}</dt><dd>${value}<small>${note}</small></dd></div>`;
}
