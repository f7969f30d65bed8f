import type { Database } from "../core/database.ts";
import { UserError } from "../core/errors.ts";
import type { Row } from "../core/table.ts";
import { exportRows, type ResultFormat, streamText } from "./export.ts";
import { grid } from "./grid.ts";
import { next, writeStdout } from "./output.ts";
import { rowsOf } from "./rows.ts";
import { count, plural, show } from "./show.ts";
import { textFormats } from "./text-formats.ts";
import { withViews } from "./workspace.ts";

/** Flags of `sluice query`. */
export interface QueryFlags {
  readonly workspace?: string;
  readonly format?: "table" | ResultFormat;
  readonly output?: string;
  readonly force?: boolean;
  /** Rows of a table to print. */
  readonly rows?: number;
}

/** `sluice query`: one SQL statement over the tables of a workspace. */
export async function query(sql: string, flags: QueryFlags): Promise<void> {
  if (sql.trim() === "") throw new UserError('query: is empty. Begin with: sluice query "show tables"');
  await withViews(flags.workspace, async ({ database }) => {
    try {
      if (flags.output === undefined) await print(database, sql, flags);
      else await save(database, sql, flags.output, flags);
    } catch (error) {
      throw sqlError(error);
    }
  });
}

async function save(database: Database, sql: string, output: string, flags: QueryFlags): Promise<void> {
  const { format, force } = flags;
  if (format === "table")
    throw new UserError("query: --format table is for the terminal; leave out --output");
  const rows = await exportRows(database, sql, { output, force, format });
  process.stderr.write(`${show(output)}: ${plural(rows, "row")}\n`);
}

async function print(
  database: Database,
  sql: string,
  { format = "table", rows = 200 }: QueryFlags,
): Promise<void> {
  if (format === "parquet" || format === "arrow")
    throw new UserError(`query: --format ${format} needs --output FILE`);
  if (format === "table") return printTable(database, sql, rows);
  await streamText(database, sql, textFormats[format], writeStdout);
}

async function printTable(database: Database, sql: string, limit: number): Promise<void> {
  const rows: Row[] = [];
  for await (const batch of database.batches(sql)) {
    for (const row of rowsOf(batch)) if (rows.length <= limit) rows.push(row);
    if (rows.length > limit) break;
  }
  process.stdout.write(`${grid(rows.slice(0, limit), process.stdout.columns ?? 100)}\n`);
  if (rows.length <= limit) return;
  process.stderr.write(`the first ${count(limit)} rows of more\n`);
  next("the same query with --rows N, or with --output result.parquet");
}

function isOfSql(message: string): boolean {
  return /^(?:Failed to [\w ]+: )?(?!INTERNAL)[A-Z][\w ]* Error: |^Failed to extract statements|^Error in native callback/.test(
    message,
  );
}

/** An error of the SQL engine is what the person typed; every other one stays as it is. */
function sqlError(error: unknown): unknown {
  const { message } = error as Error;
  if (error instanceof UserError || !isOfSql(message)) return error;
  const lines = message.split("\n").map((line) => line.trim());
  const said = lines.filter((line) => line !== "" && !/^(LINE \d+:|\^)/.test(line)).slice(0, 3);
  return new UserError(`query: ${said.join(" ").replace(/\.$/, "")}. Tables: sluice query "show tables"`);
}
