import { literal } from "../core/database.ts";
import { UserError } from "../core/errors.ts";
import type { Row } from "../core/table.ts";
import type { Views } from "../io/open-views.ts";
import { storyText } from "./explain-text.ts";
import { next, printJson, sameWorkspace, shellWord } from "./output.ts";
import { show } from "./show.ts";
import { withViews } from "./workspace.ts";

/** Flags of `sluice explain`. */
export interface ExplainFlags {
  readonly workspace?: string;
  readonly json?: boolean;
  /** Characters of text to print. */
  readonly text?: number;
}

/** Everything the workspace knows of one document, table by table. */
export type Story = Readonly<Record<string, readonly Row[]>>;

/** `sluice explain <id>`: one document's whole story. */
export async function explain(id: string, flags: ExplainFlags): Promise<void> {
  await withViews(flags.workspace, async (views) => {
    const story = await tellStory(views, id);
    if (flags.json) printJson(story);
    else process.stdout.write(storyText(story, flags.text ?? 600));
    next(nextOf(story, id, flags.workspace));
  });
}

/** Where a reader goes from here: to the copy that was kept, or to the rule that dropped it. */
function nextOf({ decisions, duplicates }: Story, id: string, workspace: string | undefined): string {
  const own = duplicates.find((row) => row.id === id);
  if (own && own.keeper !== id)
    return `sluice explain ${shellWord(String(own.keeper))}${sameWorkspace(workspace)}`;
  const dropped = decisions.find(({ verdict }) => verdict === "drop");
  if (dropped)
    return `sluice query ${shellWord(`select id, value, reason from decisions where rule = ${literal(String(dropped.rule))}`)}${sameWorkspace(workspace)}`;
  return `sluice rules list${sameWorkspace(workspace)}`;
}

/** Asks every table about one document. */
export async function tellStory({ database }: Views, id: string): Promise<Story> {
  const key = literal(id);
  const [document] = await database.rows(`SELECT * EXCLUDE (text) FROM documents WHERE id = ${key}`);
  if (!document)
    throw new UserError(`explain: no document ${JSON.stringify(id)}.${await nearId(database, id)}`);
  const of = (sql: string) => database.rows(sql);
  return {
    document: [document],
    survives: await of(`SELECT ${key} IN (SELECT id FROM survivors) AS survives`),
    decisions: await of(`SELECT * EXCLUDE (id) FROM decisions WHERE id = ${key} ORDER BY stage, rule`),
    text: await of(`SELECT text FROM text WHERE id = ${key}`),
    edits: await of(`SELECT * EXCLUDE (id) FROM edits WHERE id = ${key} ORDER BY start`),
    duplicates: await of(
      `SELECT id, keeper, method, similarity, kept, cluster FROM duplicates
       WHERE cluster IN (SELECT cluster FROM duplicates WHERE id = ${key})
       ORDER BY kept DESC, id = ${key} DESC, similarity DESC, id LIMIT 20`,
    ),
    votes: await of(
      `SELECT task, label, voter, kind FROM votes WHERE id = ${key} AND label IS NOT NULL ORDER BY task, label, voter`,
    ),
    labels: await of(`SELECT task, label, probability, source FROM labels WHERE id = ${key} ORDER BY task`),
    scores: await of(`SELECT model, score, uncertainty FROM scores WHERE id = ${key} ORDER BY model`),
    tokens: await of(`SELECT tokenizer, tokens FROM tokens WHERE id = ${key} ORDER BY tokenizer`),
    mixture: await of(`SELECT split, rank, copy, part FROM mixture WHERE id = ${key} ORDER BY copy`),
    map: await of(
      `SELECT x, y, map.cluster, name FROM map LEFT JOIN clusters USING (cluster) WHERE id = ${key}`,
    ),
    signals: (await of(`SELECT * FROM signals WHERE id = ${key}`)).map(withoutId), // EXCLUDE refuses to leave no column
  };
}

function withoutId({ id: _, ...rest }: Row): Row {
  return rest;
}

async function nearId(database: Views["database"], id: string): Promise<string> {
  const [row] = await database.rows(
    `SELECT id FROM documents WHERE starts_with(id, ${literal(id)}) ORDER BY id LIMIT 1`,
  );
  return row
    ? ` Did you mean "${show(String(row.id))}"?`
    : ` Find ids with: sluice query "select id, source from documents"`;
}
