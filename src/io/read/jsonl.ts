import { isUtf8 } from "node:buffer";
import type { SourceRecord } from "../../core/stage.ts";
import { Gathering } from "./batches.ts";
import { documentOf } from "./documents.ts";
import { faultOf, messageOf } from "./fault.ts";
import { JsonFault, parseRecord } from "./json.ts";
import { type LineBlock, lineBlocks, tooLong } from "./lines.ts";
import { type OwnLines, ownLines } from "./range.ts";
import type { Reading } from "./reading.ts";
import { openStream } from "./stream.ts";

/** JSON Lines, plain or compressed: one record per line; `position` is the byte offset of the line, decompressed. */
export async function* readJsonl(reading: Reading): AsyncGenerator<SourceRecord[]> {
  const batch = new Gathering();
  let isEmpty = reading.range === undefined;
  const { chunks, offset } = await linesOf(reading);
  for await (const block of lineBlocks(chunks, reading.maximumRecordBytes, offset)) {
    if (block.kind === "fault") {
      isEmpty = false;
      batch.add(faultOf(reading.source, block.offset, block.error, block.head));
    } else {
      for (const record of records(block, reading)) {
        isEmpty = false;
        batch.add(record);
        if (batch.isFull) yield batch.take();
      }
    }
  }
  if (isEmpty) batch.add(faultOf(reading.source, 0, "no records in the file"));
  if (!batch.isEmpty) yield batch.take();
}

async function linesOf(reading: Reading): Promise<OwnLines> {
  if (reading.range !== undefined) return ownLines(reading, reading.range);
  return { chunks: openStream(reading), offset: 0 };
}

function* records({ bytes, offset }: LineBlock, reading: Reading): Generator<SourceRecord> {
  const isValid = isUtf8(bytes);
  let start = offset === 0 ? markLength(bytes) : 0;
  while (start < bytes.length) {
    const next = bytes.indexOf(10, start);
    const end = next < 0 ? bytes.length : next;
    if (!isBlank(bytes, start, end)) yield readLine(bytes, start, end, offset + start, isValid, reading);
    start = end + 1;
  }
}

function readLine(
  bytes: Buffer,
  start: number,
  end: number,
  position: number,
  isValid: boolean,
  reading: Reading,
): SourceRecord {
  try {
    if (end - start > reading.maximumRecordBytes)
      throw new JsonFault(tooLong(end - start, reading.maximumRecordBytes));
    if (!isValid && !isUtf8(bytes.subarray(start, end))) throw new JsonFault("not valid UTF-8");
    return documentOf(parseRecord(bytes.toString("utf8", start, end)), reading, position);
  } catch (error) {
    if (!(error instanceof JsonFault || error instanceof SyntaxError)) throw error;
    const reason = error instanceof JsonFault ? error.message : `broken JSON: ${briefly(error)}`;
    return faultOf(reading.source, position, reason, bytes.subarray(start, Math.min(end, start + 1000)));
  }
}

/** V8's message without the excerpt that it appends: the fault has its own. */
function briefly(error: SyntaxError): string {
  return messageOf(error).replace(/(, (\.{3})?".*| in JSON at position \d+.*)$/, "");
}

/** Length of the byte order mark at the start of a file. */
function markLength(bytes: Buffer): number {
  return bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf ? 3 : 0;
}

function isBlank(bytes: Buffer, start: number, end: number): boolean {
  for (let i = start; i < end; i++) {
    const byte = bytes[i];
    if (byte !== 32 && byte !== 13 && byte !== 9) return false;
  }
  return true;
}
