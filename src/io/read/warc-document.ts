import type { SourceRecord } from "../../core/stage.ts";
import { decodeText } from "./charset.ts";
import { momentOf } from "./created.ts";
import { faultOf, messageOf } from "./fault.ts";
import { contentType, type HttpAnswer, HttpFault, parseHttp } from "./http.ts";
import type { Reading } from "./reading.ts";
import type { WarcRecord } from "./warc-records.ts";
import { undecodable } from "./whole.ts";

const textTypes = new Set(["text/html", "text/plain", "application/xhtml+xml", "application/xhtml"]);

/** The document in an archive record; a fault; or, as a string, why the record holds no document on purpose. */
export function warcDocument(record: WarcRecord, position: number, reading: Reading): SourceRecord | string {
  const type = record.headers.get("warc-type") ?? "no type";
  if (type === "conversion") return converted(record, position, reading);
  if (type !== "response") return `warc: ${type}`;
  const { mediaType } = contentType(record.headers.get("content-type"));
  if (mediaType !== "application/http") return `warc: response of ${mediaType || "no media type"}`;
  try {
    return answered(record, position, reading, parseHttp(record.block, reading.maximumRecordBytes));
  } catch (error) {
    if (!(error instanceof HttpFault)) throw error;
    return faultOf(reading.source, position, messageOf(error), record.block);
  }
}

function answered(
  record: WarcRecord,
  position: number,
  reading: Reading,
  answer: HttpAnswer,
): SourceRecord | string {
  if (answer.status < 200 || answer.status > 299) return `http: status ${answer.status}`;
  const { mediaType = "", charset } = answer;
  if (mediaType !== "" && !textTypes.has(mediaType)) return `http: ${mediaType}`;
  const { body } = answer;
  if (body.length === 0) return "http: empty body";
  const isHtml =
    mediaType === ""
      ? /^\s*<(!doctype\s+html|html)/i.test(body.toString("latin1", 0, 256))
      : mediaType !== "text/plain";
  if (mediaType === "" && !isHtml) return "http: no media type";
  return documentIn(record, position, reading, body, mediaType || "text/html", charset, isHtml);
}

function converted(record: WarcRecord, position: number, reading: Reading): SourceRecord | string {
  const { mediaType, charset } = contentType(record.headers.get("content-type"));
  if (mediaType !== "" && !textTypes.has(mediaType)) return `conversion: ${mediaType}`;
  if (record.block.length === 0) return "conversion: empty";
  const isHtml = mediaType !== "" && mediaType !== "text/plain";
  return documentIn(record, position, reading, record.block, mediaType || "text/plain", charset, isHtml);
}

function documentIn(
  { headers }: WarcRecord,
  position: number,
  { source, columns }: Reading,
  body: Buffer,
  mediaType: string,
  declared: string | undefined,
  isHtml: boolean,
): SourceRecord {
  const decoded = decodeText(body, declared, isHtml);
  if (decoded === undefined) return faultOf(source, position, undecodable(body), body);
  const metadata: Record<string, string> = { media_type: mediaType };
  const id = headers.get("warc-record-id");
  const truncated = headers.get("warc-truncated");
  if (id !== undefined) metadata.record_id = id.replace(/^<|>$/g, "");
  if (truncated !== undefined) metadata.truncated = truncated;
  if (decoded.charset !== "utf-8") metadata.charset = decoded.charset;
  const kept = Object.entries(metadata).filter(([name]) => columns.metadata?.has(name) ?? true);
  return {
    source,
    position,
    text: decoded.text,
    url: headers.get("warc-target-uri")?.replace(/^<|>$/g, "") ?? null,
    created: momentOf(headers.get("warc-date")),
    metadata: Object.fromEntries(kept),
  };
}
