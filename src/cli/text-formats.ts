import type { Row, Value } from "../core/table.ts";
import { plainValue } from "./output.ts";

/** How rows become text, piece by piece. */
export interface TextFormat {
  head(names: readonly string[]): string;
  row(row: Row, index: number): string;
  readonly tail: string;
}

/** Formats of results that are text: csv (RFC 4180 quoting), json (one array), jsonl (one object a line). */
export const textFormats: Readonly<Record<"csv" | "json" | "jsonl", TextFormat>> = {
  csv: {
    head: (names) => csvLine(names),
    row: (row) => csvLine(Object.values(row).map(csvField)),
    tail: "",
  },
  json: {
    head: () => "[",
    row: (row, index) => `${index === 0 ? "\n" : ",\n"}${JSON.stringify(row, plainValue)}`,
    tail: "\n]\n",
  },
  jsonl: {
    head: () => "",
    row: (row) => `${JSON.stringify(row, plainValue)}\n`,
    tail: "",
  },
};

/** One line of CSV; a field is quoted where it must be. */
export function csvLine(fields: readonly string[]): string {
  return `${fields.map((text) => (/[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text)).join(",")}\n`;
}

function csvField(value: Value): string {
  if (value === null) return "";
  if (value instanceof Date) return value.toISOString();
  return typeof value === "object" ? JSON.stringify(value, plainValue) : String(value);
}
