import { DocumentIds } from "../../../src/label/queue/document-ids.ts";

/** Ids as they come packed from parts of a table. */
export function idsOf(...parts: readonly (readonly string[])[]): DocumentIds {
  return new DocumentIds(
    parts.map((ids) => {
      const offsets = new Int32Array(ids.length + 1);
      ids.forEach((id, i) => {
        offsets[i + 1] = offsets[i] + Buffer.byteLength(id);
      });
      return { bytes: Buffer.from(ids.join("")), offsets, length: ids.length };
    }),
  );
}

/** The numbers 0 to `count` - 1. */
export function numbers(count: number): Uint32Array {
  return Uint32Array.from({ length: count }, (_, i) => i);
}
