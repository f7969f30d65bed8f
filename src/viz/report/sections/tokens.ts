import { barChart } from "../../charts/bars.ts";
import { formatCount, formatShare, formatShort } from "../../charts/format.ts";
import { html, type Markup } from "../../charts/markup.ts";
import type { ReportFacts, TokenPart } from "../facts.ts";
import { emptySection, type Section, section } from "../parts.ts";

const id = "tokens";
const title = "What it comes to";
const SHOWN = 12;

/** Tokens of the kept documents by source, language, label and cluster. */
export function tokensSection({ tokens, totals }: ReportFacts): Section {
  const groups = tokens?.by.filter(({ parts }) => parts.length > 1) ?? [];
  if (tokens === undefined || tokens.by.length === 0)
    return emptySection(id, title, "Tokens have not been counted. Count them with", "sluice tokens count");
  return section(
    id,
    title,
    `${formatCount(totals.tokens ?? 0)} tokens in the kept documents (${tokens.tokenizer}).`,
    html`<div class="columns">${groups.map(({ name, parts }) => group(name, parts))}</div>`,
  );
}

function group(name: string, parts: readonly TokenPart[]): Markup {
  const all = parts.reduce((sum, { tokens }) => sum + tokens, 0);
  const text = (value: number) => `${formatShort(value)}, ${formatShare(value / Math.max(1, all))}`;
  const bars = parts
    .slice(0, SHOWN)
    .map((part) => ({ label: part.name, value: part.tokens, text: text(part.tokens) }));
  const rest = parts.slice(SHOWN);
  const other = rest.reduce((sum, { tokens }) => sum + tokens, 0);
  return html`<div><h3>by ${name}</h3>${barChart(`Tokens by ${name}`, bars)}${
    rest.length > 0 &&
    html`<p class="quiet small">and ${formatCount(rest.length)} more with ${text(other)}</p>`
  }</div>`;
}
