import { existsSync } from "node:fs";
import { resolve } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { UserError } from "../../core/errors.ts";

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

/** Opens the file of people's deeds, or makes it; a damaged or newer one is told in one line and left as it is. */
export function openFile(folder: string): DatabaseSync {
  const path = peoplePath(folder);
  const database = new DatabaseSync(path, { timeout: 5000, enableForeignKeyConstraints: true });
  try {
    database.exec("PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA trusted_schema = OFF");
    database.enableDefensive(true);
    const { user_version: found } = database.prepare("PRAGMA user_version").get() as { user_version: number };
    if (found > schemaVersion)
      throw new UserError(
        `${path}: made by a newer Sluice (version ${found}, this one reads ${schemaVersion}). Update Sluice`,
      );
    if (found === 0) make(database);
    return database;
  } catch (cause) {
    database.close();
    throw explained(path, cause);
  }
}

/** Two processes may come at once: the second finds the tables when it has the lock. */
function make(database: DatabaseSync): void {
  database.exec("BEGIN IMMEDIATE");
  const { user_version: found } = database.prepare("PRAGMA user_version").get() as { user_version: number };
  database.exec(found === 0 ? `${tables} COMMIT` : "COMMIT");
}

function explained(path: string, cause: unknown): unknown {
  const { errcode = 0, message = "" } = cause as { errcode?: number; message?: string };
  const isDamaged = [11, 26].includes(errcode & 0xff); // SQLITE_CORRUPT, SQLITE_NOTADB
  if (!isDamaged) return cause;
  return new UserError(
    `${path}: damaged (${message}). It holds what people answered: keep a copy, then mend it with: sqlite3 people.sqlite .recover`,
    { cause },
  );
}
