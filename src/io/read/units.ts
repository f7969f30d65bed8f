import type { Unit } from "../../core/stage.ts";
import type { FoundFile } from "../inputs.ts";
import { compressionByName, type Format, formatByName } from "./format.ts";
import type { ByteRange } from "./reading.ts";

/** A unit of ingest: some small files, one file, or the lines of one large file that begin in a range of its bytes. */
export interface IngestUnit extends Unit {
  readonly range?: ByteRange;
}

const unitBytes = 4 << 20;
const unitFiles = 512;
/** Bytes of a plain JSONL file that one unit reads. */
const rangeBytes = 64 << 20;

/** Groups files into units of work, in the order of their names: the same units for any number of workers. */
export function unitsOf<T extends FoundFile>(files: readonly T[], format?: Format): Grouped<T>[] {
  const units: Grouped<T>[] = [];
  let small: T[] = [];
  let bytes = 0;
  const close = () => {
    if (small.length > 0) units.push({ files: small });
    small = [];
    bytes = 0;
  };
  for (const file of files) {
    const isLarge = file.bytes >= unitBytes;
    if (isLarge || bytes + file.bytes > unitBytes || small.length >= unitFiles) close();
    if (isLarge) units.push(...rangesOf(file, format));
    else {
      small.push(file);
      bytes += file.bytes;
    }
  }
  close();
  return units;
}

/** Files that one unit reads, before they are hashed. */
export interface Grouped<T extends FoundFile> {
  readonly files: readonly T[];
  readonly range?: ByteRange;
}

function rangesOf<T extends FoundFile>(file: T, format: Format | undefined): Grouped<T>[] {
  const count = isSplittable(file, format) ? Math.ceil(file.bytes / rangeBytes) : 1;
  if (count === 1) return [{ files: [file] }];
  const edge = (i: number) => (i === count ? file.bytes : i * rangeBytes);
  return Array.from({ length: count }, (_, i) => ({
    files: [file],
    range: { start: edge(i), end: edge(i + 1) },
  }));
}

function isSplittable({ source }: FoundFile, format: Format | undefined): boolean {
  return (
    (format ?? formatByName(source)) === "jsonl" &&
    compressionByName(source) === "none" &&
    !source.includes("://")
  );
}

/** How many records each of `units` units gives to a sample of `sample`: evenly, and from units spread over all when they are more. */
export function sampleLimits(units: number, sample: number): number[] {
  return Array.from(
    { length: units },
    (_, i) => Math.floor(((i + 1) * sample) / units) - Math.floor((i * sample) / units),
  );
}
