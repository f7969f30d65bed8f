import type { FoundFile } from "../inputs.ts";
import { localBytes } from "./bytes.ts";
import { createDigest } from "./digest.ts";
import type { ByteRange } from "./reading.ts";
import { isRemote } from "./remote.ts";

/** What identifies the content of a file. The runner may bring one that remembers files by size and time. */
export type Fingerprint = (file: FoundFile) => Promise<string>;

const sampledBytes = 1 << 20;

/** xxHash64 of the bytes of a file; what the server tells of an address; `unreadable` and the code where it cannot be read. */
export async function contentHash(file: FoundFile): Promise<string> {
  if (isRemote(file.source)) return `remote:${file.mark}`;
  return hashOf(file, [{ start: 0, end: Number.POSITIVE_INFINITY }]);
}

/** For samples, which read the beginnings of large files: hash of the first and last megabyte with size and time. */
export async function sampleHash(file: FoundFile): Promise<string> {
  if (isRemote(file.source) || file.bytes <= 2 * sampledBytes) return contentHash(file);
  const ends = [
    { start: 0, end: sampledBytes },
    { start: file.bytes - sampledBytes, end: file.bytes },
  ];
  return `${await hashOf(file, ends)}:${file.mark}`;
}

async function hashOf(file: FoundFile, ranges: readonly ByteRange[]): Promise<string> {
  const digest = await createDigest();
  try {
    for (const range of ranges)
      for await (const chunk of localBytes(file.source, range)) digest.update(chunk);
  } catch (error) {
    return `unreadable:${(error as NodeJS.ErrnoException).code}`;
  }
  return digest.value();
}
