import type { Batch } from "../../../src/core/batch.ts";
import type { FileHandle } from "../../../src/core/files.ts";
import type { Schema } from "../../../src/core/table.ts";
import { parquetWriter } from "../../../src/io/parquet/write.ts";

/** A file in memory. */
export function memoryFile(): FileHandle & { bytes(): Uint8Array } {
  const parts: Uint8Array[] = [];
  return {
    async write(bytes) {
      parts.push(bytes.slice());
    },
    async sync() {},
    async close() {},
    bytes: () => Uint8Array.from(Buffer.concat(parts)),
  };
}

/** The bytes of a Parquet file of these batches. */
export async function parquetOf(schema: Schema, batches: readonly Batch[]): Promise<Uint8Array> {
  const file = memoryFile();
  const writer = parquetWriter(schema, file);
  for (const batch of batches) await writer.append(batch);
  await writer.close();
  return file.bytes();
}
