import { excerpt, formatCount, formatShare } from "../../charts/format.ts";
import { html } from "../../charts/markup.ts";
import type { ReportFacts, RuleFacts } from "../facts.ts";
import { emptySection, type Section, section, table } from "../parts.ts";

const id = "rules";
const title = "What each rule drops";

/** Every rule with count, share, and what it drops alone. */
export function rulesSection({ rules = [], totals }: ReportFacts): Section {
  if (rules.length === 0)
    return emptySection(
      id,
      title,
      "No rule dropped a document. See what could be measured with",
      "sluice signals",
    );
  const share = ({ documents }: RuleFacts) => documents / Math.max(1, totals.documents);
  const widest = Math.max(...rules.map(share));
  return section(
    id,
    title,
    "A document can fail several rules and counts for each; alone are those that no other rule dropped.",
    table<RuleFacts>(
      "Rules and what they drop",
      [
        { title: "rule", cell: ({ rule }) => html`<code>${rule}</code>` },
        { title: "stage", cell: ({ stage }) => stage },
        { title: "documents", number: true, cell: ({ documents }) => formatCount(documents) },
        {
          title: "share",
          number: true,
          cell: (row) =>
            html`${formatShare(share(row))}<span class="share" aria-hidden="true"><i style="width: ${(
              (100 * share(row)) / widest
            ).toFixed(1)}%"></i></span>`,
        },
        { title: "alone", number: true, cell: ({ alone }) => formatCount(alone) },
        {
          title: "alone, share",
          number: true,
          cell: ({ alone }) => formatShare(alone / Math.max(1, totals.documents)),
        },
        {
          title: "bound",
          cell: ({ bound }) => (bound === null ? "" : html`<code>${excerpt(bound, 80)}</code>`),
        },
      ],
      rules,
    ),
  );
}
