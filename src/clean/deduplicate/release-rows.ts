import { identifier } from "../../core/database.ts";
import { didYouMean, UserError } from "../../core/errors.ts";
import type { Row } from "../../core/table.ts";
import type { Settings } from "./options.ts";
import type { Release } from "./release.ts";

type Ask = (sql: string) => Promise<Row[]>;

/**
 * SQL of what finding copies needs of an earlier release: `number` from 1 in its order, `id`, `url`, `scope`, `text`. Throws a
 * UserError when the release lacks a column or cannot be read.
 */
export async function releaseRows(release: Release, settings: Settings, rows: Ask): Promise<string> {
  const types = await columnTypes(release, rows);
  const cell = (name: string) => `CAST(${identifier(name)} AS VARCHAR)`;
  const none = "CAST(NULL AS VARCHAR)";
  const needed = (name: string, option: string) => {
    if (types.has(name)) return cell(name);
    throw lacking(release, name, option, [...types.keys()]);
  };
  const text = needed(release.text, "text");
  if (types.get(release.text) !== "VARCHAR") throw notText(release, types.get(release.text));
  const url = settings.methods.includes("url") ? needed(release.url, "url") : none;
  const scope = settings.scope === "global" ? none : needed(settings.scope, "scope");
  const number = `row_number() OVER (${release.order ? `ORDER BY ${identifier(release.order)}` : ""})`;
  return `SELECT number, coalesce(${types.has(release.id) ? cell(release.id) : none}, 'number ' || number) AS id,
      ${url} AS url, ${scope} AS scope, coalesce(${text}, '') AS text
    FROM (SELECT ${number} AS number, rows.* FROM (${release.sql}) AS rows) AS numbered`;
}

async function columnTypes(release: Release, rows: Ask): Promise<Map<string, string>> {
  try {
    const described = await rows(`DESCRIBE ${release.sql}`);
    return new Map(described.map((row) => [String(row.column_name), String(row.column_type)]));
  } catch (cause) {
    throw unreadable(release, cause);
  }
}

/** The error of a release whose files are damaged; what the machine refuses stays what it is. */
export function unreadable({ path }: Release, cause: unknown): UserError {
  if (cause instanceof UserError) return cause;
  const why = cause instanceof Error ? cause.message.split("\n")[0] : String(cause);
  return new UserError(`deduplicate: against ${JSON.stringify(path)}: cannot be read: ${why}`, { cause });
}

function lacking({ path }: Release, name: string, option: string, known: readonly string[]): UserError {
  const way =
    option === "scope"
      ? "Name a scope that it has"
      : `Say which one it is, as in against: { path: ${JSON.stringify(path)}, ${option}: "…" }`;
  return new UserError(
    `deduplicate: against ${JSON.stringify(path)}: has no column "${name}".${didYouMean(name, known)} It has ${known.join(", ")}. ${way}.`,
  );
}

function notText({ path, text }: Release, type: string | undefined): UserError {
  return new UserError(
    `deduplicate: against ${JSON.stringify(path)}: column "${text}" is ${type}, and must be text (VARCHAR). Name the column of the texts with against: { path, text: "…" }.`,
  );
}
