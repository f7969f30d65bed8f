/** Ids in the order of their bytes, in one buffer: a million strings would weigh ten times as much. */
export interface PackedIds {
  readonly bytes: Uint8Array;
  /** Id i is `bytes.subarray(offsets[i], offsets[i + 1])`. */
  readonly offsets: Uint32Array;
}

/** The id at a place. */
export function idAt({ bytes, offsets }: PackedIds, place: number): string {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString(
    "utf8",
    offsets[place],
    offsets[place + 1],
  );
}

/** The place of an id, or -1. */
export function placeOf(ids: PackedIds, id: string): number {
  const wanted = Buffer.from(id);
  return placeOfBytes(ids, wanted, 0, wanted.length);
}

/** The place of the id that lies in `from` between two offsets, or -1. */
export function placeOfBytes(ids: PackedIds, from: Uint8Array, start: number, end: number): number {
  let low = 0;
  let high = ids.offsets.length - 2;
  while (low <= high) {
    const middle = (low + high) >>> 1;
    const order = compare(ids, middle, from, start, end);
    if (order === 0) return middle;
    if (order < 0) low = middle + 1;
    else high = middle - 1;
  }
  return -1;
}

/** Below zero when the id at a place comes before the other. */
function compare(
  { bytes, offsets }: PackedIds,
  place: number,
  other: Uint8Array,
  start: number,
  end: number,
): number {
  const at = offsets[place];
  const length = offsets[place + 1] - at;
  const shared = Math.min(length, end - start);
  for (let i = 0; i < shared; i++) {
    const order = bytes[at + i] - other[start + i];
    if (order !== 0) return order;
  }
  return length - (end - start);
}

/** Collects ids that come in order. */
export class IdPacker {
  private bytes = new Uint8Array(1 << 16);
  private offsets = new Uint32Array(1 << 12);
  private length = 0;

  /** Appends ids that lie in a row in `bytes`, with these lengths. */
  append(bytes: Uint8Array, lengths: readonly number[]): void {
    const start = this.offsets[this.length];
    this.bytes = grown(this.bytes, start + bytes.length);
    this.offsets = grown(this.offsets, this.length + lengths.length + 1);
    this.bytes.set(bytes, start);
    for (const length of lengths) {
      this.offsets[this.length + 1] = this.offsets[this.length] + length;
      this.length++;
    }
  }

  finish(): PackedIds {
    const offsets = this.offsets.slice(0, this.length + 1);
    return { bytes: this.bytes.slice(0, offsets[this.length]), offsets };
  }
}

function grown<T extends Uint8Array | Uint32Array>(array: T, length: number): T {
  if (length <= array.length) return array;
  const larger = new (array.constructor as new (length: number) => T)(Math.max(length, 2 * array.length));
  larger.set(array);
  return larger;
}
