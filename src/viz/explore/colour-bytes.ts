/** A colouring on its way to the browser: a header, then a code or a value for every point. */
export interface ColourBytes<H> {
  readonly header: H;
  readonly values: Uint8Array | Float32Array;
}

/** Little-endian: length of the JSON header, the header, padding to a multiple of four, the values. */
export function encodeColours({ header, values }: ColourBytes<unknown>): Uint8Array {
  const json = new TextEncoder().encode(JSON.stringify(header));
  const start = padded(4 + json.length);
  const bytes = new Uint8Array(start + values.byteLength);
  new DataView(bytes.buffer).setUint32(0, json.length, true);
  bytes.set(json, 4);
  bytes.set(new Uint8Array(values.buffer, values.byteOffset, values.byteLength), start);
  return bytes;
}

/** What `encodeColours` made; codes for a category, numbers otherwise. No copy of the values. */
export function decodeColours<H extends { readonly kind: "category" | "number" }>(
  buffer: ArrayBuffer,
): ColourBytes<H> {
  const length = new DataView(buffer).getUint32(0, true);
  const header = JSON.parse(new TextDecoder().decode(new Uint8Array(buffer, 4, length))) as H;
  const start = padded(4 + length);
  return {
    header,
    values: header.kind === "category" ? new Uint8Array(buffer, start) : new Float32Array(buffer, start),
  };
}

function padded(length: number): number {
  return Math.ceil(length / 4) * 4;
}
