/** Decodes `count` values of the run-length and bit-packing hybrid that fills `bytes`; throws when it does not. */
export function decodeHybrid(
  bytes: Uint8Array,
  width: number,
  count: number,
  out: Uint8Array | Uint16Array,
): void {
  let at = 0;
  let done = 0;
  while (done < count) {
    let head = 0;
    for (let shift = 0; ; shift += 7) {
      if (at >= bytes.length || shift > 28) throw broken();
      const byte = bytes[at++];
      head += (byte & 0x7f) * 2 ** shift;
      if (byte < 0x80) break;
    }
    const size = Math.floor(head / 2);
    if (size === 0) throw broken();
    if (head % 2 === 0) {
      if (size > count - done) throw broken();
      at = fillRun(bytes, at, width, out, done, size);
      done += size;
    } else {
      const packed = Math.min(size * 8, count - done);
      if (size > (bytes.length - at) / width || size * 8 - packed > 7) throw broken();
      unpack(bytes, at, width, out, done, packed);
      at += size * width;
      done += packed;
    }
  }
  if (at !== bytes.length) throw broken();
}

function fillRun(
  bytes: Uint8Array,
  start: number,
  width: number,
  out: Uint8Array | Uint16Array,
  from: number,
  length: number,
): number {
  let value = 0;
  let at = start;
  for (let shift = 0; shift < width; shift += 8) {
    if (at >= bytes.length) throw broken();
    value |= bytes[at++] << shift;
  }
  if (value >= 2 ** width) throw broken();
  out.fill(value, from, from + length);
  return at;
}

function unpack(
  bytes: Uint8Array,
  start: number,
  width: number,
  out: Uint8Array | Uint16Array,
  from: number,
  length: number,
): void {
  const mask = 2 ** width - 1;
  let at = start;
  let word = 0;
  let held = 0;
  for (let i = from; i < from + length; i++) {
    while (held < width) {
      word |= bytes[at++] << held;
      held += 8;
    }
    out[i] = word & mask;
    word >>>= width;
    held -= width;
  }
}

function broken(): Error {
  return new Error("Parquet: levels or indices are damaged");
}
