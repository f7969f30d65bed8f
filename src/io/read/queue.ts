const nothing = Buffer.alloc(0);
const ahead = 1 << 19;

/** Bytes that arrive in chunks and leave in pieces of any size: the window of a format that must look ahead. */
export class ByteQueue {
  /** What has arrived and is not yet consumed. */
  pending: Buffer = nothing;
  /** Offset of `pending[0]` in the stream. */
  offset = 0;
  readonly #chunks: AsyncIterator<Buffer> | Iterator<Buffer>;

  constructor(chunks: AsyncIterable<Buffer> | Iterable<Buffer>) {
    this.#chunks =
      Symbol.asyncIterator in chunks ? chunks[Symbol.asyncIterator]() : chunks[Symbol.iterator]();
  }

  /** Appends the next chunk; false at the end of the stream. */
  async more(): Promise<boolean> {
    const { value, done } = await this.#chunks.next();
    if (done) return false;
    this.pending = this.pending.length === 0 ? value : Buffer.concat([this.pending, value]);
    return true;
  }

  /** Waits until `length` bytes are pending; false when the stream ends before. */
  async has(length: number): Promise<boolean> {
    if (this.pending.length >= length) return true;
    const parts = [this.pending];
    let total = this.pending.length;
    const goal = length > ahead ? length * 1.5 : length; // so that many small steps do not copy a large window each time
    while (total < goal) {
      const { value, done } = await this.#chunks.next();
      if (done) break;
      parts.push(value);
      total += value.length;
    }
    if (parts.length > 1) this.pending = Buffer.concat(parts, total);
    return total >= length;
  }

  /** Drops the first `length` pending bytes. */
  skip(length: number): void {
    this.pending = this.pending.subarray(length);
    this.offset += length;
  }

  /** Ends the stream early. */
  async close(): Promise<void> {
    await this.#chunks.return?.();
  }
}
