/**
 * Every file operation of a workspace passes this interface, so that a test can make the n-th one fail
 * or die there. The real one and the faulty one are in `src/io/files.ts` and `src/io/faults.ts`.
 */
export interface Files {
  /** Opens a file that must not exist yet. */
  create(path: string): Promise<FileHandle>;
  read(path: string): Promise<Uint8Array>;
  /** SHA-256 of what is on disk, as hex. */
  hash(path: string): Promise<string>;
  /** Size in bytes, or undefined when there is no such file. */
  size(path: string): Promise<number | undefined>;
  list(folder: string): Promise<string[]>;
  /** Makes a folder and its parents. */
  makeFolder(path: string): Promise<void>;
  rename(from: string, to: string): Promise<void>;
  /** Removes a file or a whole folder; no error when it is absent. */
  remove(path: string): Promise<void>;
  syncFile(path: string): Promise<void>;
  syncFolder(path: string): Promise<void>;
}

/** A file open for writing, front to back. */
export interface FileHandle {
  write(bytes: Uint8Array): Promise<void>;
  sync(): Promise<void>;
  close(): Promise<void>;
}

/** What a commit promises about a file: its name in the folder, size and SHA-256. */
export interface FileFact {
  readonly file: string;
  readonly bytes: number;
  readonly hash: string;
}

/** The temporary name beside `path`; readers go by manifests, so a leftover is invisible. */
export function temporaryName(path: string): string {
  const slash = path.lastIndexOf("/");
  return `${path.slice(0, slash + 1)}.${path.slice(slash + 1)}.tmp`;
}

/** Uses an open file and closes it, whatever happens. */
export async function using<T>(handle: FileHandle, work: (handle: FileHandle) => Promise<T>): Promise<T> {
  try {
    return await work(handle);
  } finally {
    await handle.close();
  }
}

/**
 * Commits a file that was written under its temporary name: sync, read back for the hash, rename.
 * The rename is durable after the next `syncFolder`, which the caller does once for all files of a task.
 */
export async function commitFile(files: Files, path: string): Promise<FileFact> {
  const temporary = temporaryName(path);
  await files.syncFile(temporary);
  const bytes = await files.size(temporary);
  const hash = await files.hash(temporary);
  await files.rename(temporary, path);
  return { file: path.slice(path.lastIndexOf("/") + 1), bytes: bytes ?? 0, hash };
}

/** Writes a small file whole: a reader sees the old content or the new, never a part. */
export async function writeWhole(files: Files, path: string, content: string): Promise<void> {
  const temporary = temporaryName(`${path}.${process.pid}`); // two processes never share one
  await files.remove(temporary);
  await using(await files.create(temporary), async (handle) => {
    await handle.write(new TextEncoder().encode(content));
    await handle.sync();
  });
  await files.rename(temporary, path);
  await files.syncFolder(path.slice(0, path.lastIndexOf("/")));
}
