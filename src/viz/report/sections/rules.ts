import { excerpt, formatCount, formatShare, shorten } from "../../charts/format.ts";
import { html } from "../../charts/markup.ts";
import type { ReportFacts, RuleFacts } from "../facts.ts";
import { folded, type Gap, type Section, section, table } from "../parts.ts";

const id = "rules";
const title = "What each rule drops";
const SHOWN = 14;

/** Every rule with count, share, and what it drops alone. */
export function rulesSection({ rules = [], totals }: ReportFacts): Section | Gap {
  if (rules.length === 0) return { gap: "dropped documents", add: "rules()", table: "decisions" };
  const share = ({ documents }: RuleFacts) => documents / Math.max(1, totals.documents);
  const widest = Math.max(...rules.map(share));
  return section(
    id,
    title,
    "A document can fail several rules and counts for each; alone are those that no other rule dropped.",
    folded(rules, SHOWN, "rules", (some) =>
      table<RuleFacts>(
        "Rules and what they drop",
        [
          {
            title: "rule",
            cell: ({ rule }) => html`<code title="${excerpt(rule, 300)}">${shorten(rule, 44)}</code>`,
          },
          { title: "stage", minor: true, cell: ({ stage }) => shorten(stage, 28) },
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
            minor: true,
            cell: ({ alone }) => formatShare(alone / Math.max(1, totals.documents)),
          },
          {
            title: "bound",
            cell: ({ bound }) => (bound === null ? "" : html`<code>${excerpt(bound, 80)}</code>`),
          },
        ],
        some,
      ),
    ),
  );
}
