import { brotliDecompressSync, gunzipSync, inflateRawSync, inflateSync, zstdDecompressSync } from "node:zlib";
import { dechunk } from "./chunked.ts";
import { limits } from "./limits.ts";
import { headerFields } from "./warc-records.ts";

/** An archived HTTP answer, its body decoded as far as its headers are true. */
export interface HttpAnswer {
  readonly status: number;
  readonly mediaType: string;
  readonly charset: string | undefined;
  readonly body: Buffer;
}

/** An answer that cannot be read: no status line, or a body over the limit or with a damaged encoding. */
export class HttpFault extends Error {
  override name = "HttpFault";
}

/** Status and headers of an answer; the body is decoded when it is asked for. Throws HttpFault. */
export function parseHttp(block: Buffer, maximum: number): HttpAnswer {
  const { start, gap } = headEnd(block);
  const head = block.subarray(0, start);
  const status = /^HTTP\/\d(?:\.\d)? (\d{3})/.exec(head.toString("latin1", 0, 64))?.[1];
  if (status === undefined) throw new HttpFault("no HTTP status line in the record");
  const headers = headerFields(head);
  const { mediaType, charset } = contentType(headers.get("content-type"));
  const raw = block.subarray(Math.min(start + gap, block.length));
  return {
    status: Number(status),
    mediaType,
    charset,
    get body() {
      const whole = /\bchunked\b/i.test(headers.get("transfer-encoding") ?? "") ? dechunk(raw) : raw;
      if (whole === undefined) throw new HttpFault("damaged chunked body");
      return decoded(whole, headers.get("content-encoding") ?? "", maximum);
    },
  };
}

/** Media type and charset of a Content-Type header. */
export function contentType(header = ""): { mediaType: string; charset: string | undefined } {
  const charset = /;\s*charset\s*=\s*["']?\s*([^\s"';,]+)/i.exec(header)?.[1];
  return { mediaType: header.split(";", 1)[0].trim().toLowerCase(), charset };
}

function headEnd(block: Buffer): { start: number; gap: number } {
  const head = block.subarray(0, limits.headerBytes);
  const found = head.indexOf("\r\n\r\n");
  const bare = head.indexOf("\n\n");
  if (found >= 0 && (bare < 0 || found < bare)) return { start: found, gap: 4 };
  if (bare >= 0) return { start: bare, gap: 2 };
  return { start: block.length, gap: 0 };
}

/** Undoes Content-Encoding, last applied first. Crawlers often keep the header on a decoded body, so the bytes decide. */
function decoded(body: Buffer, encodings: string, maximumBytes: number): Buffer {
  let bytes = body;
  for (const encoding of encodings.toLowerCase().split(",").reverse())
    bytes = undo(bytes, encoding.trim(), maximumBytes);
  return bytes;
}

function undo(body: Buffer, encoding: string, maximumBytes: number): Buffer {
  const decoder = Object.hasOwn(decoders, encoding) ? decoders[encoding] : undefined;
  if (decoder === undefined || body.length === 0 || decoder.fits?.(body) === false) return body;
  try {
    return decoder.run(body, { maxOutputLength: maximumBytes });
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "ERR_BUFFER_TOO_LARGE") {
      throw new HttpFault(`body is over the limit of ${maximumBytes} bytes when decompressed`);
    }
    if (decoder.fits === undefined) return body; // without a signature: most likely decoded by the crawler
    throw new HttpFault(`damaged ${encoding} body: ${(error as Error).message}`);
  }
}

interface Decoder {
  /** True when the body begins as this encoding does. */
  fits?(body: Buffer): boolean;
  run(body: Buffer, options: { maxOutputLength: number }): Buffer;
}

const gzip: Decoder = { fits: (body) => body[0] === 0x1f && body[1] === 0x8b, run: gunzipSync };
const decoders: Readonly<Record<string, Decoder>> = {
  gzip,
  "x-gzip": gzip,
  deflate: {
    run: (body, options) =>
      ((body[0] & 15) === 8 && body.readUInt16BE(0) % 31 === 0 ? inflateSync : inflateRawSync)(body, options),
  },
  br: { run: brotliDecompressSync },
  zstd: { fits: (body) => body.length > 4 && body.readUInt32LE(0) === 0xfd2fb528, run: zstdDecompressSync },
};
