import { isUtf8 } from "node:buffer";
import { type Field, type RecordBatch, RecordBatchReader } from "apache-arrow";
import type { SourceRecord } from "../../core/stage.ts";
import { arrowValue } from "./arrow-value.ts";
import { batched } from "./batches.ts";
import { BrokenStream } from "./bytes.ts";
import { documentOf } from "./documents.ts";
import { faultOf, messageOf } from "./fault.ts";
import { limits } from "./limits.ts";
import { missingColumn } from "./missing.ts";
import { ByteQueue } from "./queue.ts";
import type { Reading } from "./reading.ts";
import { openStream } from "./stream.ts";

const fileMagic = "ARROW1";

/** Arrow IPC, as a file or a stream; `position` is the row number from 0. A damaged file is a fault behind its last good batch. */
export function readArrow(reading: Reading): AsyncGenerator<SourceRecord[]> {
  return batched(guarded(reading));
}

async function* guarded(reading: Reading): AsyncGenerator<SourceRecord> {
  const progress = { row: 0 };
  const queue = new ByteQueue(openStream(reading));
  try {
    yield* rows(queue, reading, progress);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).syscall !== undefined) throw error;
    const reason = error instanceof BrokenStream ? error.message : `damaged Arrow: ${messageOf(error)}`;
    yield faultOf(reading.source, progress.row, reason);
  } finally {
    await queue.close();
  }
}

async function* rows(
  queue: ByteQueue,
  reading: Reading,
  progress: { row: number },
): AsyncGenerator<SourceRecord> {
  const ipc = await openIpc(queue);
  const error = tableFault(ipc.reader.schema.fields, reading);
  if (error !== undefined) {
    yield faultOf(reading.source, 0, error);
    return;
  }
  for await (const batch of ipc.reader) {
    for (const record of documents(batch, reading, progress.row)) yield record;
    progress.row += batch.numRows;
  }
  if (!ipc.hasEnd()) throw new Error("it stops without its end mark, so rows may be missing");
  if (progress.row === 0) yield faultOf(reading.source, 0, "no rows in the file");
}

function tableFault(fields: readonly Field[], reading: Reading): string | undefined {
  if (fields.length > limits.columns)
    return `${fields.length} columns are over the limit of ${limits.columns}`;
  return missingColumn(
    fields.map((field) => field.name),
    reading,
  );
}

function documents(batch: RecordBatch, reading: Reading, first: number): SourceRecord[] {
  const columns = batch.schema.fields.map(({ name }) => [name, batch.getChild(name)] as const);
  const isValid = holdsText(batch, reading.columns.text);
  return Array.from({ length: batch.numRows }, (_, i) => {
    const fields = Object.fromEntries(columns.map(([name, vector]) => [name, arrowValue(vector?.get(i))]));
    const text = fields[reading.columns.text];
    if (isValid || typeof text !== "string" || !text.includes("\ufffd"))
      return documentOf(fields, reading, first + i);
    return faultOf(reading.source, first + i, "not valid UTF-8", text);
  });
}

/** Whether the text column is valid UTF-8 throughout. Throws when the batch claims more rows than the column has room for. */
function holdsText(batch: RecordBatch, name: string): boolean {
  const data = batch.getChild(name)?.data[0];
  const room = Math.max(data?.valueOffsets?.length ?? 0, data?.values?.length ?? 0);
  if (batch.numRows > room) throw new Error(`batch of ${batch.numRows} rows has room for ${room}`);
  return !(data?.values instanceof Uint8Array) || isUtf8(data.values);
}

interface Ipc {
  readonly reader: RecordBatchReader;
  /** Whether the end mark of the format was there, once all is read. */
  hasEnd(): boolean;
}

/**
 * Opens a stream as it comes, and a file by its footer, held whole: some writers leave the schema out of its beginning.
 * A file without its footer is read as the stream behind its magic word, so that what lies before a cut is kept.
 */
async function openIpc(queue: ByteQueue): Promise<Ipc> {
  await queue.has(fileMagic.length);
  if (queue.pending.toString("latin1", 0, fileMagic.length) !== fileMagic) return openStreamed(queue);
  while (queue.pending.length <= limits.wholeFileBytes && (await queue.has(queue.pending.length * 2)));
  const bytes = queue.pending;
  if (bytes.length > limits.wholeFileBytes) throw new BrokenStream(tooLarge);
  const hasEnd = bytes.toString("latin1", bytes.length - fileMagic.length) === fileMagic;
  const reader = RecordBatchReader.from(hasEnd ? bytes : bytes.subarray(8)).open();
  return { reader, hasEnd: () => hasEnd };
}

const tooLarge = `file is over the limit of ${limits.wholeFileBytes} bytes. Write it as an Arrow stream`;
const endMark = "ffffffff00000000";

async function openStreamed(queue: ByteQueue): Promise<Ipc> {
  let tail = Buffer.alloc(0);
  const chunks = async function* (): AsyncGenerator<Buffer> {
    while (await queue.has(1)) {
      const { pending } = queue;
      tail = Buffer.concat([tail, pending.subarray(-8)]).subarray(-8);
      queue.skip(pending.length);
      yield pending;
    }
  };
  const reader = await RecordBatchReader.from(chunks());
  await reader.open();
  const drained = () => queue.pending.length === 0;
  return { reader, hasEnd: () => drained() && tail.toString("hex") === endMark };
}
