import { isUtf8 } from "node:buffer";
import type { SourceFault, SourceRecord } from "../../core/stage.ts";
import { batched } from "./batches.ts";
import { BrokenStream } from "./bytes.ts";
import { type Dialect, type Parsed, parseCsvRecord } from "./csv-record.ts";
import { documentOf } from "./documents.ts";
import { faultOf } from "./fault.ts";
import { limits } from "./limits.ts";
import { missingColumn } from "./missing.ts";
import { ByteQueue } from "./queue.ts";
import type { Reading } from "./reading.ts";
import { openStream } from "./stream.ts";

/** CSV with a header row (RFC 4180); `position` is the byte offset of the record. */
export function readCsv(reading: Reading): AsyncGenerator<SourceRecord[]> {
  return batched(delimited(reading, { delimiter: 44, isStrict: true }));
}

/** Tab-separated values with a header row; quotes are honoured where they fit. */
export function readTsv(reading: Reading): AsyncGenerator<SourceRecord[]> {
  return batched(delimited(reading, { delimiter: 9, isStrict: false }));
}

async function* delimited(reading: Reading, dialect: Dialect): AsyncGenerator<SourceRecord> {
  const queue = new ByteQueue(openStream(reading));
  try {
    yield* rows(queue, reading, dialect);
  } catch (error) {
    if (!(error instanceof BrokenStream)) throw error;
    yield faultOf(reading.source, queue.offset, error.message, queue.pending);
  } finally {
    await queue.close();
  }
}

async function* rows(queue: ByteQueue, reading: Reading, dialect: Dialect): AsyncGenerator<SourceRecord> {
  let header: string[] | undefined;
  let isEmpty = true;
  for await (const row of records(queue, reading, dialect)) {
    isEmpty &&= row.fault === undefined && header === undefined;
    if (row.fault !== undefined) yield row.fault;
    else if (header === undefined) {
      header = distinct(row.fields);
      const error = headerFault(header, reading);
      if (error !== undefined) {
        yield faultOf(reading.source, row.offset, error, row.fields.join(", "));
        return;
      }
    } else yield rowDocument(row, header, reading);
  }
  if (isEmpty) yield faultOf(reading.source, 0, header === undefined ? "empty file" : "no rows in the file");
}

interface CsvRow {
  readonly offset: number;
  readonly fields: string[];
  readonly fault?: SourceFault;
}

async function* records(queue: ByteQueue, reading: Reading, dialect: Dialect): AsyncGenerator<CsvRow> {
  await skipMark(queue);
  while (await queue.has(1)) {
    const { offset } = queue;
    const parsed = await nextRecord(queue, dialect, reading.maximumRecordBytes);
    if (parsed.kind === "record") {
      const bytes = queue.pending.subarray(0, parsed.end);
      queue.skip(parsed.end);
      if (!isUtf8(bytes))
        yield { offset, fields: [], fault: faultOf(reading.source, offset, "not valid UTF-8", bytes) };
      else if (parsed.fields.length > 1 || parsed.fields[0] !== "") yield { offset, fields: parsed.fields };
    } else {
      const error =
        parsed.kind === "fault"
          ? parsed.error
          : `record is over the limit of ${reading.maximumRecordBytes} bytes`;
      yield { offset, fields: [], fault: faultOf(reading.source, offset, error, queue.pending) };
      await skipLine(queue);
    }
  }
}

/** Widens the window until the record fits in it; `more` when it is over the limit. */
async function nextRecord(queue: ByteQueue, dialect: Dialect, maximum: number): Promise<Parsed> {
  let isLast = false;
  for (;;) {
    const parsed = parseCsvRecord(queue.pending, 0, dialect, isLast);
    if (parsed.kind === "record" && parsed.end > maximum) return { kind: "more" };
    if (parsed.kind !== "more" || queue.pending.length > maximum) return parsed;
    isLast = !(await queue.has(queue.pending.length * 2));
  }
}

/** A faulty record ends at its first newline: what was quoted behind it is read as records again. */
async function skipLine(queue: ByteQueue): Promise<void> {
  while (await queue.has(1)) {
    const end = queue.pending.indexOf(10);
    queue.skip(end < 0 ? queue.pending.length : end + 1);
    if (end >= 0) return;
  }
}

async function skipMark(queue: ByteQueue): Promise<void> {
  if ((await queue.has(3)) && queue.pending.readUIntBE(0, 3) === 0xefbbbf) queue.skip(3);
}

function headerFault(header: readonly string[], reading: Reading): string | undefined {
  if (header.length > limits.columns)
    return `${header.length} columns are over the limit of ${limits.columns}`;
  return missingColumn(header, reading);
}

function rowDocument({ offset, fields }: CsvRow, header: readonly string[], reading: Reading): SourceRecord {
  if (fields.length !== header.length) {
    const error = `${fields.length} fields where the header has ${header.length}`;
    return faultOf(reading.source, offset, error, fields.join(", "));
  }
  const record = Object.fromEntries(header.map((name, i) => [name, fields[i]]));
  return documentOf(record, reading, offset);
}

/** Names of columns, the second and later of the same name with a number. */
function distinct(names: readonly string[]): string[] {
  const seen = new Map<string, number>();
  return names.map((name) => {
    const times = (seen.get(name) ?? 0) + 1;
    seen.set(name, times);
    return times === 1 ? name : `${name}_${times}`;
  });
}
