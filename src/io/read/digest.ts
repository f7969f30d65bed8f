import xxhash from "xxhash-wasm";
import type { Digest } from "./reading.ts";

const hashing = xxhash();

/** A new xxHash64. */
export async function createDigest(): Promise<Digest> {
  const state = (await hashing).create64();
  const digest: Digest = {
    bytes: 0,
    update: (chunk) => {
      digest.bytes += chunk.length;
      state.update(chunk);
    },
    value: () => `xxh64:${state.digest().toString(16).padStart(16, "0")}`,
  };
  return digest;
}
