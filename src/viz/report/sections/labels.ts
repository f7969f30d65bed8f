import { barChart } from "../../charts/bars.ts";
import { formatCount, formatShare, shorten } from "../../charts/format.ts";
import { html, type Markup } from "../../charts/markup.ts";
import { agreementChart } from "../../charts/matrix.ts";
import { categoryColor } from "../../charts/theme.ts";
import type { ReportFacts, TaskFacts, VoterFacts } from "../facts.ts";
import { type Gap, type Section, section, table } from "../parts.ts";

const id = "labels";
const title = "Labels";
const MATRIX = 16;

/** For each task: how much is labeled, as what, by whom, and how far the voters agree. */
export function labelsSection({ tasks = [] }: ReportFacts): Section | Gap {
  if (tasks.length === 0) return { gap: "labels", add: "label()", table: "labels" };
  return section(
    id,
    title,
    "Coverage, overlap and conflict are shares of the kept documents.",
    tasks.map(taskMarkup),
  );
}

function taskMarkup(facts: TaskFacts): Markup {
  const { task, labeled, documents, distribution, voters, agreements } = facts;
  const pairs = new Set(agreements.flatMap(({ a, b }) => [a, b]));
  const shown = voters
    .map(({ voter }) => voter)
    .filter((voter) => pairs.has(voter))
    .slice(0, MATRIX);
  const total = distribution.reduce((sum, part) => sum + part.documents, 0);
  const bars = distribution.slice(0, 12).map(({ label, documents: value }, i) => ({
    label,
    value,
    color: categoryColor(i),
    text: `${formatCount(value)}, ${formatShare(value / total)}`,
  }));
  return html`<h3>${shorten(task, 60)}</h3><p class="quiet small">${formatCount(labeled)} of ${formatCount(documents)} documents labeled
    (${formatShare(documents > 0 ? labeled / documents : 0)}).</p><div class="columns">
    ${bars.length > 0 && html`<div>${barChart(`Labels of ${task}`, bars)}</div>`}
    ${shown.length > 1 && html`<div><p class="quiet small">Agreement where both vote, percent</p>${agreementChart(shown, agreements)}</div>`}
    </div>${voters.length > 0 && voterTable(task, voters)}`;
}

function voterTable(task: string, voters: readonly VoterFacts[]): Markup {
  return table<VoterFacts>(
    `Voters of ${task}`,
    [
      { title: "voter", cell: ({ voter }) => html`<code>${shorten(voter, 44)}</code>` },
      { title: "kind", minor: true, cell: ({ kind }) => shorten(kind, 20) },
      { title: "coverage", number: true, cell: ({ coverage }) => formatShare(coverage) },
      { title: "overlap", number: true, cell: ({ overlap }) => formatShare(overlap) },
      { title: "conflict", number: true, cell: ({ conflict }) => formatShare(conflict) },
    ],
    voters.slice(0, 30),
  );
}
