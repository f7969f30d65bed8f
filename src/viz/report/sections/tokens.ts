import { type Bar, barChart } from "../../charts/bars.ts";
import { formatCount, formatShare, formatShort, shorten } from "../../charts/format.ts";
import { html, type Markup } from "../../charts/markup.ts";
import type { ReportFacts, TokenGroups } from "../facts.ts";
import { type Gap, type Section, section } from "../parts.ts";

const SHOWN = 11;

/** Tokens of the kept documents by source, site, language, label and cluster: shares are of all of them. */
export function tokensSection({ tokens, totals }: ReportFacts): Section | Gap {
  const all = totals.tokens ?? 0;
  if (tokens === undefined || all === 0)
    return { gap: "token counts", add: "countTokens()", table: "tokens" };
  const groups = tokens.by.filter(({ parts }) => parts.length > 1);
  return section(
    "tokens",
    "What it comes to",
    `${formatCount(all)} tokens in the kept documents (${shorten(tokens.tokenizer, 40)}).${groups.length > 0 ? " Shares are of all of them." : ""}`,
    groups.length > 0 && html`<div class="parts">${groups.map((group) => groupMarkup(group, all))}</div>`,
  );
}

function groupMarkup({ name, parts, rest }: TokenGroups, all: number): Markup {
  const shown = parts.length <= SHOWN + 1 ? parts : parts.slice(0, SHOWN);
  const others = all - shown.reduce((sum, { tokens }) => sum + tokens, 0);
  const more = parts.length - shown.length;
  const bars = shown.map((part) => tokenBar(part.name, part.tokens, all));
  const restBar = {
    ...tokenBar(more > 0 ? `other (${formatCount(more)} more)` : rest, others, all),
    color: "var(--other)",
  };
  return html`<div><h3>by ${shorten(name, 60)}</h3>${barChart(`Tokens by ${name}`, others > 0 ? [...bars, restBar] : bars)}</div>`;
}

function tokenBar(label: string, value: number, all: number): Bar {
  return { label, value, text: `${formatShort(value)}, ${formatShare(value / all)}` };
}
