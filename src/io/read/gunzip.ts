import { crc32, createInflateRaw } from "node:zlib";
import { BrokenStream } from "./bytes.ts";
import { type Engine, engineOf, type Ratio } from "./engine.ts";
import { limits } from "./limits.ts";
import { ByteQueue } from "./queue.ts";

const chunkSize = 256 * 1024;

/** Decompresses gzip of any number of members, checked by CRC. Throws BrokenStream after the last good bytes. */
export async function* gunzip(chunks: AsyncIterable<Buffer>): AsyncGenerator<Buffer> {
  const queue = new ByteQueue(chunks);
  const ratio: Ratio = { in: 0, out: 0 };
  try {
    for (let member = 0; await hasMember(queue, member); member++) {
      yield* gunzipMember(queue, ratio);
    }
  } finally {
    await queue.close();
  }
}

/** Decompresses the member that begins at the head of the queue and leaves the queue behind its trailer. */
export async function* gunzipMember(queue: ByteQueue, ratio: Ratio): AsyncGenerator<Buffer> {
  queue.skip(await headerLength(queue));
  const engine = engineOf(createInflateRaw({ chunkSize }), ratio);
  try {
    yield* checked(queue, engine);
  } finally {
    engine.close();
  }
}

async function* checked(queue: ByteQueue, engine: Engine): AsyncGenerator<Buffer> {
  let crc = 0;
  let size = 0;
  for (let ended = false; !ended; ) {
    if (queue.pending.length === 0 && !(await queue.more())) throw truncated(queue);
    const step = await engine.feed(queue.pending);
    for (const part of step.parts) {
      crc = crc32(part, crc);
      size += part.length;
      yield part;
    }
    if (step.error)
      throw new BrokenStream(
        `corrupt gzip before byte ${queue.offset + queue.pending.length}: ${step.error.message}`,
      );
    queue.skip(step.used);
    ended = step.ended;
  }
  if (!(await queue.has(8))) throw truncated(queue);
  if (!trailerFits(queue.pending, crc, size))
    throw new BrokenStream(`gzip checksum does not fit before byte ${queue.offset}`);
  queue.skip(8);
}

/** True when the CRC and size after a member are those of its content. */
export function trailerFits(trailer: Buffer, crc: number, size: number): boolean {
  return trailer.readUInt32LE(0) === crc && trailer.readUInt32LE(4) === size % 2 ** 32;
}

async function hasMember(queue: ByteQueue, member: number): Promise<boolean> {
  while (await queue.has(1)) {
    if (queue.pending[0] === 0x1f && (await queue.has(2)) && queue.pending[1] === 0x8b) return true;
    if (member === 0) throw new BrokenStream("not a gzip file");
    if (queue.pending[0] !== 0)
      throw new BrokenStream(`bytes that are no gzip after member ${member}, at byte ${queue.offset}`);
    queue.skip(leadingZeros(queue.pending)); // padding to a block size, as tar and tape leave it
  }
  if (member === 0) throw new BrokenStream("empty file");
  return false;
}

async function headerLength(queue: ByteQueue): Promise<number> {
  for (;;) {
    const length = gzipHeaderLength(queue.pending);
    if (length > 0) return length;
    if (length < 0 || queue.pending.length > limits.headerBytes) {
      throw new BrokenStream(`broken gzip header at byte ${queue.offset}`);
    }
    if (!(await queue.more())) throw truncated(queue);
  }
}

/** Bytes of the gzip header at the start of `bytes`; 0 when it goes on behind them, -1 when it is none (RFC 1952). */
export function gzipHeaderLength(bytes: Uint8Array): number {
  if (bytes.length < 10) return 0;
  const flags = bytes[3];
  if (bytes[0] !== 0x1f || bytes[1] !== 0x8b || bytes[2] !== 8 || (flags & 0xe0) !== 0) return -1;
  let at = 10;
  if (flags & 4) at += 2 + (bytes[10] | (bytes[11] << 8));
  for (const flag of [8, 16]) {
    if (!(flags & flag)) continue;
    const end = at > bytes.length ? -1 : bytes.indexOf(0, at);
    if (end < 0) return 0;
    at = end + 1;
  }
  if (flags & 2) at += 2;
  return at <= bytes.length ? at : 0;
}

function leadingZeros(bytes: Buffer): number {
  const end = bytes.findIndex((byte) => byte !== 0);
  return end < 0 ? bytes.length : end;
}

function truncated(queue: ByteQueue): BrokenStream {
  return new BrokenStream(
    `truncated gzip: the file ends inside a member, at byte ${queue.offset + queue.pending.length}`,
  );
}
