import { nearest } from "../../core/errors.ts";
import { type Columns, mappedColumns } from "./columns.ts";
import { show } from "./fault.ts";
import type { Reading } from "./reading.ts";

/** Why a record or table without the field `name` cannot be read: what it has instead, and how to name the right one. */
export function missingField(name: string, fields: readonly string[], option = "text"): string {
  const near = nearest(name, fields);
  const hint =
    near === undefined ? ` Name one: ${option}: "…".` : ` Did you mean ${option}: "${show(near)}"?`;
  return `no field "${show(name)}". There are: ${listed(fields)}.${fields.length === 0 ? "" : hint}`;
}

function listed(fields: readonly string[]): string {
  if (fields.length === 0) return "none";
  const shown = fields.slice(0, 30).map((name) => show(name).slice(0, 60));
  return shown.join(", ") + (fields.length > shown.length ? ` and ${fields.length - shown.length} more` : "");
}

/** What a table with these columns lacks of what the mapping names; undefined when it lacks nothing. */
export function missingColumn(names: readonly string[], { columns, observe }: Reading): string | undefined {
  if (!names.includes(columns.text)) observe?.(Object.fromEntries(names.map((name) => [name, undefined])));
  if (!names.includes(columns.text)) return missingField(columns.text, names);
  const absent = columns.named.find((name) => !names.includes(name));
  return absent === undefined ? undefined : missingField(absent, names, optionOf(absent, columns));
}

function optionOf(field: string, columns: Columns): string {
  return mappedColumns.find((column) => columns[column] === field) ?? "text";
}
