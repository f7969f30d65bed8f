import { open } from "node:fs/promises";
import type { ByteRange, Reading } from "./reading.ts";

/** A compressed or cut stream of bytes that ends before its time; what came before it is good. */
export class BrokenStream extends Error {
  override name = "BrokenStream";
}

/** Bytes of a file that one read asks for: about 100 µs of work for what follows, and cheap to hold. */
const readBytes = 256 * 1024;
const whole: ByteRange = { start: 0, end: Number.POSITIVE_INFINITY };

/** The bytes of the file that is read, counted in its tally. */
export async function* fileBytes(reading: Reading, range: ByteRange = whole): AsyncGenerator<Buffer> {
  for await (const chunk of localBytes(reading.path, range)) {
    // half before and half after, so that a reader that is stopped inside of many chunks has counted right on average
    reading.tally.bytes += chunk.length / 2;
    reading.digest?.update(chunk);
    yield chunk;
    reading.tally.bytes += chunk.length / 2;
  }
}

/** The bytes of a local file in order, in fresh buffers. */
export async function* localBytes(path: string, range: ByteRange = whole): AsyncGenerator<Buffer> {
  const handle = await open(path);
  try {
    let position = range.start;
    while (position < range.end) {
      const buffer = Buffer.allocUnsafeSlow(Math.min(readBytes, range.end - position));
      const { bytesRead } = await handle.read(buffer, 0, buffer.length, position);
      if (bytesRead === 0) return;
      position += bytesRead;
      yield buffer.subarray(0, bytesRead);
    }
  } finally {
    await handle.close();
  }
}

/** All bytes of a stream in one buffer; undefined when they are more than `limit`. */
export async function collect(chunks: AsyncIterable<Buffer>, limit: number): Promise<Buffer | undefined> {
  const parts: Buffer[] = [];
  let length = 0;
  for await (const chunk of chunks) {
    length += chunk.length;
    if (length > limit) return undefined;
    parts.push(chunk);
  }
  return parts.length === 1 ? parts[0] : Buffer.concat(parts, length);
}
