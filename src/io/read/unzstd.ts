import { createZstdDecompress } from "node:zlib";
import { BrokenStream } from "./bytes.ts";
import { type Engine, engineOf, type Ratio } from "./engine.ts";
import { ByteQueue } from "./queue.ts";

const chunkSize = 256 * 1024;

/**
 * Decompresses zstd of any number of frames: node's stream forgets all frames after the first (nodejs/node#64741), so
 * each frame gets its own engine. Throws BrokenStream after the last good bytes.
 */
export async function* unzstd(chunks: AsyncIterable<Buffer>): AsyncGenerator<Buffer> {
  const queue = new ByteQueue(chunks);
  const ratio: Ratio = { in: 0, out: 0 };
  try {
    if (!(await queue.has(1))) throw new BrokenStream("empty file");
    while (await hasFrame(queue)) yield* unzstdFrame(queue, ratio);
  } finally {
    await queue.close();
  }
}

async function* unzstdFrame(queue: ByteQueue, ratio: Ratio): AsyncGenerator<Buffer> {
  const engine = engineOf(createZstdDecompress({ chunkSize }), ratio);
  try {
    yield* drain(queue, engine);
  } finally {
    engine.close();
  }
}

async function* drain(queue: ByteQueue, engine: Engine): AsyncGenerator<Buffer> {
  for (;;) {
    const last = queue.pending.length === 0 && !(await queue.more());
    const step = last ? await engine.finish() : await engine.feed(queue.pending);
    yield* step.parts;
    if (step.error) throw broken(queue, last, step.error);
    queue.skip(step.used);
    if (last || step.ended) return;
  }
}

async function hasFrame(queue: ByteQueue): Promise<boolean> {
  while (await queue.has(1)) {
    if (!(await queue.has(4))) throw garbage(queue);
    const magic = queue.pending.readUInt32LE(0);
    if (magic === 0xfd2fb528) return true;
    if ((magic & 0xfffffff0) !== 0x184d2a50) throw garbage(queue);
    await skipFrame(queue);
  }
  return false;
}

/** Passes over a skippable frame (RFC 8878, 3.1.2), whatever length it claims. */
async function skipFrame(queue: ByteQueue): Promise<void> {
  if (!(await queue.has(8))) throw garbage(queue);
  let left = queue.pending.readUInt32LE(4) + 8;
  while (left > 0 && (await queue.has(1))) {
    const step = Math.min(left, queue.pending.length);
    queue.skip(step);
    left -= step;
  }
  if (left > 0)
    throw new BrokenStream(`truncated zstd: the file ends inside a skippable frame, at byte ${queue.offset}`);
}

function broken(queue: ByteQueue, last: boolean, error: Error): BrokenStream {
  const at = queue.offset + queue.pending.length;
  return new BrokenStream(
    last
      ? `truncated zstd: the file ends inside a frame, at byte ${at}`
      : `corrupt zstd before byte ${at}: ${error.message}`,
  );
}

function garbage(queue: ByteQueue): BrokenStream {
  return new BrokenStream(
    queue.offset === 0 ? "not a zstd file" : `bytes that are no zstd frame at byte ${queue.offset}`,
  );
}
