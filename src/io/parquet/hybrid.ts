// The hybrid of run lengths and bit packing in which Parquet stores levels and dictionary indices.

/** A run shorter than this is packed. */
const shortestRun = 16;

/** Encodes `values[from, to)`, each below `2 ** width`. */
export function encodeHybrid(values: ArrayLike<number>, from: number, to: number, width: number): Uint8Array {
  const out = new Uint8Array(((to - from + 7) >> 3) * (width + 3) + 32);
  let end = 0;
  let at = from;
  while (at < to) {
    const run = runLength(values, at, to);
    if (run >= shortestRun || at + run === to) {
      end = putRun(out, end, values[at], run, width);
      at += run;
    } else {
      const stop = packedEnd(values, at, to);
      end = putPacked(out, end, values, at, stop, width);
      at = stop;
    }
  }
  return out.subarray(0, end);
}

/** Bits that hold every value up to `largest`; at least one, since some readers refuse zero. */
export function bitWidth(largest: number): number {
  return Math.max(1, 32 - Math.clz32(largest));
}

function runLength(values: ArrayLike<number>, at: number, to: number): number {
  const value = values[at];
  let end = at + 1;
  while (end < to && values[end] === value) end++;
  return end - at;
}

/** Groups of eight from `at` on, up to the next long run that begins at a group. */
function packedEnd(values: ArrayLike<number>, at: number, to: number): number {
  let end = at + 8;
  while (end < to && runLength(values, end, Math.min(to, end + shortestRun)) < shortestRun) end += 8;
  return Math.min(end, to);
}

function putRun(out: Uint8Array, at: number, value: number, run: number, width: number): number {
  let end = putVarint(out, at, run * 2);
  for (let bits = 0; bits < width; bits += 8) out[end++] = value >>> bits;
  return end;
}

function putPacked(
  out: Uint8Array,
  at: number,
  values: ArrayLike<number>,
  from: number,
  to: number,
  width: number,
): number {
  const groups = (to - from + 7) >> 3;
  let end = putVarint(out, at, groups * 2 + 1);
  let word = 0;
  let filled = 0;
  for (let i = from; i < from + groups * 8; i++) {
    word |= (i < to ? values[i] : 0) << filled;
    filled += width;
    while (filled >= 8) {
      out[end++] = word;
      word >>>= 8;
      filled -= 8;
    }
  }
  return end;
}

function putVarint(out: Uint8Array, at: number, value: number): number {
  let end = at;
  let rest = value;
  while (rest >= 0x80) {
    out[end++] = (rest & 0x7f) | 0x80;
    rest >>>= 7;
  }
  out[end++] = rest;
  return end;
}
