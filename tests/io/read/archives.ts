import { gzipSync } from "node:zlib";

/** A WARC record; `length` overrides its true Content-Length. */
export function warcRecord(
  type: string,
  block: string | Buffer,
  fields: Record<string, string> = {},
  length?: number,
): Buffer {
  const bytes = typeof block === "string" ? Buffer.from(block) : block;
  const headers = { "WARC-Type": type, ...fields, "Content-Length": String(length ?? bytes.length) };
  const head = Object.entries(headers).map(([name, value]) => `${name}: ${value}\r\n`);
  return Buffer.concat([Buffer.from(`WARC/1.0\r\n${head.join("")}\r\n`), bytes, Buffer.from("\r\n\r\n")]);
}

/** A `response` record of an HTML page. */
export function pageRecord(
  body: string | Buffer,
  headers = "Content-Type: text/html\r\n",
  length?: number,
): Buffer {
  const block = Buffer.concat([Buffer.from(`HTTP/1.1 200 OK\r\n${headers}\r\n`), Buffer.from(body)]);
  const fields = {
    "Content-Type": "application/http; msgtype=response",
    "WARC-Target-URI": "http://example.org/",
    "WARC-Date": "2020-01-02T03:04:05Z",
  };
  return warcRecord("response", block, fields, length);
}

/** An archive with a gzip member per record. */
export function gzipped(...records: Buffer[]): Buffer {
  return Buffer.concat(records.map((record) => gzipSync(record)));
}
