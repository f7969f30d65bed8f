import { existsSync } from "node:fs";
import { resolve } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { pathToFileURL } from "node:url";
import { MachineError, UserError } from "../../core/errors.ts";

/** Raise it when versions of Sluice that know only older ones must not touch the file. */
const schemaVersion = 1;

/** `undone` is derived from later rows and kept for speed; nothing else in `deeds` ever changes. */
const tables = `
  CREATE TABLE deeds (seq INTEGER PRIMARY KEY AUTOINCREMENT, id TEXT NOT NULL UNIQUE, voter TEXT NOT NULL, at INTEGER NOT NULL,
    act TEXT NOT NULL, task TEXT, body TEXT NOT NULL, undoes INTEGER REFERENCES deeds(seq), undone INTEGER NOT NULL DEFAULT 0) STRICT;
  CREATE INDEX deeds_of_voter ON deeds(voter, seq);
  CREATE INDEX deeds_undoing ON deeds(undoes) WHERE undoes IS NOT NULL;
  CREATE TABLE deed_documents (seq INTEGER NOT NULL REFERENCES deeds(seq), document TEXT NOT NULL,
    PRIMARY KEY (seq, document)) STRICT, WITHOUT ROWID;
  CREATE INDEX deeds_on_document ON deed_documents(document);
  CREATE TABLE tasks (task TEXT PRIMARY KEY, labels TEXT NOT NULL, multiple INTEGER NOT NULL, guidelines TEXT NOT NULL) STRICT;
  PRAGMA user_version = ${schemaVersion};`;

/** Where a workspace keeps what people did. */
export function peoplePath(folder: string): string {
  return resolve(folder, "people.sqlite");
}

/** True when there is a log of people's deeds. */
export function hasPeople(folder: string): boolean {
  return existsSync(peoplePath(folder));
}

/** Opens the file of people's deeds, or makes it. Everything done with it goes through `telling`. */
export function openFile(path: string): DatabaseSync {
  const options = { timeout: 5000, enableForeignKeyConstraints: true };
  const database = telling(path, () => new DatabaseSync(path, options));
  return prepared(path, database, () => {
    database.exec("PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL");
    if (versionOf(path, database) === 0) make(database);
  });
}

/** Opens a file that is there without writing anything, in a folder that cannot be written too; undefined when it holds no log yet. */
export function openFileToRead(path: string): DatabaseSync | undefined {
  try {
    return toRead(path, path);
  } catch (error) {
    // Without leave to make the index of the write-ahead log SQLite reads only what it may take for unchanging.
    if (!(error instanceof MachineError)) throw error;
    return toRead(path, new URL("?immutable=1", pathToFileURL(path)));
  }
}

function toRead(path: string, place: string | URL): DatabaseSync | undefined {
  const database = telling(path, () => new DatabaseSync(place, { timeout: 5000, readOnly: true }));
  let found = 0;
  prepared(path, database, () => {
    found = versionOf(path, database);
  });
  if (found > 0) return database;
  database.close();
  return undefined;
}

function prepared(path: string, database: DatabaseSync, work: () => void): DatabaseSync {
  try {
    telling(path, () => {
      database.exec("PRAGMA trusted_schema = OFF");
      database.enableDefensive(true);
      work();
    });
    return database;
  } catch (error) {
    database.close();
    throw error;
  }
}

function versionOf(path: string, database: DatabaseSync): number {
  const { user_version: found } = database.prepare("PRAGMA user_version").get() as { user_version: number };
  if (found <= schemaVersion) return found;
  throw new UserError(
    `${path}: made by a newer Sluice (version ${found}, this one reads ${schemaVersion}). Update Sluice`,
  );
}

/** Two processes may come at once: the second finds the tables when it has the lock. */
function make(database: DatabaseSync): void {
  database.exec("BEGIN IMMEDIATE");
  const { user_version: found } = database.prepare("PRAGMA user_version").get() as { user_version: number };
  database.exec(found === 0 ? `${tables} COMMIT` : "COMMIT");
}

/** What the machine refuses, by SQLite's result code. */
const refusals: Readonly<Record<number, readonly [code: string, what: string]>> = {
  5: ["EBUSY", "another process is writing in it and does not end. Try again"],
  8: ["EROFS", "cannot be written. Change the permissions"],
  10: ["EIO", "the disk failed. Check the disk"],
  13: ["ENOSPC", "the disk is full. Free some space, then try again"],
  14: ["EACCES", "cannot be opened. Change the permissions"],
};

/** Does some work with the file: a damaged one and what the machine refuses are told in one line, and the file is left as it is. */
export function telling<T>(path: string, work: () => T): T {
  try {
    return work();
  } catch (cause) {
    throw explained(path, cause);
  }
}

function explained(path: string, cause: unknown): unknown {
  const { errcode, message = "" } = cause as { errcode?: number; message?: string };
  if (errcode === undefined) return cause;
  const isDamaged = [11, 26].includes(errcode & 0xff); // SQLITE_CORRUPT, SQLITE_NOTADB
  if (isDamaged)
    return new UserError(
      `${path}: damaged (${message}). It holds what people answered: keep a copy, then mend it with: sqlite3 ${path} .recover | sqlite3 mended.sqlite`,
      { cause },
    );
  const refusal = refusals[errcode & 0xff];
  return refusal === undefined ? cause : new MachineError(`${path}: ${refusal[1]}`, refusal[0], { cause });
}
