import { copyBytes, type Words, wordsOf } from "./copy-bytes.ts";
import type { LeafSink } from "./fixed-sink.ts";

/** A decoded dictionary page: string `i` lies from `starts[i]` to `starts[i + 1]`. */
export interface DictionaryWords {
  readonly words: Words;
  readonly starts: Int32Array;
}

/** Offsets of Arrow's strings have 31 bits. */
const largestSlab = 2 ** 31 - 1;

/** Strings and blobs, joined into one slab. */
export class BytesSink implements LeafSink {
  count = 0;
  offsets: Int32Array<ArrayBuffer>;
  private slab: Uint8Array<ArrayBuffer>;
  private readonly limit: number;

  /** `bytes` is the expected size of the slab. */
  constructor(capacity: number, bytes: number, limit: number = largestSlab) {
    this.offsets = new Int32Array(capacity + 1);
    this.slab = uninitialized(Math.min(bytes, limit));
    this.limit = limit;
  }

  /** The slab, as far as it is filled. */
  get bytes(): Uint8Array<ArrayBuffer> {
    return this.slab.subarray(0, this.offsets[this.count]);
  }

  appendPlain(bytes: Uint8Array, count: number): void {
    if (bytes.length < 4 * count) throw new Error("Parquet: a page has a wrong number of values");
    this.reserve(bytes.length - 4 * count);
    const { offsets } = this;
    const out = wordsOf(this.slab);
    const input = wordsOf(bytes);
    let end = offsets[this.count];
    let at = 0;
    for (let i = 1; i <= count; i++) {
      const length = input.view.getUint32(at, true);
      at += 4;
      if (at + length > bytes.length - 4 * (count - i))
        throw new Error("Parquet: a string is longer than its page");
      end = copyBytes(out, end, input, at, at + length);
      at += length;
      offsets[this.count + i] = end;
    }
    if (at !== bytes.length) throw new Error("Parquet: a page has a wrong number of values");
    this.count += count;
  }

  appendIndices({ words, starts }: DictionaryWords, indices: Uint16Array): void {
    let size = 0;
    for (const index of indices) {
      if (index >= starts.length - 1) throw new Error("Parquet: an index lies outside of its dictionary");
      size += starts[index + 1] - starts[index];
    }
    this.reserve(size);
    const { offsets, count } = this;
    const out = wordsOf(this.slab);
    let end = offsets[count];
    for (let i = 0; i < indices.length; i++) {
      end = copyBytes(out, end, words, starts[indices[i]], starts[indices[i] + 1]);
      offsets[count + i + 1] = end;
    }
    this.count += indices.length;
  }

  spread(valid: Uint8Array): void {
    const { offsets } = this;
    let from = this.count;
    for (let i = valid.length; i > 0; i--) {
      offsets[i] = offsets[from];
      if (valid[i - 1] === 1) from--;
    }
    this.count = valid.length;
  }

  private reserve(more: number): void {
    const used = this.offsets[this.count];
    if (used + more > this.limit)
      throw new Error(
        `Parquet: a column of more than ${this.limit} bytes does not fit one batch; write smaller parts`,
      );
    if (used + more <= this.slab.length) return;
    const larger = uninitialized(Math.min(this.limit, Math.max(used + more, 2 * this.slab.length)));
    larger.set(this.slab.subarray(0, used));
    this.slab = larger;
  }
}

/** The words of a dictionary page in PLAIN encoding. */
export function dictionaryWords(bytes: Uint8Array, count: number): DictionaryWords {
  if (bytes.length < 4 * count) throw new Error("Parquet: a dictionary has a wrong number of words");
  const sink = new BytesSink(count, bytes.length - 4 * count);
  sink.appendPlain(bytes, count);
  return { words: wordsOf(sink.bytes), starts: sink.offsets };
}

/** Memory that is wholly written before anyone sees it. */
function uninitialized(length: number): Uint8Array<ArrayBuffer> {
  const { buffer, byteOffset } = Buffer.allocUnsafeSlow(length);
  return new Uint8Array(buffer as ArrayBuffer, byteOffset, length);
}
