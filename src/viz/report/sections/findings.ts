import { html } from "../../charts/markup.ts";
import type { ReportFacts } from "../facts.ts";
import { findings } from "../findings.ts";
import { type Section, section } from "../parts.ts";

/** A few sentences that the numbers say; nothing where they say none. */
export function findingsSection(facts: ReportFacts): Section | null {
  const sentences = findings(facts);
  if (sentences.length === 0) return null;
  return section(
    "findings",
    "What you can learn here",
    null,
    html`<ul class="findings">${sentences.map((sentence) => html`<li>${sentence}</li>`)}</ul>`,
  );
}
