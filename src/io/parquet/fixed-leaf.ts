import { pageBytes } from "./format.ts";
import { grown } from "./grow.ts";

/** The values of a row group's column that are not null, as they will lie in pages. */
export interface LeafBuffer {
  readonly count: number;
  /** Bytes of values `[from, to)` in PLAIN encoding; valid until the next call of a method. */
  plain(from: number, to: number): Uint8Array;
  /** The value at which a page that begins with `from` ends. */
  pageEnd(from: number): number;
  clear(): void;
}

/** Values of a fixed width, compacted. */
export class FixedLeaf implements LeafBuffer {
  count = 0;
  bytes = new Uint8Array(1024);
  readonly width: number;

  constructor(width: number) {
    this.width = width;
  }

  append(source: Uint8Array, valid: Uint8Array | undefined, from: number, to: number): void {
    const { width } = this;
    const at = this.count * width;
    this.bytes = grown(this.bytes, at + (to - from) * width);
    if (valid === undefined) {
      this.bytes.set(source.subarray(from * width, to * width), at);
      this.count += to - from;
    } else this.count = compact(this.bytes, at, source, valid, from, to, width) / width;
  }

  plain(from: number, to: number): Uint8Array {
    return this.bytes.subarray(from * this.width, to * this.width);
  }

  pageEnd(from: number): number {
    return Math.min(this.count, from + pageBytes / this.width);
  }

  clear(): void {
    this.count = 0;
  }
}

/** Booleans, a byte each until they are packed. */
export class BitLeaf extends FixedLeaf {
  constructor() {
    super(1);
  }

  override plain(from: number, to: number): Uint8Array {
    const out = new Uint8Array((to - from + 7) >> 3);
    for (let i = from; i < to; i++) out[(i - from) >> 3] |= this.bytes[i] << ((i - from) & 7);
    return out;
  }
}

function compact(
  out: Uint8Array,
  at: number,
  source: Uint8Array,
  valid: Uint8Array,
  from: number,
  to: number,
  width: number,
): number {
  let end = at;
  for (let i = from; i < to; i++) {
    if (valid[i] === 0) continue;
    for (let b = 0; b < width; b++) out[end + b] = source[i * width + b];
    end += width;
  }
  return end;
}
