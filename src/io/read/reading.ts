import type { SourceRecord } from "../../core/stage.ts";
import type { Columns } from "./columns.ts";

/** Bytes `start` to `end` (exclusive) of an uncompressed file: the lines that begin in it. */
export interface ByteRange {
  readonly start: number;
  readonly end: number;
}

/** What a reader counts besides the records it yields. */
export interface Tally {
  /** Bytes of the files read so far, as they lie on disk. */
  bytes: number;
  /** Records that are no documents on purpose, by reason: `warc: request`, `http: status 404`. */
  readonly skipped: Map<string, number>;
}

/** A running hash of the bytes of a file, and how many they were. */
export interface Digest {
  bytes: number;
  update(chunk: Uint8Array): void;
  /** `xxh64:` and 16 hexadecimal digits. */
  value(): string;
}

/** One file on its way through a reader. */
export interface Reading {
  readonly source: string;
  /** Where the bytes are: a local path, or an address for DuckDB. */
  readonly path: string;
  readonly columns: Columns;
  readonly maximumRecordBytes: number;
  readonly tally: Tally;
  readonly range?: ByteRange;
  /** Media type by the ending of the name. */
  readonly mediaType?: string;
  /** Hashes what is read, to be compared with the hash of the plan. */
  readonly digest?: Digest;
  /** Sees the fields of each record as they are, before the mapping; of a table without the text column only their names. */
  readonly observe?: (fields: Readonly<Record<string, unknown>>) => void;
}

/** Yields the records of one file in order, in arrays of about a megabyte of text. */
export type Reader = (reading: Reading) => AsyncGenerator<SourceRecord[]>;

/** A tally that stands at zero. */
export function emptyTally(): Tally {
  return { bytes: 0, skipped: new Map() };
}

/** Counts one skipped record. */
export function skip(tally: Tally, reason: string): void {
  tally.skipped.set(reason, (tally.skipped.get(reason) ?? 0) + 1);
}
