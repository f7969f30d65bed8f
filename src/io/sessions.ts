import { createHash, randomBytes } from "node:crypto";
import { chmodSync } from "node:fs";
import { resolve } from "node:path";
import { DatabaseSync } from "node:sqlite";

interface Person {
  readonly name: string;
  readonly role: "owner" | "annotator";
}

const day = 24 * 3600 * 1000;
/** A link is for now; a session ends after a month, or two weeks without use. */
const linkLife = day;
const sessionLife = 30 * day;
const idleLife = 14 * day;
/** How often the last use is written down. */
const touchEvery = 5 * 60 * 1000;

/**
 * Links and sessions of a workspace, in a file of their own beside people's deeds: it holds secrets (as hashes), so it is
 * readable by its owner alone and never exported. `now` gives milliseconds.
 */
export function openSessions(folder: string, now: () => number = Date.now) {
  const path = resolve(folder, "sessions.sqlite");
  const database = new DatabaseSync(path, { timeout: 5000, enableForeignKeyConstraints: true });
  chmodSync(path, 0o600);
  database.exec(`PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA trusted_schema = OFF;
    CREATE TABLE IF NOT EXISTS links (hash TEXT PRIMARY KEY, name TEXT NOT NULL, role TEXT NOT NULL, expires INTEGER NOT NULL) STRICT;
    CREATE TABLE IF NOT EXISTS sessions (hash TEXT PRIMARY KEY, name TEXT NOT NULL, role TEXT NOT NULL,
      expires INTEGER NOT NULL, used INTEGER NOT NULL) STRICT;`);
  const addLink = database.prepare("INSERT INTO links VALUES (?, ?, ?, ?)");
  const takeLink = database.prepare("DELETE FROM links WHERE hash = ? AND expires > ? RETURNING name, role");
  const add = database.prepare("INSERT INTO sessions VALUES (?, ?, ?, ?, ?)");
  const living = database.prepare(
    "SELECT name, role, used FROM sessions WHERE hash = ? AND expires > ? AND used > ?",
  );
  const touch = database.prepare("UPDATE sessions SET used = ? WHERE hash = ?");
  const remove = database.prepare("DELETE FROM sessions WHERE hash = ?");
  const owners = database.prepare(
    "SELECT count(*) AS n FROM sessions WHERE role = 'owner' AND expires > ? AND used > ?",
  );

  const alive = (hash: string) =>
    living.get(hash, now(), now() - idleLife) as (Person & { used: number }) | undefined;

  return {
    cookie: `sluice_${hashOf(resolve(folder)).slice(0, 8)}`,
    invite({ name, role }: Person): string {
      const token = randomBytes(24).toString("base64url");
      addLink.run(hashOf(token), name, role, now() + linkLife);
      return token;
    },
    enter(link: string): { token: string; person: Person } | undefined {
      const found = takeLink.get(hashOf(link), now()) as unknown as Person | undefined;
      if (found === undefined) return undefined;
      const person = { name: found.name, role: found.role };
      const token = randomBytes(24).toString("base64url");
      add.run(hashOf(token), person.name, person.role, now() + sessionLife, now());
      return { token, person };
    },
    find(token: string) {
      const hash = hashOf(token);
      const found = alive(hash);
      if (found === undefined) return undefined;
      if (now() - found.used > touchEvery) touch.run(now(), hash);
      const person: Person = { name: found.name, role: found.role };
      return { person, key: hash.slice(0, 16), isAlive: () => alive(hash) !== undefined };
    },
    end: (token: string): void => void remove.run(hashOf(token)),
    hasOwner: (): boolean => Number((owners.get(now(), now() - idleLife) as { n: number }).n) > 0,
    close: (): void => database.close(),
  };
}

function hashOf(token: string): string {
  return createHash("sha256").update(token).digest("hex");
}
