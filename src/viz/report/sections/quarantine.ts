import { excerpt, formatCount, formatNumbered, shorten } from "../../charts/format.ts";
import { html } from "../../charts/markup.ts";
import type { FaultFacts, ReportFacts } from "../facts.ts";
import { type Gap, type Section, section, table } from "../parts.ts";

/** Records that could not be read, by error, each with an example. */
export function quarantineSection({ quarantine = [], totals }: ReportFacts): Section | Gap {
  if (quarantine.length === 0) return { gap: "unreadable records", add: "ingest()", table: "quarantine" };
  return section(
    "quarantine",
    "Quarantine",
    `${formatNumbered(totals.quarantined, "record")} could not be read. They are kept with their place, not lost.`,
    table<FaultFacts>(
      "Errors and records",
      [
        { title: "error", cell: ({ error }) => html`<bdi>${excerpt(error, 160)}</bdi>` },
        { title: "records", number: true, cell: ({ records }) => formatCount(records) },
        {
          title: "for example in",
          cell: ({ source }) =>
            html`<code title="${excerpt(source, 300)}"><bdi>${shorten(source, 48)}</bdi></code>`,
        },
        { title: "begins", cell: ({ excerpt: text }) => html`<code><bdi>${excerpt(text, 80)}</bdi></code>` },
      ],
      quarantine,
    ),
  );
}
