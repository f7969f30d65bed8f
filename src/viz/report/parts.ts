import { formatCount } from "../charts/format.ts";
import { type Content, html, type Markup } from "../charts/markup.ts";

/** A section of the report with its heading; `id` is what the table of contents links to. */
export interface Section {
  readonly id: string;
  readonly title: string;
  readonly body: Markup;
}

/** A section: heading, one sentence that says how to read it, content. */
export function section(id: string, title: string, lead: Content, ...body: readonly Content[]): Section {
  return { id, title, body: html`${lead ? html`<p class="lead">${lead}</p>` : null}${body}` };
}

/** What a section would show if there were anything: named in one line at the end of the report. */
export interface Gap {
  /** What is not there, as words in a sentence. */
  readonly gap: string;
  /** What a pipeline would need for it. */
  readonly add: string;
  /** The table that a stage for it writes: where it was written, it was looked for and not found. */
  readonly table: string;
}

/** Some rows in sight, the others behind a line that opens them. */
export function folded<T>(
  rows: readonly T[],
  shown: number,
  noun: string,
  render: (rows: readonly T[]) => Markup,
): Markup {
  if (rows.length <= shown + 2) return render(rows);
  return html`${render(rows.slice(0, shown))}<details><summary>${formatCount(rows.length - shown)} more ${noun}</summary>${render(
    rows.slice(shown),
  )}</details>`;
}

/** A column of a table: its heading, whether it holds numbers, and its cell for a row. */
export interface Column<T> {
  readonly title: string;
  readonly number?: boolean;
  /** Left out on a narrow screen. */
  readonly minor?: boolean;
  readonly cell: (row: T) => Content;
}

/** A table in a container that scrolls sideways on a narrow screen. */
export function table<T>(caption: string, columns: readonly Column<T>[], rows: readonly T[]): Markup {
  const kind = (column: Column<T>) => `${column.number ? "n" : "t"}${column.minor ? " minor" : ""}`;
  return html`<div class="scroll" tabindex="0" role="region" aria-label="${caption}"><table><thead><tr>${columns.map(
    (column) => html`<th scope="col" class="${kind(column)}">${column.title}</th>`,
  )}</tr></thead><tbody>${rows.map(
    (row) =>
      html`<tr>${columns.map((column) => html`<td class="${kind(column)}">${column.cell(row)}</td>`)}</tr>`,
  )}</tbody></table></div>`;
}

/** Coloured keys with their words. */
export function legend(entries: readonly { readonly color: string; readonly text: string }[]): Markup {
  return html`<p class="legend">${entries.map(
    ({ color, text }) => html`<span><i style="background: ${color}"></i>${text}</span>`,
  )}</p>`;
}
