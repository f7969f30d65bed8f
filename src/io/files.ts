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
import { dirname } from "node:path";
import type { FileHandle, Files } from "../core/files.ts";

/** The file system of this machine. */
export const files: Files = {
  async create(path) {
    return new OpenFile(await open(path, "wx"));
  },
  read: (path) => readFile(path),
  async hash(path) {
    const hash = createHash("sha256");
    for await (const chunk of createReadStream(path, { highWaterMark: 1 << 20 }))
      hash.update(chunk as Buffer);
    return hash.digest("hex");
  },
  async size(path) {
    return (await stat(path).catch(absentAsUndefined))?.size;
  },
  async list(folder) {
    return ((await readdir(folder).catch(absentAsUndefined)) ?? []).sort();
  },
  async makeFolder(path) {
    const first = await mkdir(path, { recursive: true });
    if (first !== undefined) await syncFolder(dirname(first));
  },
  rename,
  remove: (path) => rm(path, { recursive: true, force: true }),
  async syncFile(path) {
    const handle = await open(path, "r+");
    await handle.sync().finally(() => handle.close());
  },
  syncFolder,
};

/** True when this process may write in the folder. */
export async function isWritable(folder: string): Promise<boolean> {
  return access(folder, constants.W_OK).then(
    () => true,
    () => false,
  );
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

  async write(bytes: Uint8Array): Promise<void> {
    for (let done = 0; done < bytes.length; ) {
      done += (await this.handle.write(bytes, done)).bytesWritten;
    }
  }

  sync(): Promise<void> {
    return this.handle.sync();
  }

  close(): Promise<void> {
    return this.handle.close();
  }
}

function absentAsUndefined(error: NodeJS.ErrnoException): undefined {
  if (error.code === "ENOENT" || error.code === "ENOTDIR") return undefined;
  throw error;
}
