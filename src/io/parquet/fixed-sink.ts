/** Collects the values of a column that are not null, page by page. */
export interface LeafSink {
  readonly count: number;
  /** Adds `count` values in PLAIN encoding that fill `bytes`; throws when they do not. */
  appendPlain(bytes: Uint8Array, count: number): void;
  /** Moves the values to the places where `valid` is 1; the others become zero or empty. */
  spread(valid: Uint8Array): void;
}

/** Values of four or eight bytes. */
export class FixedSink implements LeafSink {
  count = 0;
  readonly bytes: Uint8Array<ArrayBuffer>;
  readonly width: number;

  constructor(width: number, capacity: number) {
    this.width = width;
    this.bytes = new Uint8Array(width * capacity);
  }

  appendPlain(bytes: Uint8Array, count: number): void {
    if (bytes.length !== count * this.width) throw new Error("Parquet: a page has a wrong number of values");
    this.bytes.set(bytes, this.count * this.width);
    this.count += count;
  }

  spread(valid: Uint8Array): void {
    const words = new Int32Array(this.bytes.buffer);
    const lanes = this.width / 4;
    let from = this.count * lanes;
    for (let i = valid.length - 1; i >= 0; i--) {
      const to = i * lanes;
      if (valid[i] === 1) from -= lanes;
      for (let lane = lanes - 1; lane >= 0; lane--)
        words[to + lane] = valid[i] === 1 ? words[from + lane] : 0;
    }
  }
}

/** Booleans, a byte each. */
export class BitSink implements LeafSink {
  count = 0;
  readonly bytes: Uint8Array<ArrayBuffer>;

  constructor(capacity: number) {
    this.bytes = new Uint8Array(capacity);
  }

  appendPlain(bytes: Uint8Array, count: number): void {
    if (bytes.length !== (count + 7) >> 3) throw new Error("Parquet: a page has a wrong number of values");
    for (let i = 0; i < count; i++) this.bytes[this.count + i] = (bytes[i >> 3] >> (i & 7)) & 1;
    this.count += count;
  }

  spread(valid: Uint8Array): void {
    let from = this.count;
    for (let i = valid.length - 1; i >= 0; i--) this.bytes[i] = valid[i] === 1 ? this.bytes[--from] : 0;
  }
}
