import { createHash } from "node:crypto";
import { constants, createReadStream } from "node:fs";
import {
  access,
  mkdir,
  type FileHandle as NodeHandle,
  open,
  readdir,
  readFile,
  rename,
  rm,
  stat,
} from "node:fs/promises";
import { dirname, resolve } from "node:path";
import type { FileHandle, Files } from "../core/files.ts";
import { explained } from "./machine-error.ts";

/** The file system of this machine. What it refuses is told in a `MachineError`. */
export const files: Files = {
  create: explaining(async (path: string) => new OpenFile(await open(path, "wx"))),
  read: explaining((path: string) => readFile(path)),
  hash: explaining(hashFile),
  size: explaining(async (path: string) => (await stat(path).catch(absentAsUndefined))?.size),
  list: explaining(async (folder: string) => ((await readdir(folder).catch(absentAsUndefined)) ?? []).sort()),
  makeFolder: explaining(makeFolder),
  rename: explaining(rename as (from: string, to: string) => Promise<void>),
  remove: explaining((path: string) => rm(path, { recursive: true, force: true })),
  syncFile: explaining(async (path: string) => {
    const handle = await open(path, "r+");
    await handle.sync().finally(() => handle.close());
  }),
  syncFolder: explaining(syncFolder),
};

/** True when this process may write in the folder. */
export async function isWritable(folder: string): Promise<boolean> {
  return access(folder, constants.W_OK).then(
    () => true,
    () => false,
  );
}

async function hashFile(path: string): Promise<string> {
  const hash = createHash("sha256");
  for await (const chunk of createReadStream(path, { highWaterMark: 1 << 20 })) hash.update(chunk as Buffer);
  return hash.digest("hex");
}

/** Makes a folder and makes every new name on its path durable. */
async function makeFolder(path: string): Promise<void> {
  const first = await mkdir(path, { recursive: true });
  if (first === undefined) return;
  const outermost = resolve(first).length;
  for (let made = resolve(path); made.length >= outermost; made = dirname(made))
    await syncFolder(dirname(made));
}

/** Makes renames in a folder durable; Windows has no such call. */
async function syncFolder(path: string): Promise<void> {
  if (process.platform === "win32") return;
  const handle = await open(path, "r");
  await handle.sync().finally(() => handle.close());
}

class OpenFile implements FileHandle {
  private readonly handle: NodeHandle;

  constructor(handle: NodeHandle) {
    this.handle = handle;
  }

  readonly write = explaining(async (bytes: Uint8Array): Promise<void> => {
    for (let done = 0; done < bytes.length; ) {
      done += (await this.handle.write(bytes, done)).bytesWritten;
    }
  });

  readonly sync = explaining(() => this.handle.sync());

  readonly close = explaining(() => this.handle.close());
}

function explaining<A extends unknown[], R>(
  operation: (...args: A) => Promise<R>,
): (...args: A) => Promise<R> {
  return async (...args) => {
    try {
      return await operation(...args);
    } catch (error) {
      throw explained(error);
    }
  };
}

function absentAsUndefined(error: NodeJS.ErrnoException): undefined {
  if (error.code === "ENOENT" || error.code === "ENOTDIR") return undefined;
  throw error;
}
