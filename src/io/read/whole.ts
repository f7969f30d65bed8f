import type { SourceRecord } from "../../core/stage.ts";
import { BrokenStream, collect } from "./bytes.ts";
import { decodeText, hasNul } from "./charset.ts";
import { faultOf } from "./fault.ts";
import type { Reading } from "./reading.ts";
import { openStream } from "./stream.ts";

/** A file that is one document: prose, Markdown, source code. Its media type is in metadata. */
export async function* readText(reading: Reading): AsyncGenerator<SourceRecord[]> {
  yield [await readWhole(reading, reading.mediaType ?? "text/plain", false)];
}

/** An HTML file: the text is its source, decoded; titles and main text are the business of extraction. */
export async function* readHtml(reading: Reading): AsyncGenerator<SourceRecord[]> {
  yield [await readWhole(reading, "text/html", true)];
}

async function readWhole(reading: Reading, mediaType: string, isHtml: boolean): Promise<SourceRecord> {
  try {
    const bytes = await collect(openStream(reading), reading.maximumRecordBytes);
    return bytes === undefined ? tooLarge(reading) : wholeDocument(bytes, reading, mediaType, isHtml);
  } catch (error) {
    if (!(error instanceof BrokenStream)) throw error;
    return faultOf(reading.source, 0, error.message);
  }
}

function wholeDocument(bytes: Buffer, reading: Reading, mediaType: string, isHtml: boolean): SourceRecord {
  if (bytes.length === 0) return faultOf(reading.source, 0, "empty file");
  const decoded = decodeText(bytes, undefined, isHtml);
  if (decoded === undefined) return faultOf(reading.source, 0, undecodable(bytes), bytes);
  const { text, charset } = decoded;
  const metadata = { media_type: mediaType, ...(charset === "utf-8" ? {} : { charset }) };
  const kept = reading.columns.metadata;
  const some = Object.entries(metadata).filter(([name]) => kept?.has(name) ?? true);
  return { source: reading.source, position: 0, text, metadata: Object.fromEntries(some) };
}

/** Why bytes are no text. */
export function undecodable(bytes: Buffer): string {
  return hasNul(bytes)
    ? "binary data (NUL bytes) where text was expected"
    : "not valid UTF-8, and no other charset fits";
}

function tooLarge({ source, maximumRecordBytes }: Reading): SourceRecord {
  const error = `file is over the limit of ${maximumRecordBytes} bytes for one record. To read it, raise maximumRecordBytes`;
  return faultOf(source, 0, error);
}
