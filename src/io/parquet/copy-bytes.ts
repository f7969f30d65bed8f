/** Above this length a call of the engine copies faster than a loop. */
const longBytes = 96;

/** Bytes, and a view of them for words that are not aligned. */
export interface Words {
  readonly bytes: Uint8Array;
  readonly view: DataView;
}

/** `bytes` with a view of them. */
export function wordsOf(bytes: Uint8Array): Words {
  return { bytes, view: new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength) };
}

/** Copies `source[from, to)` to `out` at `at`; returns where it ends there. */
export function copyBytes(out: Words, at: number, source: Words, from: number, to: number): number {
  if (to - from > longBytes) out.bytes.set(source.bytes.subarray(from, to), at);
  else copyShort(out.view, at, source.view, from, to);
  return at + to - from;
}

function copyShort(out: DataView, start: number, source: DataView, from: number, to: number): void {
  let at = start;
  let i = from;
  for (; i + 4 <= to; i += 4, at += 4) out.setInt32(at, source.getInt32(i, true), true);
  for (; i < to; i++, at++) out.setUint8(at, source.getUint8(i));
}
