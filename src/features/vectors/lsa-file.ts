import type { LsaModel } from "./lsa.ts";

const MAGIC = "sluice-lsa 1\n";

/** The bytes of an LSA model: a line of magic, a line of JSON, padding to 4 bytes, little-endian weights. */
export function encodeLsa({ weights, ...header }: LsaModel): Uint8Array {
  const text = `${MAGIC}${JSON.stringify(header)}`;
  const padding = " ".repeat((4 - ((Buffer.byteLength(text) + 1) % 4)) % 4);
  const head = Buffer.from(`${text}${padding}\n`);
  return Buffer.concat([head, Buffer.from(weights.buffer, weights.byteOffset, weights.byteLength)]);
}

/** Reads the bytes of an LSA model; throws when they are no such model or cut short. */
export function decodeLsa(bytes: Uint8Array): LsaModel {
  const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  if (buffer.subarray(0, MAGIC.length).toString() !== MAGIC) throw new Error("not an LSA model of version 1");
  const end = buffer.indexOf("\n", MAGIC.length) + 1;
  const header = JSON.parse(buffer.subarray(MAGIC.length, end).toString()) as Omit<LsaModel, "weights">;
  const size = 65536 * header.dimensions * 4;
  if (buffer.length !== end + size)
    throw new Error(`LSA model has ${buffer.length} bytes, expected ${end + size}`);
  return { ...header, weights: new Float32Array(new Uint8Array(buffer.subarray(end)).buffer) };
}
