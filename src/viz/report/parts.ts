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

/** What stands in a section without data: what is missing and what would bring it. */
export function emptySection(id: string, title: string, why: string, command: string): Section {
  return section(id, title, null, html`<p class="empty">${why} <code>${command}</code></p>`);
}

/** A column of a table: its heading, whether it holds numbers, and its cell for a row. */
export interface Column<T> {
  readonly title: string;
  readonly number?: boolean;
  readonly cell: (row: T) => Content;
}

/** A table in a container that scrolls sideways on a narrow screen. */
export function table<T>(caption: string, columns: readonly Column<T>[], rows: readonly T[]): Markup {
  const kind = (column: Column<T>) => (column.number ? "n" : "t");
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
