import { literal } from "../core/database.ts";
import { UserError } from "../core/errors.ts";
import type { Row } from "../core/table.ts";
import type { Views } from "../io/open-views.ts";
import { colours } from "./colour.ts";
import { cell } from "./grid.ts";
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
    if (flags.json)
      process.stdout.write(
        `${JSON.stringify(story, (_, value) => (typeof value === "bigint" ? String(value) : value), 1)}\n`,
      );
    else process.stdout.write(storyText(story, flags.text ?? 600));
  });
}

/** Asks every table about one document. */
export async function tellStory({ database }: Views, id: string): Promise<Story> {
  const key = literal(id);
  const [document] = await database.rows(`SELECT * FROM documents WHERE id = ${key}`);
  if (!document)
    throw new UserError(`explain: no document ${JSON.stringify(id)}.${await nearId(database, id)}`);
  const of = (sql: string) => database.rows(sql);
  return {
    document: [document],
    text: await of(`SELECT text FROM text WHERE id = ${key}`),
    survives: await of(`SELECT ${key} IN (SELECT id FROM survivors) AS survives`),
    signals: await of(`SELECT * EXCLUDE (id) FROM signals WHERE id = ${key}`),
    decisions: await of(`SELECT * EXCLUDE (id) FROM decisions WHERE id = ${key} ORDER BY stage, rule`),
    edits: await of(`SELECT * EXCLUDE (id) FROM edits WHERE id = ${key} ORDER BY start`),
    duplicates: await of(
      `SELECT * FROM duplicates WHERE cluster IN (SELECT cluster FROM duplicates WHERE id = ${key}) ORDER BY kept DESC, similarity DESC, id LIMIT 20`,
    ),
    votes: await of(`SELECT task, voter, kind, label FROM votes WHERE id = ${key} ORDER BY task, voter`),
    labels: await of(`SELECT task, label, probability, source FROM labels WHERE id = ${key} ORDER BY task`),
    scores: await of(`SELECT model, score, uncertainty FROM scores WHERE id = ${key} ORDER BY model`),
    map: await of(
      `SELECT x, y, map.cluster, name FROM map LEFT JOIN clusters USING (cluster) WHERE id = ${key}`,
    ),
    tokens: await of(`SELECT tokenizer, tokens FROM tokens WHERE id = ${key} ORDER BY tokenizer`),
  };
}

function storyText(story: Story, textLimit: number): string {
  const paint = colours(process.stdout);
  const survives = story.survives[0].survives === true;
  const [document] = story.document;
  const lines = [
    `${paint.strong(String(document.id))}  ${survives ? paint.keep("kept") : paint.drop("dropped")}  ${cell(document.source)}:${cell(document.position)}`,
    ...fields(document, ["url", "title", "author", "created", "language"]),
    "",
    show(String(story.text[0]?.text ?? ""), { lines: true, limit: textLimit }),
    "",
  ];
  for (const [name, rows] of Object.entries(story)) {
    if (["document", "text", "survives"].includes(name)) continue;
    lines.push(paint.strong(name) + (rows.length === 0 ? paint.muted("  none") : ""));
    lines.push(...(name === "signals" ? signalLines(rows[0]) : rows.map((row) => `  ${rowLine(row)}`)));
  }
  return `${lines.join("\n")}\n`;
}

function fields(row: Row, names: readonly string[]): string[] {
  return names.filter((name) => row[name] !== null).map((name) => `  ${name} ${cell(row[name])}`);
}

function rowLine(row: Row): string {
  return Object.entries(row)
    .filter(([, value]) => value !== null)
    .map(([name, value]) => (name === "reason" || name === "rule" ? cell(value) : `${name} ${cell(value)}`))
    .join("  ");
}

/** Signals in three columns. */
function signalLines(row: Row | undefined): string[] {
  const parts = Object.entries(row ?? {}).map(([name, value]) => `${name} ${cell(value)}`.padEnd(36));
  return Array.from({ length: Math.ceil(parts.length / 3) }, (_, i) =>
    `  ${parts.slice(3 * i, 3 * i + 3).join("")}`.trimEnd(),
  );
}

async function nearId(database: Views["database"], id: string): Promise<string> {
  const [row] = await database.rows(
    `SELECT id FROM documents WHERE starts_with(id, ${literal(id)}) ORDER BY id LIMIT 1`,
  );
  return row
    ? ` Did you mean "${show(String(row.id))}"?`
    : ` Find ids with: sluice query "select id, source from documents"`;
}
