const MiB = 1 << 20;

/** What a reader takes from hostile input before it quarantines: each bound in bytes, or in units of its name. */
export const limits = {
  /** One record, decompressed. Raise it by `maximumRecordBytes`. */
  recordBytes: 64 * MiB,
  /** A file read in one piece through DuckDB's `read_blob` (remote files that are not Parquet). */
  wholeFileBytes: 1024 * MiB,
  /** A `.json` file that is parsed as one value; a larger one is read line by line. */
  jsonFileBytes: 256 * MiB,
  /** Output over input of a compressed file, once `ratioAfterBytes` came out: text is rarely over 20, bombs are over 1,000. */
  compressionRatio: 200,
  ratioAfterBytes: 16 * MiB,
  /** Nesting of one JSON record: `structuredClone` and `JSON.stringify` overflow the stack near 10,000. */
  jsonDepth: 128,
  /** The header block of a WARC record, of an HTTP answer, or of a gzip member. */
  headerBytes: 64 * 1024,
  headerFields: 1_000,
  /** Columns of a CSV, Parquet or Arrow file. */
  columns: 10_000,
  /** Characters of an excerpt in quarantine. */
  excerpt: 200,
} as const;
