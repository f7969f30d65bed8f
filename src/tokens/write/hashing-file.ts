import { createHash } from "node:crypto";
import type { FileSink } from "../../core/stage.ts";

/** A finished file as the manifest tells it. */
export interface WrittenFile {
  readonly name: string;
  readonly bytes: number;
  readonly sha256: string;
}

/** A file that is written in blocks and hashed on the way. */
export interface HashingFile {
  write(bytes: Uint8Array): Promise<void>;
  close(): Promise<WrittenFile>;
}

const BLOCK = 1 << 20;

/** Gathers small writes into blocks of a megabyte. */
export function hashingFile(name: string, sink: FileSink): HashingFile {
  const hash = createHash("sha256");
  const block = new Uint8Array(BLOCK);
  let used = 0;
  let total = 0;

  const flush = async () => {
    if (used === 0) return;
    const full = block.slice(0, used);
    used = 0;
    hash.update(full);
    await sink.write(full);
  };

  return {
    async write(bytes) {
      total += bytes.length;
      for (let at = 0; at < bytes.length; ) {
        const part = bytes.subarray(at, at + BLOCK - used);
        block.set(part, used);
        used += part.length;
        at += part.length;
        if (used === BLOCK) await flush();
      }
    },
    async close() {
      await flush();
      await sink.close();
      return { name, bytes: total, sha256: hash.digest("hex") };
    },
  };
}
