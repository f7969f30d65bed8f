import type { FileHandle, Files } from "../../src/core/files.ts";

/** One thing that was done to the disk; files are numbered as they are created. */
export type Operation =
  | { readonly kind: "create"; readonly path: string; readonly file: number }
  | { readonly kind: "write"; readonly file: number; readonly bytes: Uint8Array }
  | { readonly kind: "sync"; readonly file: number }
  | { readonly kind: "syncFile"; readonly path: string }
  | { readonly kind: "syncFolder"; readonly path: string }
  | { readonly kind: "makeFolder"; readonly path: string }
  | { readonly kind: "rename"; readonly from: string; readonly to: string }
  | { readonly kind: "remove"; readonly path: string };

/** The same files, and a log of all that changes the disk or makes it durable, in order. */
export function recordedFiles(files: Files, log: Operation[]): Files {
  let created = 0;
  const noted = <A extends unknown[]>(
    operation: (...args: A) => Promise<void>,
    note: (...args: A) => Operation,
  ) => {
    return async (...args: A) => {
      await operation(...args);
      log.push(note(...args));
    };
  };
  return {
    ...files,
    async create(path) {
      const handle = await files.create(path);
      const file = created++;
      log.push({ kind: "create", path, file });
      return recordedHandle(handle, file, log);
    },
    makeFolder: noted(files.makeFolder, (path) => ({ kind: "makeFolder", path })),
    rename: noted(files.rename, (from, to) => ({ kind: "rename", from, to })),
    remove: noted(files.remove, (path) => ({ kind: "remove", path })),
    syncFile: noted(files.syncFile, (path) => ({ kind: "syncFile", path })),
    syncFolder: noted(files.syncFolder, (path) => ({ kind: "syncFolder", path })),
  };
}

function recordedHandle(handle: FileHandle, file: number, log: Operation[]): FileHandle {
  return {
    async write(bytes) {
      await handle.write(bytes);
      log.push({ kind: "write", file, bytes: bytes.slice() });
    },
    async sync() {
      await handle.sync();
      log.push({ kind: "sync", file });
    },
    close: () => handle.close(),
  };
}
