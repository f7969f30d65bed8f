import { DatabaseSync, type StatementSync } from "node:sqlite";
import { type Batch, decode, strings, texts } from "../../core/batch.ts";
import { indexText } from "./words.ts";

/** A word in the title weighs as much as so many in the text. */
const titleWeight = 3;
/** Words that are gathered in memory before they are written: fewer, larger segments. */
const gatheredBytes = 64 << 20;
const pageBytes = 8_192;
/** Longer texts are searched by their beginning. */
const longestText = 32 << 20;

/** A document that was found; `row` is its place in the index, from 1. */
export interface Found {
  readonly row: number;
  readonly id: string;
  /** BM25, larger is better. */
  readonly score: number;
}

/** Ids of documents in a row. */
export interface IndexIds {
  readonly bytes: Uint8Array<ArrayBuffer>;
  readonly offsets: Uint32Array<ArrayBuffer>;
}

/**
 * Writes the index of documents (`id`, `title`, `text`) into a new file, without their texts. `told` hears of every
 * batch. The file is whole once the promise is fulfilled; it has to be synced and renamed.
 */
export async function writeIndex(
  path: string,
  batches: AsyncIterable<Batch>,
  told: (documents: number) => void,
): Promise<void> {
  const database = new DatabaseSync(path);
  try {
    database.exec(`PRAGMA page_size = ${pageBytes}; PRAGMA journal_mode = MEMORY; PRAGMA synchronous = OFF;
      PRAGMA locking_mode = EXCLUSIVE; PRAGMA cache_size = -32000;
      CREATE VIRTUAL TABLE words USING fts5(title, text, content = '',
        tokenize = "unicode61 remove_diacritics 2 categories 'L* N* Co M*'");
      CREATE TABLE documents (row INTEGER PRIMARY KEY, id TEXT NOT NULL);
      CREATE TABLE facts (name TEXT PRIMARY KEY, value INTEGER NOT NULL) WITHOUT ROWID;
      INSERT INTO words(words, rank) VALUES ('hashsize', ${gatheredBytes}); BEGIN`);
    const words = database.prepare("INSERT INTO words(rowid, title, text) VALUES (?, ?, ?)");
    const documents = database.prepare("INSERT INTO documents(row, id) VALUES (?, ?)");
    let row = 0;
    for await (const batch of batches) {
      row = insert(batch, row, words, documents);
      told(row);
    }
    database.exec(`COMMIT; INSERT INTO words(words) VALUES ('optimize');
      INSERT INTO facts VALUES ('documents', ${row})`);
  } finally {
    database.close();
  }
}

function insert(batch: Batch, before: number, words: StatementSync, documents: StatementSync): number {
  const ids = strings(batch, "id");
  const titles = strings(batch, "title");
  const column = texts(batch);
  ids.forEach((id, i) => {
    const row = before + i + 1;
    words.run(row, indexText(titles[i] ?? ""), indexText(decode(column, i).slice(0, longestText)));
    documents.run(row, id ?? "");
  });
  return before + ids.length;
}

/** An index that was written whole, open for reading. */
export class IndexFile {
  readonly documents: number;
  private readonly database: DatabaseSync;
  private readonly counting: StatementSync;
  private readonly finding: StatementSync;
  private readonly matching: StatementSync;

  /** Throws for a file that is no index, is cut short, or was not finished. */
  constructor(path: string) {
    this.database = new DatabaseSync(path, { readOnly: true });
    try {
      this.database.exec("PRAGMA trusted_schema = OFF; PRAGMA cache_size = -64000");
      this.documents = this.number("SELECT value FROM facts WHERE name = 'documents'");
      if (!Number.isInteger(this.documents)) throw new Error(`${path} was not finished`);
      const match = "FROM words WHERE words MATCH ?";
      this.counting = this.database.prepare(`SELECT count(*) AS count ${match}`);
      this.matching = this.database.prepare(`SELECT rowid ${match}`);
      this.finding = this.database.prepare(`SELECT row, id, score FROM (
          SELECT rowid, -bm25(words, ${titleWeight}, 1) AS score ${match} ORDER BY score DESC, rowid LIMIT ? OFFSET ?)
        JOIN documents ON row = rowid ORDER BY score DESC, row`);
    } catch (error) {
      this.database.close();
      throw error;
    }
  }

  count(match: string): number {
    return Number(this.counting.get(match)!.count);
  }

  /** Best first; ties in the order of the documents. */
  find(match: string, limit: number, offset: number): Found[] {
    return this.finding
      .all(match, limit, offset)
      .map((found) => ({ row: Number(found.row), id: String(found.id), score: Number(found.score) }));
  }

  /** Rows of all documents that match, in order. */
  matches(match: string): Uint32Array<ArrayBuffer> {
    return Uint32Array.from(this.matching.all(match), ({ rowid }) => Number(rowid));
  }

  /** The ids of all rows: that of row i lies in `bytes` from `offsets[i - 1]` to `offsets[i]`. */
  ids(): IndexIds {
    const offsets = new Uint32Array(this.documents + 1);
    const parts: Buffer[] = [];
    let row = 0;
    for (const { id } of this.database.prepare("SELECT id FROM documents ORDER BY row").iterate()) {
      const bytes = Buffer.from(String(id));
      parts.push(bytes);
      offsets[row + 1] = offsets[row] + bytes.length;
      row++;
    }
    return { bytes: new Uint8Array(Buffer.concat(parts)), offsets };
  }

  close(): void {
    this.database.close();
  }

  private number(sql: string): number {
    return Number(Object.values(this.database.prepare(sql).get() ?? {})[0] ?? Number.NaN);
  }
}
