import { crc32, inflateRawSync } from "node:zlib";
import { BrokenStream } from "./bytes.ts";
import { gunzipMember, gzipHeaderLength, trailerFits } from "./gunzip.ts";
import type { ByteQueue } from "./queue.ts";

/** One member of a gzip file: its content, or why it has none. `offset` is where it begins in the file. */
export interface Member {
  readonly offset: number;
  readonly content: AsyncIterable<Buffer> | Iterable<Buffer>;
  readonly error?: string;
}

/** Bytes of a member that are inflated in one call; larger ones are streamed. */
const windowBytes = 1 << 20;
const inflatedBytes = 16 << 20;

/**
 * The members of a gzip file one by one: crawl archives keep one record in each. A broken member has an error and
 * reading goes on at the next one that begins with `start`. The content must be read before the next member is asked for.
 */
export async function* gzipMembers(queue: ByteQueue, start: RegExp): AsyncGenerator<Member> {
  while (await queue.has(1)) {
    await queue.has(windowBytes);
    const { offset } = queue;
    const whole = inflateMember(queue);
    if (typeof whole === "string") {
      yield { offset, content: [queue.pending.subarray(0, 200)], error: whole };
      await resync(queue, start);
    } else if (whole !== undefined) yield { offset, content: [whole] };
    else yield* streamed(queue, start);
  }
}

async function* streamed(queue: ByteQueue, start: RegExp): AsyncGenerator<Member> {
  let isBroken = false;
  const noting = async function* (): AsyncGenerator<Buffer> {
    try {
      yield* gunzipMember(queue, { in: 0, out: 0 });
    } catch (error) {
      isBroken = true;
      throw error;
    }
  };
  yield { offset: queue.offset, content: noting() };
  if (isBroken) await resync(queue, start);
}

/** Content of the member at the head of the queue; why it is broken; or undefined when it is too large for the window. */
function inflateMember(queue: ByteQueue): Buffer | string | undefined {
  const { pending } = queue;
  if (isPadding(pending)) {
    queue.skip(pending.length);
    return Buffer.alloc(0);
  }
  const header = gzipHeaderLength(pending);
  const isAll = pending.length < windowBytes;
  if (header < 0) return "bytes that are no gzip member";
  if (header === 0) return isAll ? "truncated gzip: the file ends inside a member" : undefined;
  try {
    return finished(queue, header);
  } catch (error) {
    if (error instanceof BrokenStream) return error.message;
    const { code, message } = error as NodeJS.ErrnoException;
    if (code === "ERR_BUFFER_TOO_LARGE" || (code === "Z_BUF_ERROR" && !isAll)) return undefined;
    return code === "Z_BUF_ERROR"
      ? "truncated gzip: the file ends inside a member"
      : `corrupt gzip: ${message}`;
  }
}

function finished(queue: ByteQueue, header: number): Buffer {
  const options = { info: true, maxOutputLength: inflatedBytes, chunkSize: 64 * 1024 };
  const { buffer, engine } = inflateRawSync(queue.pending.subarray(header), options) as unknown as {
    buffer: Buffer;
    engine: { bytesWritten: number };
  };
  const end = header + engine.bytesWritten;
  if (queue.pending.length < end + 8) throw Object.assign(new Error("no trailer"), { code: "Z_BUF_ERROR" });
  if (!trailerFits(queue.pending.subarray(end), crc32(buffer), buffer.length))
    throw new BrokenStream("gzip checksum does not fit");
  queue.skip(end + 8);
  return buffer;
}

/** Moves the queue behind its first byte to the next member whose content begins with `start`, or to the end. */
async function resync(queue: ByteQueue, start: RegExp): Promise<void> {
  queue.skip(Math.min(1, queue.pending.length));
  while (await queue.has(1)) {
    await queue.has(windowBytes);
    for (let at = queue.pending.indexOf("\x1f\x8b\x08", 0, "latin1"); at >= 0; ) {
      if (start.test(beginning(queue.pending.subarray(at)))) return queue.skip(at);
      at = queue.pending.indexOf("\x1f\x8b\x08", at + 1, "latin1");
    }
    queue.skip(Math.max(queue.pending.length - 1024, Math.min(queue.pending.length, 1)));
  }
}

/** The first bytes that a member inflates to, as far as they can be had. */
function beginning(member: Buffer): string {
  const header = gzipHeaderLength(member);
  if (header <= 0) return "";
  try {
    const head = member.subarray(header, header + 1024);
    return inflateRawSync(head, { finishFlush: 2 /* Z_SYNC_FLUSH: a cut is no error */ }).toString(
      "latin1",
      0,
      16,
    );
  } catch {
    return "";
  }
}

function isPadding(bytes: Buffer): boolean {
  return bytes[0] === 0 && bytes.every((byte) => byte === 0);
}
