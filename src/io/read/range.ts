import { fileBytes } from "./bytes.ts";
import type { ByteRange, Reading } from "./reading.ts";

const newline = 10;

/** A stream of whole lines and the offset of its first byte in the file. */
export interface OwnLines {
  readonly chunks: AsyncIterable<Buffer>;
  readonly offset: number;
}

/** The lines of an uncompressed file that begin inside a range: each line belongs to exactly one of adjoining ranges. */
export async function ownLines(reading: Reading, range: ByteRange): Promise<OwnLines> {
  const offset = await firstLine(reading, range);
  return { offset, chunks: untilLineEnd(reading, { start: offset, end: range.end }) };
}

/** Offset of the first line that begins at `range.start` or behind it. */
async function firstLine(reading: Reading, { start, end }: ByteRange): Promise<number> {
  if (start === 0) return 0;
  let at = start - 1;
  for await (const chunk of fileBytes(reading, { start: at, end })) {
    const found = chunk.indexOf(newline);
    if (found >= 0) return at + found + 1;
    at += chunk.length;
  }
  return end;
}

/** The bytes of the range and what it takes to end its last line. */
async function* untilLineEnd(reading: Reading, { start, end }: ByteRange): AsyncGenerator<Buffer> {
  if (start >= end) return;
  let at = start;
  for await (const chunk of fileBytes(reading, { start, end: Number.POSITIVE_INFINITY })) {
    const found = at + chunk.length < end ? -1 : chunk.indexOf(newline, Math.max(0, end - 1 - at));
    if (found >= 0) {
      yield chunk.subarray(0, found + 1);
      return;
    }
    yield chunk;
    at += chunk.length;
  }
}
