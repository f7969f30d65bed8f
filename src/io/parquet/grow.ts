import { rowGroupBytes } from "./format.ts";

/** What a slab grows to before it grows in small steps: a row group and a page's worth of one more row. */
const fullSize = rowGroupBytes + 2 ** 20;

/** `bytes` itself when `needed` bytes fit, else a copy with room for about four times as much. */
export function grown(bytes: Uint8Array<ArrayBuffer>, needed: number): Uint8Array<ArrayBuffer> {
  if (needed <= bytes.length) return bytes;
  const larger = new Uint8Array(Math.max(needed, Math.min(4 * needed, fullSize)));
  larger.set(bytes);
  return larger;
}
