import { excerpt } from "../../charts/format.ts";
import { html } from "../../charts/markup.ts";
import type { NextStep, ReportFacts } from "../facts.ts";
import { type Section, section } from "../parts.ts";

const usual: readonly NextStep[] = [
  { command: "sluice serve", why: "look at documents, bounds and the map in the browser" },
  {
    command: 'sluice query "SELECT rule, count(*) FROM decisions GROUP BY rule"',
    why: "ask the tables anything in SQL",
  },
  { command: "sluice explain <id>", why: "the whole story of one document" },
];

/** Commands that make sense now. */
export function nextSection({ next = usual }: ReportFacts): Section {
  return section(
    "next",
    "How to go on",
    null,
    html`<ul class="next">${next.map(
      ({ command, why }) =>
        html`<li><code>${excerpt(command, 400)}</code><span class="quiet small">${excerpt(why, 200)}</span></li>`,
    )}</ul>`,
  );
}
