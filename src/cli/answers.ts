import { didYouMean, UserError } from "../core/errors.ts";
import type { SourceFault, SourceRecord } from "../core/stage.ts";
import { type FoundFile, findFiles } from "../io/inputs.ts";
import { columnsOf } from "../io/read/columns.ts";
import { readFile } from "../io/read/file.ts";
import { limits } from "../io/read/limits.ts";
import { emptyTally } from "../io/read/reading.ts";
import type { FileAnswer } from "../label/fit-file.ts";

type Fields = Readonly<Record<string, unknown>>;

/** Reads answers from CSV, TSV, JSONL, Parquet or Arrow with task, worker and label; a faulty row is the person's turn. */
export async function readAnswers(path: string): Promise<FileAnswer[]> {
  const answers: FileAnswer[] = [];
  const files = await findFiles([path]);
  for (const file of files)
    for await (const records of open(file, (fields) => answers.push(answerOf(fields, file.source))))
      refuseFaults(records);
  if (answers.length === 0) throw new UserError(`${path}: holds no answers`);
  return answers;
}

/** Reads a file for its fields: the answers are seen as they lie there, whatever becomes of them as documents. */
function open(file: FoundFile, observe: (fields: Fields) => void): AsyncGenerator<SourceRecord[]> {
  const { source } = file;
  const columns = columnsOf({ text: "label", metadata: "none" });
  const maximumRecordBytes = limits.recordBytes;
  const reading = { source, path: source, columns, maximumRecordBytes, tally: emptyTally(), observe };
  return readFile({ ...file, hash: "" }, reading);
}

function answerOf(fields: Fields, source: string): FileAnswer {
  return {
    task: answerField("task", fields, source),
    worker: answerField("worker", fields, source),
    label: answerField("label", fields, source),
  };
}

function answerField(column: string, fields: Fields, source: string): string {
  const names = Object.keys(fields);
  if (!Object.hasOwn(fields, column))
    throw new UserError(
      `${source}: answers need the columns task, worker and label; there is no "${column}", but ${names.join(", ")}.${didYouMean(column, names)}`,
    );
  const value = fields[column];
  return value === null || value === undefined ? "" : String(value);
}

/** A label that is a number is a fault as a text, not as an answer. */
function refuseFaults(records: readonly SourceRecord[]): void {
  const fault = records.find(
    (record): record is SourceFault =>
      "error" in record && !record.error.startsWith('field "label" must be a text'),
  );
  if (fault) throw new UserError(`${fault.source}:${fault.position}: ${fault.error}`);
}
