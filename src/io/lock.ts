import { hostname } from "node:os";
import { resolve } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { UserError } from "../core/errors.ts";
import type { Files } from "../core/files.ts";
import { readRecord, writeRecord } from "../core/manifest.ts";

interface Holder {
  readonly pid: number;
  readonly host: string;
}

/** SQLite's result code for a lock that somebody else holds. */
const busy = 5;

/**
 * One run per workspace: takes the lock, or says who holds it. The result gives it back. The lock belongs to the process
 * by the operating system's word (SQLite's file lock), so it never outlives a dead one; `lock.json` only tells its name.
 */
export async function lockWorkspace(files: Files, folder: string): Promise<() => Promise<void>> {
  const note = `${folder}/lock.json`;
  const database = new DatabaseSync(resolve(folder, "lock"), { timeout: 0 });
  try {
    database.exec("PRAGMA journal_mode = OFF; BEGIN EXCLUSIVE");
  } catch (error) {
    database.close();
    throw (error as { errcode?: number }).errcode === busy ? await heldError(files, folder, note) : error;
  }
  const release = async () => {
    await files.remove(note).finally(() => database.close());
  };
  try {
    await writeRecord(files, note, { pid: process.pid, host: hostname() });
  } catch (error) {
    database.close();
    throw error;
  }
  return release;
}

async function heldError(files: Files, folder: string, note: string): Promise<UserError> {
  const holder = await readRecord<Holder>(files, note);
  const who = holder ? `process ${holder.pid} on ${holder.host}` : "another process";
  return new UserError(
    `workspace ${folder}: ${who} is running in it. Wait for it, or use another --workspace`,
  );
}
