import type { SourceDocument, SourceRecord } from "../../core/stage.ts";
import { type Columns, mappedColumns } from "./columns.ts";
import { momentOf } from "./created.ts";
import { faultOf } from "./fault.ts";
import { kindOf } from "./json.ts";
import { missingField } from "./missing.ts";
import type { Reading } from "./reading.ts";

/** Fields of one record by name. */
export type Fields = Record<string, unknown>;

/** The document in a record: mapped fields in their columns, the others in metadata; a fault when it has no text. */
export function documentOf(fields: Fields, reading: Reading, position: number): SourceRecord {
  const { columns, source } = reading;
  reading.observe?.(fields);
  const text = Object.hasOwn(fields, columns.text) ? fields[columns.text] : undefined;
  if (typeof text !== "string") return faultOf(source, position, textFault(fields, columns), briefly(fields));
  const document: Draft = { source, position, text };
  const used = mapped(fields, columns, document);
  const metadata = metadataOf(fields, columns, used);
  if (metadata !== undefined) document.metadata = metadata;
  return document;
}

type Draft = { -readonly [key in keyof SourceDocument]: SourceDocument[key] };

function mapped(fields: Fields, columns: Columns, document: Draft): Set<string> {
  const used = new Set([columns.text]);
  for (const column of mappedColumns) {
    const name = columns[column];
    if (!Object.hasOwn(fields, name)) continue;
    const value = column === "created" ? momentOf(fields[name]) : wordOf(fields[name]);
    if (value === null && fields[name] !== null) continue; // of another kind than the column: it stays in metadata
    used.add(name);
    if (value !== null) (document as unknown as Fields)[column] = value;
  }
  return used;
}

/** An object of the other fields; safe for a field called `__proto__`. */
function metadataOf(fields: Fields, columns: Columns, used: Set<string>): Fields | undefined {
  let metadata: Fields | undefined;
  for (const name of Object.keys(fields)) {
    if (used.has(name) || !(columns.metadata?.has(name) ?? true)) continue;
    metadata ??= {};
    if (name === "__proto__")
      Object.defineProperty(metadata, name, { value: fields[name], enumerable: true });
    else metadata[name] = fields[name];
  }
  return metadata;
}

function wordOf(value: unknown): string | null {
  if (typeof value === "string") return value === "" ? null : value;
  return typeof value === "number" ? String(value) : null;
}

function textFault(fields: Fields, columns: Columns): string {
  if (!Object.hasOwn(fields, columns.text)) return missingField(columns.text, Object.keys(fields));
  return `field "${columns.text}" must be a text, but is ${kindOf(fields[columns.text])}`;
}

function briefly(fields: Fields): string {
  const parts = Object.entries(fields).slice(0, 20);
  return parts.map(([name, value]) => `${name}: ${String(JSON.stringify(value)).slice(0, 60)}`).join(", ");
}
