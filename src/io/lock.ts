import { hostname } from "node:os";
import { UserError } from "../core/errors.ts";
import type { Files } from "../core/files.ts";

interface Holder {
  readonly pid: number;
  readonly host: string;
}

/** One run per workspace: takes the lock, or says who holds it. The result gives it back. */
export async function lockWorkspace(files: Files, folder: string): Promise<() => Promise<void>> {
  const path = `${folder}/lock`;
  const holder = { pid: process.pid, host: hostname() };
  try {
    const handle = await files.create(path);
    await handle.write(new TextEncoder().encode(JSON.stringify(holder)));
    await handle.close();
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== "EEXIST") throw error;
    await clearStaleLock(files, path, folder);
    return lockWorkspace(files, folder);
  }
  return () => files.remove(path);
}

async function clearStaleLock(files: Files, path: string, folder: string): Promise<void> {
  const holder = await readHolder(files, path);
  if (holder && (holder.host !== hostname() || isAlive(holder.pid))) {
    throw new UserError(
      `workspace ${folder}: process ${holder.pid} on ${holder.host} is running in it. Wait for it, or remove ${path} if it is gone`,
    );
  }
  await files.remove(path);
}

async function readHolder(files: Files, path: string): Promise<Holder | undefined> {
  try {
    return JSON.parse(new TextDecoder().decode(await files.read(path))) as Holder;
  } catch {
    return undefined; // gone in between, or torn by a crash: nobody holds it
  }
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === "EPERM";
  }
}
