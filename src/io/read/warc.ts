import type { SourceRecord } from "../../core/stage.ts";
import { batched } from "./batches.ts";
import { faultOf } from "./fault.ts";
import { compressionByName, compressionOf } from "./format.ts";
import { gzipMembers } from "./gzip-members.ts";
import { ByteQueue } from "./queue.ts";
import { type Reading, skip } from "./reading.ts";
import { openStream, rawBytes } from "./stream.ts";
import { warcDocument } from "./warc-document.ts";
import { type WarcRecord, warcRecords } from "./warc-records.ts";

/**
 * Crawl archives (WARC, WET; plain, .gz, .zst): a document per answered page or converted text. `position` is the byte
 * offset of the record: in the file when it is plain or has a gzip member per record, as crawl indexes count it; the
 * records of a member that holds several lie behind its offset as far as they lie behind its beginning.
 */
export function readWarc(reading: Reading): AsyncGenerator<SourceRecord[]> {
  return batched(archive(reading));
}

async function* archive(reading: Reading): AsyncGenerator<SourceRecord> {
  const queue = new ByteQueue(rawBytes(reading));
  try {
    const isEmpty = !(await queue.has(1));
    await queue.has(4);
    if (isEmpty) yield faultOf(reading.source, 0, "empty file");
    else if (isGzip(queue.pending, reading.source)) yield* compressed(queue, reading);
    else yield* plain(new ByteQueue(openStream(reading)), reading);
  } finally {
    await queue.close();
  }
}

async function* plain(queue: ByteQueue, reading: Reading): AsyncGenerator<SourceRecord> {
  try {
    yield* documents(queue, 0, reading);
  } finally {
    await queue.close();
  }
}

/** Gzip by content, or by name: then its damaged beginning is a fault, and the members behind it are read. */
function isGzip(head: Buffer, name: string): boolean {
  return compressionOf(head) === "gzip" || compressionByName(name) === "gzip";
}

async function* compressed(queue: ByteQueue, reading: Reading): AsyncGenerator<SourceRecord> {
  for await (const { offset, content, error } of gzipMembers(queue, /^WARC\/\d/)) {
    if (error === undefined) yield* documents(new ByteQueue(content), offset, reading);
    else for await (const head of content) yield faultOf(reading.source, offset, error, head);
  }
}

async function* documents(queue: ByteQueue, base: number, reading: Reading): AsyncGenerator<SourceRecord> {
  for await (const record of warcRecords(queue, reading.maximumRecordBytes)) {
    const result = recordOf(record, base + record.offset, reading);
    if (typeof result === "string") skip(reading.tally, result);
    else yield result;
  }
}

/** A document, a fault, or the reason why the record is none of both. */
function recordOf(record: WarcRecord, position: number, reading: Reading): SourceRecord | string {
  if (record.error !== undefined) return faultOf(reading.source, position, record.error, record.block);
  return warcDocument(record, position, reading);
}
