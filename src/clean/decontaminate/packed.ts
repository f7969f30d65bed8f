/** Numbers that come one by one, in one growing array. */
export class Growing {
  #held: Uint32Array = new Uint32Array(1024);
  length = 0;

  push(value: number): void {
    if (this.length === this.#held.length) this.#reserve(this.length + 1);
    this.#held[this.length++] = value;
  }

  append(values: Uint32Array): void {
    this.#reserve(this.length + values.length);
    this.#held.set(values, this.length);
    this.length += values.length;
  }

  /** What was pushed, without a copy. */
  values(): Uint32Array {
    return this.#held.subarray(0, this.length);
  }

  #reserve(length: number): void {
    if (length <= this.#held.length) return;
    const larger = new Uint32Array(Math.max(length, 2 * this.#held.length));
    larger.set(this.#held);
    this.#held = larger;
  }
}

/** A JSON header and named arrays of 32-bit numbers, as one file: little-endian, each array at a multiple of 8 bytes. */
export function pack(header: unknown, arrays: Readonly<Record<string, Uint32Array>>): Uint8Array[] {
  const sizes = Object.entries(arrays).map(([name, { length }]) => [name, length] as const);
  const text = Buffer.from(JSON.stringify({ header, sizes }));
  const head = Buffer.alloc(8 + text.length + padding(text.length), 0x20);
  head.writeBigUInt64LE(BigInt(head.length - 8));
  text.copy(head, 8);
  const parts: Uint8Array[] = [head];
  for (const { buffer, byteOffset, byteLength } of Object.values(arrays)) {
    parts.push(new Uint8Array(buffer, byteOffset, byteLength), new Uint8Array(padding(byteLength)));
  }
  return parts;
}

/** Reads what `pack` wrote; the arrays are views over the bytes. */
export function unpack<Header>(file: Uint8Array): { header: Header; arrays: Record<string, Uint32Array> } {
  const bytes = file.byteOffset % 8 === 0 ? file : Uint8Array.from(file);
  const length = Number(new DataView(bytes.buffer, bytes.byteOffset).getBigUint64(0, true));
  const { header, sizes } = JSON.parse(Buffer.from(bytes.subarray(8, 8 + length)).toString()) as {
    header: Header;
    sizes: [string, number][];
  };
  let at = 8 + length;
  const arrays: Record<string, Uint32Array> = {};
  for (const [name, size] of sizes) {
    arrays[name] = new Uint32Array(bytes.buffer, bytes.byteOffset + at, size);
    at += 4 * size + padding(4 * size);
  }
  return { header, arrays };
}

function padding(length: number): number {
  return (8 - (length % 8)) % 8;
}
