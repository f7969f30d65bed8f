import { stat } from "node:fs/promises";
import type { InputFile, SourceFault, SourceRecord } from "../../core/stage.ts";
import { BrokenStream } from "./bytes.ts";
import { createDigest } from "./digest.ts";
import { faultOf } from "./fault.ts";
import { type Format, formatByName, formatOf } from "./format.ts";
import { readers } from "./readers.ts";
import type { Reading } from "./reading.ts";
import { isRemote } from "./remote.ts";
import { openStream } from "./stream.ts";

/**
 * Reads one file in its format, by name or content. A file that cannot be opened is one fault; a file that is not the
 * planned one any more, or changes while it is read, throws: the result would not be what its key says.
 */
export async function* readFile(
  file: InputFile,
  reading: Reading,
  format?: Format,
): AsyncGenerator<SourceRecord[]> {
  const before = isRemote(reading.path) ? undefined : await stateOf(reading.path);
  if (typeof before === "string") {
    yield [cannotOpen(reading, before)];
    return;
  }
  if (before !== undefined && before.bytes !== file.bytes) throw changed(file, "since it was planned");
  const digest = /^xxh64:[^:]*$/.test(file.hash) ? await createDigest() : undefined;
  try {
    yield* readers[format ?? (await formatIn(reading))]({ ...reading, ...(digest && { digest }) });
  } catch (error) {
    const fault = openingFault(error, reading);
    if (fault === undefined) throw error;
    yield [fault];
    return;
  }
  const after = before && (await stateOf(reading.path));
  if (JSON.stringify(after) !== JSON.stringify(before)) throw changed(file, "while it was read");
  const isWhole = digest?.bytes === file.bytes; // a reader that looks twice has hashed more, one that stops early less
  if (isWhole && digest.value() !== file.hash) throw changed(file, "since it was planned");
}

/** Format by name, else by the first decompressed bytes. */
export async function formatIn(reading: Reading): Promise<Format> {
  const named = formatByName(reading.source);
  if (named !== undefined) return named;
  const quiet = { ...reading, tally: { bytes: 0, skipped: new Map<string, number>() } };
  try {
    for await (const head of openStream(quiet)) return formatOf(head);
  } catch (error) {
    if (!(error instanceof BrokenStream)) throw error;
  }
  return "text"; // its reader will find the same break and tell it
}

interface FileState {
  readonly bytes: number;
  readonly modified: number;
  readonly inode: number;
}

/** Size, time and inode of a file; or the code of the error. */
async function stateOf(path: string): Promise<FileState | string> {
  try {
    const { size, mtimeMs, ino } = await stat(path);
    return { bytes: size, modified: mtimeMs, inode: ino };
  } catch (error) {
    return (error as NodeJS.ErrnoException).code ?? "unknown error";
  }
}

function openingFault(error: unknown, reading: Reading): SourceFault | undefined {
  const { code, syscall } = error as NodeJS.ErrnoException;
  const isOfFile =
    code !== undefined && (syscall === "open" || syscall === "read") && reasons[code] !== undefined;
  return isOfFile ? cannotOpen(reading, code) : undefined;
}

function cannotOpen({ source }: Reading, code: string): SourceFault {
  return faultOf(source, 0, `cannot read the file: ${reasons[code] ?? code}`);
}

const reasons: Readonly<Record<string, string>> = {
  ENOENT: "it is not there any more",
  EACCES: "permission denied",
  EPERM: "permission denied",
  EISDIR: "it is a folder",
  EIO: "the disk reports an error",
};

function changed({ source }: InputFile, when: string): Error {
  return new Error(`${source} changed ${when}. Run again once it rests`);
}
