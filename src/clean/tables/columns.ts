import { type Batch, numbers, strings } from "../../core/batch.ts";
import { identifier, literal } from "../../core/database.ts";
import { didYouMean, UserError } from "../../core/errors.ts";
import type { QueryContext } from "../../core/stage.ts";
import { contract } from "../../core/table.ts";

/** Tables that a stage over columns reads. */
export const columnReads = ["documents", "signals"] as const;

/** Documents whose metadata are looked through for the names of fields. */
const SAMPLE = 10_000;

const numeric = /^(?:U?(?:TINY|SMALL|BIG|HUGE)?INT(?:EGER)?|DOUBLE|FLOAT|DECIMAL.*|BOOLEAN)$/;

/** The name that a column gives to what is made of it: `metadata.unit price` makes `unit_price_imputed`. */
export function stemOf(column: string): string {
  const name = column.replace(/^metadata\./, "");
  return name.replaceAll(/[^\p{L}\p{N}_]+/gu, "_").replaceAll(/^_+|_+$/g, "") || "column";
}

/** Checks that no two columns would make the same name; throws a UserError. */
export function checkStems(place: string, columns: readonly string[]): void {
  const stems = columns.map(stemOf);
  const twice = columns.find((_, i) => stems.indexOf(stems[i]) < i);
  if (twice === undefined) return;
  const other = columns[stems.indexOf(stemOf(twice))];
  throw new UserError(
    `${place}: columns "${other}" and "${twice}" would both make "${stemOf(twice)}_…". Leave one out.`,
  );
}

/** Reads columns as doubles, NaN where they are missing, in the order of the documents. A field of metadata that is no number is missing. */
export async function readNumberColumns(
  context: QueryContext,
  place: string,
  names: readonly string[],
): Promise<Float64Array[]> {
  const found = await find(context, place, names);
  for (const { name, type } of found)
    if (type !== undefined && !numeric.test(type))
      throw new UserError(
        `${place}: column "${name}" is ${type}, not a number. Read it with repairTypes() first.`,
      );
  const cells = found.map(({ sql, type }) =>
    type === undefined ? `TRY_CAST(${sql} AS DOUBLE)` : `CAST(${sql} AS DOUBLE)`,
  );
  const parts: Float64Array[][] = names.map(() => []);
  for await (const batch of rows(context, cells))
    for (const [c, part] of parts.entries()) part.push(numbers(batch, `c${c}`));
  return parts.map(joined);
}

/** Reads columns as text, null where they are missing, in the order of the documents. */
export async function readTextColumns(
  context: QueryContext,
  place: string,
  names: readonly string[],
): Promise<(string | null)[][]> {
  const cells = (await find(context, place, names)).map(({ sql }) => `CAST(${sql} AS VARCHAR)`);
  const out: (string | null)[][] = names.map(() => []);
  for await (const batch of rows(context, cells))
    for (const [c, column] of out.entries()) for (const cell of strings(batch, `c${c}`)) column.push(cell);
  return out;
}

/** The ids of the documents in their order, batch by batch, with the number of the first. */
export async function* documentIds(context: QueryContext): AsyncGenerator<{ first: number; ids: string[] }> {
  let first = 0;
  for await (const batch of rows(context, [])) {
    const ids = strings(batch, "id") as string[];
    yield { first, ids };
    first += ids.length;
  }
}

interface Found {
  readonly name: string;
  readonly sql: string;
  /** SQL type; undefined for a field of metadata, which is text until it is read. */
  readonly type: string | undefined;
}

/** Where each column is: a signal, a column of `documents`, or a field of their metadata. */
async function find(context: QueryContext, place: string, names: readonly string[]): Promise<Found[]> {
  const signals = await typesOf(context, "signals");
  const documents = await typesOf(context, "documents");
  const fields = await metadataFields(context);
  return names.map((name) => {
    if (name in signals && name !== "id") return { name, sql: `g.${identifier(name)}`, type: signals[name] };
    if (name in contract.documents && name !== "text" && name !== "metadata")
      return { name, sql: `d.${identifier(name)}`, type: documents[name] };
    const field = name.replace(/^metadata\./, "");
    if (!fields.has(field))
      throw unknown(place, name, [...Object.keys(signals), ...Object.keys(documents), ...fields]);
    return { name, sql: `json_extract_string(d.metadata, ${literal(pointer(field))})`, type: undefined };
  });
}

/** A JSON pointer (RFC 6901) to a field at the top: it needs no quoting but of `~` and `/`. */
function pointer(field: string): string {
  return `/${field.replaceAll("~", "~0").replaceAll("/", "~1")}`;
}

function unknown(place: string, name: string, known: readonly string[]): UserError {
  const names = known.filter((column) => !["id", "text", "metadata"].includes(column));
  return new UserError(
    `${place}: no signal, column or field of metadata "${name}".${didYouMean(name, names)} Known: ${names.slice(0, 20).join(", ")}.`,
  );
}

async function typesOf(context: QueryContext, table: string): Promise<Record<string, string>> {
  const described = await context.rows(`DESCRIBE SELECT * FROM ${context.table(table)}`);
  return Object.fromEntries(
    described.map(({ column_name, column_type }) => [String(column_name), String(column_type)]),
  );
}

async function metadataFields(context: QueryContext): Promise<Set<string>> {
  const found = await context.rows(
    `SELECT DISTINCT unnest(json_keys(metadata)) AS field
     FROM (SELECT metadata FROM ${context.table("documents")} WHERE json_type(metadata) = 'OBJECT' LIMIT ${SAMPLE}) AS s
     ORDER BY field`,
  );
  return new Set(found.map(({ field }) => String(field)));
}

function rows(context: QueryContext, cells: readonly string[]): AsyncIterable<Batch> {
  const columns = ["d.id AS id", ...cells.map((sql, c) => `${sql} AS c${c}`)];
  return context.batches(
    `SELECT ${columns.join(", ")} FROM ${context.table("documents")} d LEFT JOIN ${context.table("signals")} g ON g.id = d.id
     ORDER BY d.source, d.position NULLS LAST, d.id`,
  );
}

function joined(parts: readonly Float64Array[]): Float64Array {
  const out = new Float64Array(parts.reduce((sum, { length }) => sum + length, 0));
  let at = 0;
  for (const part of parts) {
    out.set(part, at);
    at += part.length;
  }
  return out;
}
