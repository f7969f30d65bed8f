import type { DatabaseSync } from "node:sqlite";
import { UserError } from "../../core/errors.ts";
import { canonical } from "../../core/json.ts";
import {
  type Act,
  ConflictError,
  type Deed,
  type DeedFilter,
  type NewDeed,
  type People,
  type TaskDefinition,
} from "../../core/people.ts";
import { hasPeople, openFile, openFileToRead, peoplePath, telling } from "./open-file.ts";
import { stateChanges, stateRows } from "./state.ts";

/** Documents of a bulk act that a listed deed names. */
const named = 100;
/** Documents that an act on single documents is about. */
const singly = { answer: 1, skip: 1, remark: 1, prefer: 2, undo: 0, label: 0, decide: 0 };

interface StoredDeed {
  readonly seq: number;
  readonly id: string;
  readonly voter: string;
  readonly at: number;
  readonly act: string;
  readonly body: string;
  readonly undoes: number | null;
  readonly undone: number;
}

/** Opens the log of people's deeds of a workspace, or makes it; `now` gives the time of a deed in milliseconds. */
export function openPeople(folder: string, now: () => number = Date.now): People {
  const path = peoplePath(folder);
  const database = openFile(path);
  const log = new Log(database, now);
  const does = <T>(work: () => T) => telling(path, work);
  return {
    ...reading(database, does),
    deeds: (filter) => does(() => log.list(filter)),
    record: (voter, deeds) =>
      does(() => inTransaction(database, () => deeds.map((deed) => log.add(voter, deed)))),
    saveTask: (task) => does(() => saveTask(database, task)),
    close: () => database.close(),
  };
}

/** Asks the log of a workspace something and closes it; undefined when nobody did anything. Writes nothing, makes no file. */
export async function askPeople<T>(
  folder: string,
  ask: (people: PeopleState) => T | Promise<T>,
): Promise<T | undefined> {
  if (!hasPeople(folder)) return undefined;
  const path = peoplePath(folder);
  const database = openFileToRead(path);
  if (database === undefined) return undefined;
  try {
    return await ask(reading(database, (work) => telling(path, work)));
  } finally {
    database.close();
  }
}

/** What can be asked of a log that is only read. */
export type PeopleState = Pick<People, "rows" | "changes" | "version" | "tasks">;

function reading(database: DatabaseSync, does: <T>(work: () => T) => T): PeopleState {
  return {
    version: () => does(() => latest(database)),
    tasks: () => does(() => database.prepare("SELECT * FROM tasks ORDER BY task").all().map(asTask)),
    rows: (table, documents) => does(() => stateRows(database, table, documents)),
    changes: (after) => does(() => stateChanges(database, after)),
  };
}

function latest(database: DatabaseSync): number {
  return Number((database.prepare("SELECT max(seq) AS seq FROM deeds").get() as { seq: number | null }).seq);
}

/** The log in one transaction: what `add` says was written is on disk when the transaction is. */
class Log {
  private readonly database: DatabaseSync;
  private readonly now: () => number;
  private readonly byId;
  private readonly insert;
  private readonly insertDocument;
  private readonly documents;
  private readonly about;

  constructor(database: DatabaseSync, now: () => number) {
    this.database = database;
    this.now = now;
    this.byId = database.prepare("SELECT * FROM deeds WHERE id = ?");
    this.insert = database.prepare(
      "INSERT INTO deeds (id, voter, at, act, task, body, undoes) VALUES (?, ?, ?, ?, ?, ?, ?) RETURNING *",
    );
    this.insertDocument = database.prepare("INSERT OR IGNORE INTO deed_documents VALUES (?, ?)");
    this.documents = database.prepare(
      "SELECT document FROM deed_documents WHERE seq = ? ORDER BY document LIMIT ?",
    );
    this.about = database.prepare("SELECT count(*) AS about FROM deed_documents WHERE seq = ?");
  }

  add(voter: string, { id, act }: NewDeed): Deed {
    const { body, documents } = split(act);
    const known = this.find(id);
    if (known !== undefined) return this.again(known, voter, body, documents);
    const target = act.act === "undo" ? this.target(act.deed, voter) : undefined;
    const task = "task" in act ? act.task : null;
    const row = this.insert.get(id, voter, this.now(), act.act, task, body, target?.seq ?? null);
    const { seq } = row as unknown as StoredDeed;
    for (const document of documents) this.insertDocument.run(seq, document);
    if (target !== undefined) this.settle(target.seq);
    return this.deed(row as unknown as StoredDeed);
  }

  list({ voter, task, acts, limit, whole = false }: DeedFilter): Deed[] {
    const wanted = acts === undefined ? null : JSON.stringify(acts);
    const rows = this.database
      .prepare(
        `SELECT * FROM deeds WHERE (?1 IS NULL OR voter = ?1) AND (?2 IS NULL OR task = ?2)
          AND (?3 IS NULL OR act IN (SELECT value FROM json_each(?3))) ORDER BY seq DESC LIMIT ?4`,
      )
      .all(voter ?? null, task ?? null, wanted, limit);
    return rows.map((row) => this.deed(row as unknown as StoredDeed, whole ? -1 : named));
  }

  /** The same deed sent once more is accepted once more; another one under its id is not. */
  private again(known: StoredDeed, voter: string, body: string, documents: readonly string[]): Deed {
    const isSame =
      known.voter === voter &&
      known.body === body &&
      canonical(this.documentsOf(known.seq)) === canonical([...new Set(documents)].sort(byCodePoint));
    if (!isSame)
      throw new ConflictError(`deed ${known.id}: this id was given to another deed. Make a new one`);
    return this.deed(known);
  }

  private target(id: string, voter: string): StoredDeed {
    const target = this.find(id);
    if (target === undefined) throw new UserError(`undo: there is no deed ${id}`);
    if (target.voter !== voter) throw new UserError(`undo: deed ${id} is ${target.voter}'s, not yours`);
    return target;
  }

  /** A deed is undone while some undo of it is not undone itself. */
  private settle(seq: number): void {
    const update = this.database.prepare(
      `UPDATE deeds SET undone = EXISTS (SELECT 1 FROM deeds AS u WHERE u.undoes = deeds.seq AND u.undone = 0)
        WHERE seq = ? RETURNING undoes`,
    );
    for (let next: number | null = seq; next !== null; )
      next = (update.get(next) as { undoes: number | null }).undoes;
  }

  private find(id: string): StoredDeed | undefined {
    return this.byId.get(id) as unknown as StoredDeed | undefined;
  }

  private documentsOf(seq: number, limit = -1): string[] {
    return this.documents.all(seq, limit).map(({ document }) => String(document));
  }

  /** `most` bounds the documents that a bulk act names; -1 for all. */
  private deed({ seq, id, voter, at, act: kind, body, undone }: StoredDeed, most = named): Deed {
    const told = JSON.parse(body) as Act;
    const isBulk = kind === "label" || kind === "decide";
    const act = isBulk ? ({ ...told, documents: this.documentsOf(seq, most) } as Act) : told;
    const about = isBulk ? (this.about.get(seq) as { about: number }).about : singly[told.act];
    return { seq, id, voter, at: new Date(at), act, undone: undone === 1, about };
  }
}

/** What is written into the row of a deed, and the documents that it is about. */
function split(act: Act): { body: string; documents: readonly string[] } {
  if (act.act === "label" || act.act === "decide") {
    const { documents, ...rest } = act;
    return { body: canonical(rest), documents };
  }
  return { body: canonical(act), documents: "document" in act ? [act.document] : [] };
}

function inTransaction<T>(database: DatabaseSync, work: () => T): T {
  database.exec("BEGIN IMMEDIATE");
  try {
    const result = work();
    database.exec("COMMIT");
    return result;
  } catch (error) {
    if (database.isTransaction) database.exec("ROLLBACK");
    throw error;
  }
}

function saveTask(database: DatabaseSync, { task, labels, multiple, guidelines }: TaskDefinition): void {
  database
    .prepare("INSERT OR REPLACE INTO tasks VALUES (?, ?, ?, ?)")
    .run(task, JSON.stringify(labels), multiple ? 1 : 0, guidelines);
}

function asTask(row: Record<string, unknown>): TaskDefinition {
  const labels = JSON.parse(String(row.labels)) as string[];
  return { task: String(row.task), labels, multiple: row.multiple === 1, guidelines: String(row.guidelines) };
}

/** SQLite's order of texts: by their bytes in UTF-8. */
function byCodePoint(a: string, b: string): number {
  return Buffer.compare(Buffer.from(a), Buffer.from(b));
}
