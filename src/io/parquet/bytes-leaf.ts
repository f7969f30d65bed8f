import { copyBytes, wordsOf } from "./copy-bytes.ts";
import type { LeafBuffer } from "./fixed-leaf.ts";
import { pageBytes } from "./format.ts";
import { grown } from "./grow.ts";

/** Strings and blobs in PLAIN encoding: four bytes of length before each value. */
export class BytesLeaf implements LeafBuffer {
  count = 0;
  bytes = new Uint8Array(4096);
  /** Where each value's length lies; one number more than values. */
  starts = new Uint32Array(256);

  append(
    source: Uint8Array,
    offsets: Int32Array,
    valid: Uint8Array | undefined,
    from: number,
    to: number,
  ): void {
    const start = this.starts[this.count];
    this.bytes = grown(this.bytes, start + offsets[to] - offsets[from] + 4 * (to - from));
    this.reserve(this.count + to - from + 1);
    const { starts } = this;
    const out = wordsOf(this.bytes);
    const input = wordsOf(source);
    let end = start;
    let count = this.count;
    for (let i = from; i < to; i++) {
      if (valid !== undefined && valid[i] === 0) continue;
      out.view.setUint32(end, offsets[i + 1] - offsets[i], true);
      end = copyBytes(out, end + 4, input, offsets[i], offsets[i + 1]);
      starts[++count] = end;
    }
    this.count = count;
  }

  plain(from: number, to: number): Uint8Array {
    return this.bytes.subarray(this.starts[from], this.starts[to]);
  }

  pageEnd(from: number): number {
    const bound = this.starts[from] + pageBytes;
    let low = from + 1;
    let high = this.count;
    while (low < high) {
      const middle = (low + high + 1) >>> 1;
      if (this.starts[middle] <= bound) low = middle;
      else high = middle - 1;
    }
    return Math.min(low, this.count);
  }

  clear(): void {
    this.count = 0;
  }

  private reserve(values: number): void {
    if (values <= this.starts.length) return;
    const larger = new Uint32Array(Math.max(values, 2 * this.starts.length));
    larger.set(this.starts);
    this.starts = larger;
  }
}
