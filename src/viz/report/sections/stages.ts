import { formatBytes, formatCount, formatSeconds } from "../../charts/format.ts";
import { html } from "../../charts/markup.ts";
import type { ReportFacts, StageFacts } from "../facts.ts";
import { emptySection, type Section, section, table } from "../parts.ts";

/** What every stage read, wrote and took. */
export function stagesSection({ stages = [] }: ReportFacts): Section {
  if (stages.length === 0)
    return emptySection("stages", "Stages", "No stage has run. Start with", "sluice run <pipeline>");
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
            html`<code>${name}</code>${cached && html` <span class="quiet">cached</span>`}`,
        },
        { title: "rows in", number: true, cell: ({ rowsIn }) => shown(rowsIn, formatCount) },
        { title: "rows out", number: true, cell: ({ rowsOut }) => shown(rowsOut, formatCount) },
        {
          title: "dropped",
          number: true,
          cell: ({ dropped }) => shown(dropped, (n) => (n === 0 ? "0" : `−${formatCount(n)}`)),
        },
        { title: "time", number: true, cell: ({ seconds }) => shown(seconds, formatSeconds) },
        { title: "written", number: true, cell: ({ bytesWritten }) => shown(bytesWritten, formatBytes) },
        { title: "peak memory", number: true, cell: ({ peakBytes }) => shown(peakBytes, formatBytes) },
      ],
      stages,
    ),
  );
}

function shown(value: number | null, format: (value: number) => string): string {
  return value === null ? "–" : format(value);
}
