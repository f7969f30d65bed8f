import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { gunzipSync } from "node:zlib";
import { strings } from "../../core/batch.ts";
import { literal } from "../../core/database.ts";
import { UserError } from "../../core/errors.ts";
import type { QueryContext } from "../../core/stage.ts";
import { type EvaluationRecord, type Example, exampleMaker } from "./examples.ts";
import type { EvaluationSet } from "./options.ts";

type Kind = "lines" | "csv" | "parquet" | "text";

const kinds: Readonly<Record<string, Kind>> = {
  jsonl: "lines",
  ndjson: "lines",
  json: "lines",
  csv: "csv",
  tsv: "csv",
  parquet: "parquet",
  txt: "text",
  text: "text",
  md: "text",
};

/** The hash of the file's content, for the key of the stage that reads it; throws a UserError when it cannot be read. */
export function fingerprint(set: EvaluationSet): string {
  kindOf(set);
  return createHash("sha256").update(bytesOf(set)).digest("hex");
}

/** Reads the examples of a set, in their order in the file. */
export async function* readExamples(set: EvaluationSet, context: QueryContext): AsyncGenerator<Example> {
  const make = exampleMaker(set);
  const kind = kindOf(set);
  if (kind === "text") yield* textLines(set);
  else if (kind === "lines") for (const record of jsonRecords(set)) yield make(record);
  else for await (const record of tableRecords(set, kind, context)) yield make(record);
}

function kindOf({ name, path }: EvaluationSet): Kind {
  const ending = /\.([a-z]+)(?:\.gz)?$/i.exec(path)?.[1].toLowerCase() ?? "";
  const kind = Object.hasOwn(kinds, ending) ? kinds[ending] : undefined;
  if (kind !== undefined && !(kind === "parquet" && path.endsWith(".gz"))) return kind;
  throw new UserError(
    `decontaminate: ${name}: cannot tell the format of ${path} by its ending. Known: .jsonl, .csv, .tsv, .txt (each also .gz), .parquet.`,
  );
}

function* jsonRecords(set: EvaluationSet): Generator<EvaluationRecord> {
  const text = textOf(set);
  if (/^\s*\[/.test(text)) {
    yield* (parse(text, set.path) as unknown[]).map((value, i) =>
      recordOf(value, `${set.path}[${i}]`, i + 1),
    );
    return;
  }
  let number = 0;
  for (const [i, line] of text.split("\n").entries()) {
    if (line.trim() === "") continue;
    const place = `${set.path}:${i + 1}`;
    yield recordOf(parse(line, place), place, ++number);
  }
}

function recordOf(value: unknown, place: string, number: number): EvaluationRecord {
  if (typeof value === "string") return { fields: { text: value }, place, number };
  if (value === null || typeof value !== "object" || Array.isArray(value))
    throw new UserError(`decontaminate: ${place} is neither an object nor a string`);
  return { fields: value as Record<string, unknown>, place, number };
}

function parse(text: string, place: string): unknown {
  try {
    return JSON.parse(text);
  } catch (cause) {
    throw new UserError(
      `decontaminate: ${place} is not JSON. A set has an object or a string on each line, or is one JSON array.`,
      { cause },
    );
  }
}

function* textLines(set: EvaluationSet): Generator<Example> {
  for (const [i, line] of textOf(set).split("\n").entries())
    if (line.trim() !== "") yield { id: String(i + 1), question: line, answer: "" };
}

/** CSV and Parquet through the engine, every field as text. */
async function* tableRecords(
  set: EvaluationSet,
  kind: "csv" | "parquet",
  context: QueryContext,
): AsyncGenerator<EvaluationRecord> {
  const path = literal(set.path);
  const delimiter = /\.tsv(?:\.gz)?$/i.test(set.path) ? ", delim = '\t'" : "";
  const read =
    kind === "csv"
      ? `read_csv(${path}, all_varchar = true, header = true${delimiter})`
      : `read_parquet([${path}])`;
  let number = 0;
  try {
    for await (const batch of context.batches(`SELECT CAST(COLUMNS(*) AS VARCHAR) FROM ${read}`)) {
      const names = batch.schema.fields.map(({ name }) => name);
      const columns = names.map((name) => strings(batch, name));
      for (let i = 0; i < batch.numRows; i++) {
        const fields = Object.fromEntries(names.map((name, c) => [name, columns[c][i]]));
        yield { fields, place: set.path, number: ++number };
      }
    }
  } catch (cause) {
    if (cause instanceof UserError) throw cause;
    throw new UserError(
      `decontaminate: ${set.name}: cannot read ${set.path}: ${String((cause as Error).message).split("\n")[0]}`,
      { cause },
    );
  }
}

function textOf(set: EvaluationSet): string {
  const bytes = bytesOf(set);
  try {
    return (set.path.endsWith(".gz") ? gunzipSync(bytes) : bytes).toString("utf8");
  } catch (cause) {
    throw new UserError(`decontaminate: ${set.name}: ${set.path} is not what gzip wrote`, { cause });
  }
}

function bytesOf({ name, path }: EvaluationSet): Buffer {
  try {
    return readFileSync(path);
  } catch (cause) {
    throw new UserError(`decontaminate: ${name}: cannot read the evaluation set ${path}`, { cause });
  }
}
