import { formatBytes, formatCount, formatSeconds, shorten } from "../../charts/format.ts";
import { html } from "../../charts/markup.ts";
import type { ReportFacts, StageFacts } from "../facts.ts";
import { type Gap, type Section, section, table } from "../parts.ts";

/** What every stage read, wrote and took. */
export function stagesSection({ stages = [] }: ReportFacts): Section | Gap {
  if (stages.length === 0) return { gap: "stages", add: "sluice run", table: "stages" };
  return section(
    "stages",
    "Stages",
    null,
    table<StageFacts>(
      "Stages of the run",
      [
        {
          title: "stage",
          cell: ({ name, cached }) =>
            html`<code>${shorten(name, 44)}</code>${cached && html` <span class="quiet">cached</span>`}`,
        },
        { title: "rows in", number: true, minor: true, cell: ({ rowsIn }) => shown(rowsIn, formatCount) },
        { title: "rows out", number: true, cell: ({ rowsOut }) => shown(rowsOut, formatCount) },
        {
          title: "dropped",
          number: true,
          cell: ({ dropped }) => shown(dropped, (n) => (n === 0 ? "0" : `−${formatCount(n)}`)),
        },
        { title: "time", number: true, cell: ({ seconds }) => shown(seconds, formatSeconds) },
        {
          title: "written",
          number: true,
          minor: true,
          cell: ({ bytesWritten }) => shown(bytesWritten, formatBytes),
        },
        {
          title: "peak memory",
          number: true,
          minor: true,
          cell: ({ peakBytes }) => shown(peakBytes, formatBytes),
        },
      ],
      stages,
    ),
  );
}

function shown(value: number | null, format: (value: number) => string): string {
  return value === null ? "–" : format(value);
}
