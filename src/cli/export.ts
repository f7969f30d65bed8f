import { open } from "node:fs/promises";
import { extname } from "node:path";
import type { Database } from "../core/database.ts";
import { UserError } from "../core/errors.ts";
import { refuseOverwriting, replaceFile } from "./output.ts";
import { rowsOf } from "./rows.ts";
import { type TextFormat, textFormats } from "./text-formats.ts";

/** Formats in which a result can be written to a file. */
export type ResultFormat = keyof typeof textFormats | "parquet" | "arrow";

const endings: Readonly<Record<string, ResultFormat>> = {
  ".csv": "csv",
  ".json": "json",
  ".jsonl": "jsonl",
  ".ndjson": "jsonl",
  ".parquet": "parquet",
  ".arrow": "arrow",
};

/** The format that the ending of a file name chooses. */
export function formatOfOutput(path: string): ResultFormat {
  const format = endings[extname(path).toLowerCase()];
  if (format !== undefined) return format;
  throw new UserError(
    `${path}: its ending chooses the format and must be one of ${Object.keys(endings).join(", ")}`,
  );
}

/** Streams the result of a query to a file, whole or not at all; answers the number of rows. */
export async function exportRows(
  database: Database,
  sql: string,
  target: { readonly output: string; readonly force?: boolean; readonly format?: ResultFormat },
): Promise<number> {
  refuseOverwriting(target.output, target.force);
  const format = target.format ?? formatOfOutput(target.output);
  let rows = 0;
  await replaceFile(target.output, async (temporary) => {
    rows = await writeRows(database, sql, format, temporary);
  });
  return rows;
}

async function writeRows(
  database: Database,
  sql: string,
  format: ResultFormat,
  path: string,
): Promise<number> {
  if (format === "parquet") return (await import("./columnar.ts")).writeParquet(database, sql, path);
  if (format === "arrow") return (await import("./columnar.ts")).writeArrow(database, sql, path);
  const handle = await open(path, "wx");
  try {
    const rows = await streamText(database, sql, textFormats[format], async (text) => {
      await handle.write(text);
    });
    await handle.sync();
    return rows;
  } finally {
    await handle.close();
  }
}

/** Streams the result of a query as text, batch by batch; answers the number of rows. */
export async function streamText(
  database: Database,
  sql: string,
  format: TextFormat,
  write: (text: string) => Promise<void>,
): Promise<number> {
  let rows = 0;
  for await (const batch of database.batches(sql)) {
    if (rows === 0) await write(format.head(batch.schema.fields.map(({ name }) => name)));
    const lines: string[] = [];
    for (const row of rowsOf(batch)) lines.push(format.row(row, rows++));
    await write(lines.join(""));
  }
  if (rows === 0) await write(format.head(await columnNames(database, sql)));
  await write(format.tail);
  return rows;
}

async function columnNames(database: Database, sql: string): Promise<string[]> {
  const columns = await database.rows(`DESCRIBE ${sql}`).catch(() => []);
  return columns.map((column) => String(column.column_name));
}
