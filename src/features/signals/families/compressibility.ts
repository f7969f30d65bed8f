import { constants, zstdCompressSync } from "node:zlib";
import type { Family } from "../family.ts";
import { definer } from "./define.ts";

/** Bytes at the start of a text that are compressed. */
const READ = 1 << 16;
const LEVEL = 1;
/** Bytes of a piece of output: most documents of the web need one. */
const PIECE = 4096;
const define = definer("Zstandard, RFC 8878; as the gzip ratio of datamap-rs", "sluice");
const params = { [constants.ZSTD_c_compressionLevel]: LEVEL };

/** How far a text compresses: boilerplate and repetition far, noise hardly. */
export const compressibility: Family = {
  name: "compressibility",
  version: 1,
  columns: {
    compression_ratio: define.number(
      "ratio",
      "Bytes of the first 65,536 bytes after Zstandard (level 1) divided by bytes before; above 1 only for texts of a few bytes; 0 for an empty text.",
    ),
  },
  settings: { zstd: (process.versions as { zstd?: string }).zstd, level: LEVEL },
  open:
    () =>
    ({ bytes, length }) => {
      const read = Math.min(length, READ);
      return {
        compression_ratio:
          read === 0
            ? 0
            : zstdCompressSync(bytes.subarray(0, read), { params, pledgedSrcSize: read, chunkSize: PIECE })
                .length / read,
      };
    },
};
