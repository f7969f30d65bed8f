import { literal } from "../../../core/database.ts";
import type { Row } from "../../../core/table.ts";

/** Everything the workspace knows of one document, table by table. */
export type Story = Readonly<Record<string, readonly Row[]>>;

/** Asks a workspace. */
export type Ask = (sql: string) => Promise<Row[]>;

/** A part of a text, in characters. */
export interface Piece {
  readonly from: number;
  readonly limit: number;
}

/**
 * Asks every table about one document; undefined when there is no such document. Of its text all, or a piece
 * with the `length` of the whole.
 */
export async function tellStory(ask: Ask, id: string, piece?: Piece): Promise<Story | undefined> {
  const key = literal(id);
  const text = piece
    ? `substr(text, ${piece.from + 1}, ${piece.limit}) AS text, length(text) AS length`
    : "text";
  const [document] = await ask(`SELECT * EXCLUDE (text) FROM documents WHERE id = ${key}`);
  if (!document) return undefined;
  // What extraction found of a page stands in `kept`.
  const [described] = await ask(`SELECT title, author, created FROM kept WHERE id = ${key}`);
  return {
    document: [{ ...document, ...described }],
    survives: await ask(`SELECT ${key} IN (SELECT id FROM survivors) AS survives`),
    decisions: await ask(`SELECT * EXCLUDE (id) FROM decisions WHERE id = ${key} ORDER BY stage, rule`),
    text: await ask(`SELECT ${text} FROM text WHERE id = ${key}`),
    // Places count characters of the text that a stage received: stage after stage, in the order of the run.
    edits: await ask(
      `SELECT * EXCLUDE (id) FROM edits WHERE id = ${key}
       ORDER BY list_position((SELECT list(name) FROM stages), stage), start, "end"`,
    ),
    duplicates: await ask(
      `SELECT id, keeper, method, similarity, kept, cluster FROM duplicates
       WHERE cluster IN (SELECT cluster FROM duplicates WHERE id = ${key})
       ORDER BY kept DESC, id = ${key} DESC, similarity DESC, id LIMIT 20`,
    ),
    votes: await ask(
      `SELECT task, label, voter, kind, confidence, "at" FROM votes WHERE id = ${key} AND label IS NOT NULL ORDER BY task, label, voter`,
    ),
    labels: await ask(`SELECT task, label, probability, source FROM labels WHERE id = ${key} ORDER BY task`),
    scores: await ask(`SELECT model, score, uncertainty FROM scores WHERE id = ${key} ORDER BY model`),
    tokens: await ask(`SELECT tokenizer, tokens FROM tokens WHERE id = ${key} ORDER BY tokenizer`),
    mixture: await ask(`SELECT split, rank, copy, part FROM mixture WHERE id = ${key} ORDER BY copy`),
    map: await ask(
      `SELECT x, y, z, map.cluster, name FROM map LEFT JOIN clusters USING (cluster) WHERE id = ${key}`,
    ),
    signals: (await ask(`SELECT * FROM signals WHERE id = ${key}`)).map(withoutId), // EXCLUDE refuses to leave no column
  };
}

function withoutId({ id: _, ...rest }: Row): Row {
  return rest;
}

/** The first id that begins like this, for whoever copied a part of one. */
export async function idLike(ask: Ask, id: string): Promise<string | undefined> {
  const [row] = await ask(
    `SELECT id FROM documents WHERE starts_with(id, ${literal(id)}) ORDER BY id LIMIT 1`,
  );
  return row && String(row.id);
}
