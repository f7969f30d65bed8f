import { excerpt, formatCount } from "../../charts/format.ts";
import { html } from "../../charts/markup.ts";
import type { FaultFacts, ReportFacts } from "../facts.ts";
import { type Section, section, table } from "../parts.ts";

/** Records that could not be read, by error, each with an example. */
export function quarantineSection({ quarantine = [], totals }: ReportFacts): Section {
  if (quarantine.length === 0)
    return section("quarantine", "Quarantine", null, html`<p class="empty">Every record could be read.</p>`);
  return section(
    "quarantine",
    "Quarantine",
    `${formatCount(totals.quarantined)} records could not be read. They are kept with their place, not lost.`,
    table<FaultFacts>(
      "Errors and records",
      [
        { title: "error", cell: ({ error }) => excerpt(error, 160) },
        { title: "records", number: true, cell: ({ records }) => formatCount(records) },
        { title: "for example in", cell: ({ source }) => html`<code>${excerpt(source, 80)}</code>` },
        { title: "begins", cell: ({ excerpt: text }) => html`<code>${excerpt(text, 80)}</code>` },
      ],
      quarantine,
    ),
  );
}
