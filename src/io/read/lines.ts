import { BrokenStream } from "./bytes.ts";
import { limits } from "./limits.ts";

/** Whole lines, the last one perhaps without its newline, at their offset in the decompressed file. */
export interface LineBlock {
  readonly kind: "lines";
  readonly bytes: Buffer;
  readonly offset: number;
}

/** A line over the limit, or the place where the stream broke; `head` is how it begins. */
export interface LineFault {
  readonly kind: "fault";
  readonly offset: number;
  readonly error: string;
  readonly head: Buffer;
}

const newline = 10;

/**
 * Cuts a stream of bytes into blocks of whole lines. Holds one line at most: of a longer one only the head is kept.
 * `offset` is that of the first byte.
 */
export async function* lineBlocks(
  chunks: AsyncIterable<Buffer>,
  maximum: number,
  offset = 0,
): AsyncGenerator<LineBlock | LineFault> {
  const open = new OpenLine(offset, maximum);
  try {
    for await (const chunk of chunks) {
      const end = chunk.lastIndexOf(newline) + 1;
      if (end === 0) {
        open.append(chunk);
        continue;
      }
      yield* open.close(chunk.subarray(0, end));
      open.append(chunk.subarray(end));
    }
  } catch (error) {
    if (!(error instanceof BrokenStream)) throw error;
    yield { kind: "fault", offset: open.offset, error: error.message, head: open.head() };
    return;
  }
  yield* open.close(Buffer.alloc(0));
}

/** The line that is not complete yet, kept in pieces up to the limit. */
class OpenLine {
  /** Where it begins in the stream. */
  offset: number;
  readonly #maximum: number;
  #parts: Buffer[] = [];
  #length = 0;

  constructor(offset: number, maximum: number) {
    this.offset = offset;
    this.#maximum = maximum;
  }

  append(part: Buffer): void {
    this.#length += part.length;
    if (this.#length > this.#maximum) this.#parts = [Buffer.from(this.head())];
    else if (part.length > 0) this.#parts.push(part);
  }

  head(): Buffer {
    let head = this.#parts[0] ?? Buffer.alloc(0);
    if (head.length < limits.excerpt && this.#parts.length > 1) head = Buffer.concat(this.#parts.slice(0, 9));
    return head.subarray(0, limits.excerpt);
  }

  /** Ends the line with the head of `rest`, which ends in a newline unless the stream is over. */
  *close(rest: Buffer): Generator<LineBlock | LineFault> {
    let from = 0;
    const offset = this.offset;
    const end = rest.indexOf(newline) + 1;
    if (this.#length + end > this.#maximum) {
      const error = tooLong(this.#length + end, this.#maximum);
      yield {
        kind: "fault",
        offset,
        error,
        head: this.#length === 0 ? rest.subarray(0, limits.excerpt) : this.head(),
      };
      from = end;
    }
    const held = from === 0 ? this.#parts : [];
    const bytes = held.length === 0 ? rest.subarray(from) : Buffer.concat([...held, rest]);
    const start = from === 0 ? offset : offset + this.#length + end;
    this.offset = offset + this.#length + rest.length;
    this.#parts = [];
    this.#length = 0;
    if (bytes.length > 0) yield { kind: "lines", bytes, offset: start };
  }
}

/** What is wrong with a line over the limit, and the way out. */
export function tooLong(length: number, maximum: number): string {
  return `line of ${length} bytes is over the limit of ${maximum}. To read it, raise maximumRecordBytes`;
}
