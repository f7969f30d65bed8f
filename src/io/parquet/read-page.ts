import { zstdDecompressSync } from "node:zlib";
import { pageKind } from "./format.ts";
import type { ChunkPlace } from "./read-footer.ts";
import { childStruct, integer, readStruct } from "./thrift-read.ts";

/** A page whose header is read and whose body is still compressed. */
export interface PagePlace {
  readonly isDictionary: boolean;
  /** Levels of a data page, words of a dictionary. */
  readonly count: number;
  readonly encoding: number;
  readonly plainSize: number;
  readonly body: Uint8Array;
}

/** The pages of a chunk; throws unless their sizes and counts are those of the footer. */
export function chunkPages(file: Uint8Array, chunk: ChunkPlace): PagePlace[] {
  const bytes = file.subarray(chunk.start, chunk.end);
  const pages: PagePlace[] = [];
  let at = 0;
  let plainSize = 0;
  let entries = 0;
  while (at < bytes.length) {
    const { page, end, headerSize } = pageAt(bytes, at);
    if (page.isDictionary && pages.length > 0) throw new Error("Parquet: a dictionary follows other pages");
    pages.push(page);
    at = end;
    plainSize += headerSize + page.plainSize;
    entries += page.isDictionary ? 0 : page.count;
  }
  if (plainSize !== chunk.plainSize || entries !== chunk.entries)
    throw new Error("Parquet: the pages do not add up to their column");
  return pages;
}

/** The uncompressed body of a page. */
export function pageBody({ body, plainSize }: PagePlace): Uint8Array {
  if (frameContentSize(body) !== plainSize) throw new Error("Parquet: a page has a wrong size");
  const plain = decompressed(body, plainSize);
  if (plain.length !== plainSize) throw new Error("Parquet: a page has a wrong size");
  return plain;
}

function decompressed(body: Uint8Array, size: number): Uint8Array {
  try {
    // More than needed spares zlib a second output buffer.
    return zstdDecompressSync(body, { chunkSize: size + 64, maxOutputLength: size + 64 });
  } catch (cause) {
    throw new Error("Parquet: a page does not decompress", { cause });
  }
}

function pageAt(bytes: Uint8Array, start: number): { page: PagePlace; end: number; headerSize: number } {
  const { value: header, end } = readStruct(bytes, start);
  const kind = integer(header, 1, "the kind of a page");
  if (kind !== pageKind.data && kind !== pageKind.dictionary)
    throw new Error(`Parquet: a page of kind ${kind}, which Sluice does not write`);
  const isDictionary = kind === pageKind.dictionary;
  const detail = childStruct(header, isDictionary ? 7 : 5, "the header of a page");
  const stop = end + integer(header, 3, "the size of a page");
  if (stop > bytes.length) throw new Error("Parquet: a page is cut off");
  const page = {
    isDictionary,
    count: integer(detail, 1, "the number of values of a page"),
    encoding: integer(detail, 2, "the encoding of a page"),
    plainSize: integer(header, 2, "the uncompressed size of a page"),
    body: bytes.subarray(end, stop),
  };
  return { page, end: stop, headerSize: end - start };
}

/** The size in a zstd frame header (RFC 8878, section 3.1.1.1); undefined when it has none. */
function frameContentSize(frame: Uint8Array): number | undefined {
  if (frame.length < 18) return shortFrameSize(frame);
  const view = new DataView(frame.buffer, frame.byteOffset, frame.byteLength);
  if (view.getUint32(0, true) !== 0xfd2fb528) return undefined;
  const flags = frame[4];
  const isSingle = (flags & 0x20) !== 0;
  const at = 5 + (isSingle ? 0 : 1) + [0, 1, 2, 4][flags & 3];
  switch (flags >> 6) {
    case 0:
      return isSingle ? frame[at] : undefined;
    case 1:
      return view.getUint16(at, true) + 256;
    case 2:
      return view.getUint32(at, true);
    default:
      return Number(view.getBigUint64(at, true));
  }
}

/** Pads a frame that is shorter than the longest header, so that its fields can be read. */
function shortFrameSize(frame: Uint8Array): number | undefined {
  const padded = new Uint8Array(18);
  padded.set(frame);
  return frameContentSize(padded);
}
