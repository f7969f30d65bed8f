import type { FileHandle, Files } from "../../src/core/files.ts";

/** What a process that is gone would have thrown. */
export class Death extends Error {
  override name = "Death";
}

/** Files that work until call `at` (from 1); it and every later one fail, and half of a dying write reaches the disk. */
export function dyingFiles(files: Files, at: number): Files {
  let calls = 0;
  const die = () => {
    if (++calls >= at) throw new Death(`died at call ${calls}`);
  };
  const dying = Object.fromEntries(
    Object.entries(files).map(([name, operation]) => [
      name,
      async (...args: never[]) => {
        die();
        return (operation as (...args: never[]) => Promise<unknown>)(...args);
      },
    ]),
  ) as unknown as Files;
  return { ...dying, create: async (path) => dyingHandle((await dying.create(path)) as FileHandle, die) };
}

function dyingHandle(handle: FileHandle, die: () => void): FileHandle {
  return {
    async write(bytes) {
      try {
        die();
      } catch (death) {
        await handle.write(bytes.subarray(0, bytes.length >> 1));
        throw death;
      }
      await handle.write(bytes);
    },
    async sync() {
      die();
      await handle.sync();
    },
    async close() {
      await handle.close();
      die();
    },
  };
}
