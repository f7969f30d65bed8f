import type { Row, Value } from "../core/table.ts";
import { show } from "./show.ts";

/** Rows as an aligned table for a terminal, at most `width` columns wide; numbers to the right, long texts cut. */
export function grid(rows: readonly Row[], width = 100): string {
  if (rows.length === 0) return "(no rows)";
  const names = Object.keys(rows[0]);
  const cells = rows.map((row) => names.map((name) => cell(row[name])));
  const wanted = names.map((name, i) => Math.max(name.length, ...cells.map((line) => line[i].length)));
  const widths = narrowed(wanted, Math.max(width, names.length * 6) - 2 * (names.length - 1));
  const numeric = names.map((name) =>
    rows.every((row) => row[name] === null || typeof row[name] === "number"),
  );
  const line = (parts: readonly string[]) =>
    parts
      .map((part, i) => align(part, widths[i], numeric[i]))
      .join("  ")
      .trimEnd();
  return [line(names), line(widths.map((n) => "─".repeat(n))), ...cells.map(line)].join("\n");
}

/** One value as one safe line. */
export function cell(value: Value | undefined): string {
  if (value === null || value === undefined) return "";
  if (typeof value === "number")
    return Number.isInteger(value) ? String(value) : String(Number(value.toPrecision(6)));
  if (value instanceof Date) return value.toISOString();
  if (value instanceof Uint8Array) return `${value.length} bytes`;
  if (Array.isArray(value) || ArrayBuffer.isView(value))
    return show(`[${Array.from(value as number[]).join(", ")}]`, { limit: 80 });
  return show(String(value), { limit: 500 });
}

/** Column widths that sum to at most `total`: the widest give first. */
function narrowed(wanted: readonly number[], total: number): number[] {
  const widths = [...wanted];
  let over = widths.reduce((sum, n) => sum + n, 0) - total;
  while (over > 0) {
    const widest = widths.indexOf(Math.max(...widths));
    if (widths[widest] <= 6) break;
    widths[widest]--;
    over--;
  }
  return widths;
}

function align(text: string, width: number, right: boolean): string {
  const cut = text.length > width ? `${text.slice(0, width - 1)}…` : text;
  return right ? cut.padStart(width) : cut.padEnd(width);
}
