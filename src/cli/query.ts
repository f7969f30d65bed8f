import { UserError } from "../core/errors.ts";
import type { Row, Value } from "../core/table.ts";
import { grid } from "./grid.ts";
import { writeOutput } from "./output.ts";
import { withViews } from "./workspace.ts";

/** Flags of `sluice query`. */
export interface QueryFlags {
  readonly workspace?: string;
  readonly format?: string;
  readonly output?: string;
  readonly force?: boolean;
}

/** `sluice query`: one SQL statement over the tables of a workspace. */
export async function query(sql: string, flags: QueryFlags): Promise<void> {
  await withViews(flags.workspace, async ({ database }) => {
    try {
      if (flags.format === "parquet" || flags.format === "arrow") {
        return await (await import("./columnar.ts")).writeColumnar(database, sql, flags);
      }
      await writeOutput(formatted(await database.rows(sql), flags.format ?? "table"), flags);
    } catch (error) {
      if (error instanceof UserError || !isSqlError(error)) throw error;
      throw new UserError(
        `query: ${firstLines((error as Error).message)}. Tables: sluice query "show tables"`,
      );
    }
  });
}

function formatted(rows: readonly Row[], format: string): string {
  if (format === "table") return `${grid(rows, process.stdout.columns ?? 100)}\n`;
  if (format === "json") return `${JSON.stringify(rows, plain, 1)}\n`;
  if (format === "csv") return csv(rows);
  throw new UserError(`query: --format must be table, csv, json, parquet or arrow, got "${format}"`);
}

/** Rows as RFC 4180 text. */
export function csv(rows: readonly Row[]): string {
  if (rows.length === 0) return "";
  const names = Object.keys(rows[0]);
  const lines = [names.map(quoted), ...rows.map((row) => names.map((name) => quoted(field(row[name]))))];
  return lines.map((line) => `${line.join(",")}\r\n`).join("");
}

function field(value: Value): string {
  if (value === null) return "";
  if (value instanceof Date) return value.toISOString();
  return typeof value === "object" ? JSON.stringify(value, plain) : String(value);
}

function quoted(text: string): string {
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}

function plain(_: string, value: unknown): unknown {
  if (typeof value === "bigint") return value.toString();
  return value instanceof Uint8Array ? Buffer.from(value).toString("base64") : value;
}

function isSqlError(error: unknown): boolean {
  return /Error: /.test(String((error as Error).message));
}

function firstLines(message: string): string {
  return message.split("\n").slice(0, 3).join(" ").trim();
}
