import { BrokenStream, fileBytes } from "./bytes.ts";
import { type Compression, compressionByName, compressionOf } from "./format.ts";
import { gunzip } from "./gunzip.ts";
import type { Reading } from "./reading.ts";
import { isRemote, remoteBytes } from "./remote.ts";
import { unzstd } from "./unzstd.ts";

/** The bytes of a file, decompressed when it is gzip or zstd by content. Throws BrokenStream after the last good bytes. */
export async function* openStream(reading: Reading): AsyncGenerator<Buffer> {
  yield* decompress(rawBytes(reading), reading.source);
}

/** The bytes of a file as they lie on disk, or at an address. */
export function rawBytes(reading: Reading): AsyncGenerator<Buffer> {
  return isRemote(reading.path) ? remoteBytes(reading) : fileBytes(reading);
}

async function* decompress(chunks: AsyncGenerator<Buffer>, name: string): AsyncGenerator<Buffer> {
  try {
    const first = await chunks.next();
    if (first.done) throw new BrokenStream("empty file");
    const found = compressionOf(first.value);
    const claimed = compressionByName(name);
    if (claimed !== "none" && found !== claimed) {
      throw new BrokenStream(`named as ${claimed}, but not a ${claimed} file`);
    }
    yield* decompressors[found](prepend(first.value, chunks));
  } finally {
    await chunks.return(undefined);
  }
}

const decompressors: Record<Compression, (chunks: AsyncIterable<Buffer>) => AsyncIterable<Buffer>> = {
  none: (chunks) => chunks,
  gzip: gunzip,
  zstd: unzstd,
};

async function* prepend(first: Buffer, rest: AsyncIterable<Buffer>): AsyncGenerator<Buffer> {
  yield first;
  yield* rest;
}
