import { BrokenStream } from "./bytes.ts";
import { limits } from "./limits.ts";
import type { ByteQueue } from "./queue.ts";

/** One record of a crawl archive: its header fields in lower case and its block; or why it cannot be read. */
export interface WarcRecord {
  /** Offset in the stream. */
  readonly offset: number;
  readonly headers: ReadonlyMap<string, string>;
  readonly block: Buffer;
  readonly error?: string;
}

const marker = "\r\n\r\nWARC/1.";
const none: ReadonlyMap<string, string> = new Map();

/**
 * The records of a decompressed archive (ISO 28500). A record whose Content-Length is not true, too large or missing
 * is a fault, and reading goes on at the next `WARC/1.` behind an empty line.
 */
export async function* warcRecords(queue: ByteQueue, maximum: number): AsyncGenerator<WarcRecord> {
  try {
    while (await atRecord(queue)) yield await nextRecord(queue, maximum);
  } catch (error) {
    if (!(error instanceof BrokenStream)) throw error;
    yield fault(queue, queue.offset, error.message);
    queue.skip(queue.pending.length);
  }
}

async function nextRecord(queue: ByteQueue, maximum: number): Promise<WarcRecord> {
  const { offset } = queue;
  const start = await headerEnd(queue);
  if (start === undefined) return resynced(queue, offset, 1, "no WARC header");
  const headers = headerFields(queue.pending.subarray(0, start));
  const length = Number(headers.get("content-length") ?? Number.NaN);
  if (!Number.isSafeInteger(length) || length < 0)
    return resynced(queue, offset, start - 4, "no valid Content-Length");
  if (length > maximum) {
    // The length may be a lie: what follows the next marker is never passed over on its word.
    return resynced(queue, offset, start - 4, `record of ${length} bytes is over the limit of ${maximum}`);
  }
  if (!(await endsWell(queue, start + length))) {
    return resynced(queue, offset, start - 4, `Content-Length ${length} is not where the record ends`);
  }
  const block = queue.pending.subarray(start, start + length);
  queue.skip(start + length);
  return { offset, headers, block };
}

/** Skips empty lines; false at the end of the stream. */
async function atRecord(queue: ByteQueue): Promise<boolean> {
  while (await queue.has(1)) {
    const start = queue.pending.findIndex((byte) => byte !== 10 && byte !== 13);
    queue.skip(start < 0 ? queue.pending.length : start);
    if (start >= 0) return true;
  }
  return false;
}

/** Where the block begins; undefined when no header stands here. */
async function headerEnd(queue: ByteQueue): Promise<number | undefined> {
  if (!(await queue.has(5)) || queue.pending.toString("latin1", 0, 5) !== "WARC/") return undefined;
  for (let wanted = 1024; ; wanted *= 4) {
    const isThere = await queue.has(wanted);
    const end = queue.pending.subarray(0, limits.headerBytes).indexOf("\r\n\r\n");
    if (end >= 0) return end + 4;
    if (!isThere || wanted > limits.headerBytes) return undefined;
  }
}

/** True when the stream ends at `end`, but for newlines, or the next record begins behind newlines there. */
async function endsWell(queue: ByteQueue, end: number): Promise<boolean> {
  await queue.has(end + 16);
  if (queue.pending.length < end) return false;
  const rest = queue.pending.toString("latin1", end, end + 16).replace(/^[\r\n]+/, "");
  return rest === "" || "WARC/".startsWith(rest.slice(0, 5));
}

/** A fault; the queue moves to the next marker at or behind `from`, or to the end. */
async function resynced(queue: ByteQueue, offset: number, from: number, error: string): Promise<WarcRecord> {
  const record = fault(queue, offset, error);
  for (queue.skip(Math.min(from, queue.pending.length)); ; ) {
    const found = queue.pending.indexOf(marker);
    queue.skip(found >= 0 ? found + 4 : Math.max(0, queue.pending.length - marker.length + 1));
    if (found >= 0) return record;
    if (!(await queue.more())) {
      queue.skip(queue.pending.length);
      return record;
    }
  }
}

function fault(queue: ByteQueue, offset: number, error: string): WarcRecord {
  return { offset, headers: none, block: Buffer.from(queue.pending.subarray(0, limits.excerpt)), error };
}

/** The fields of a header block, names in lower case, continued lines joined; the first line is left out. */
export function headerFields(block: Buffer): Map<string, string> {
  const lines = block
    .toString("utf8")
    .replace(/\r?\n[ \t]+/g, " ")
    .split(/\r?\n/, limits.headerFields);
  const fields = new Map<string, string>();
  for (const line of lines.slice(1)) {
    const colon = line.indexOf(":");
    if (colon > 0) fields.set(line.slice(0, colon).trim().toLowerCase(), line.slice(colon + 1).trim());
  }
  return fields;
}
