import { identifier, literal } from "../../../core/database.ts";
import type { Row } from "../../../core/table.ts";
import { catalogue } from "../../../features/signals/catalogue.ts";

/** Asks the workspace, with what people did up to now. */
export type Ask = (sql: string) => Promise<Row[]>;

/** Something that points can be coloured by. */
export interface Colouring {
  readonly name: string;
  readonly kind: "category" | "number";
  readonly label: string;
  readonly unit: string;
  /** It changes with what people do. */
  readonly isLive: boolean;
  /** Query that gives `id` and `value`, one row at most for each document; undefined where the points know it themselves. */
  readonly sql: string | undefined;
}

const numeric = /^(DOUBLE|FLOAT|U?(TINY|SMALL|BIG|HUGE)?INT(EGER)?|DECIMAL.*)$/;

/** Everything that the points of this workspace can be coloured by, in the order of a menu. */
export async function readColourings(ask: Ask): Promise<Colouring[]> {
  const columns = await ask("SELECT column_name AS name, column_type AS type FROM (DESCRIBE signals)");
  const [facts] = await ask(`SELECT
    (SELECT list(DISTINCT task ORDER BY task) FROM (SELECT task FROM labels WHERE label IS NOT NULL
      UNION SELECT task FROM votes WHERE kind = 'person' AND label IS NOT NULL)) AS tasks,
    (SELECT list(DISTINCT model ORDER BY model) FROM scores) AS models,
    (SELECT min(tokenizer) FROM tokens) AS tokenizer,
    (SELECT count(DISTINCT cluster) FROM map) > 1 AS clustered,
    EXISTS (FROM documents WHERE language IS NOT NULL) AS language,
    EXISTS (FROM (SELECT source FROM documents LIMIT 1)) AS source`);
  const measured = columns.filter(({ name, type }) => name === "language" && type === "VARCHAR").length > 0;
  return [
    ...(facts.clustered ? [category("cluster", "cluster", undefined)] : []),
    ...((facts.tasks ?? []) as string[]).map(labelColouring),
    { ...category("verdict", "verdict", verdictSql), isLive: true },
    ...(facts.source ? [category("source", "source", sourceSql)] : []),
    ...(measured || facts.language ? [category("language", "language", languageSql(measured))] : []),
    ...((facts.models ?? []) as string[]).map(scoreColouring),
    ...(facts.tokenizer === null ? [] : [tokensColouring(String(facts.tokenizer))]),
    ...columns.filter(({ name }) => name !== "id" && name !== "language").flatMap(signalColouring),
  ];
}

/** SQL of the language of every document: as it was detected, else as it was given. */
export function languageSql(isMeasured: boolean): string {
  return isMeasured
    ? "SELECT id, coalesce(signals.language, documents.language) AS value FROM documents LEFT JOIN signals USING (id)"
    : "SELECT id, language AS value FROM documents";
}

/** SQL of the label of every document: the newest answer of a person, else the surest label of a model. */
export function labelSql(task: string): string {
  const of = `task = ${literal(task)} AND label IS NOT NULL`;
  return `SELECT id, coalesce(said, found) AS value
    FROM (SELECT id, arg_max(label, (coalesce(probability, 0), label)) AS found FROM labels WHERE ${of} GROUP BY id)
    FULL JOIN (SELECT id, arg_max(label, ("at", label)) AS said FROM votes WHERE kind = 'person' AND ${of} GROUP BY id)
    USING (id)`;
}

/** Eight names of a path: what lies deeper counts for its folder (as in the report). */
const sourceSql = "SELECT id, array_to_string(string_split(source, '/')[:8], '/') AS value FROM documents";

const verdictSql = `SELECT id, CASE WHEN id NOT IN (SELECT id FROM survivors) THEN 'drop'
    WHEN id IN (SELECT id FROM decisions WHERE verdict = 'edit' AND id IS NOT NULL UNION SELECT id FROM edits) THEN 'edit'
    ELSE 'keep' END AS value FROM map`;

function category(name: string, label: string, sql: string | undefined): Colouring {
  return { name, kind: "category", label, unit: "", isLive: false, sql };
}

function labelColouring(task: string): Colouring {
  return { ...category(`label:${task}`, `label: ${task}`, labelSql(task)), isLive: true };
}

function number(name: string, label: string, unit: string, sql: string): Colouring {
  return { name, kind: "number", label, unit, isLive: false, sql };
}

function scoreColouring(model: string): Colouring {
  const sql = `SELECT id, max(score) AS value FROM scores WHERE model = ${literal(model)} GROUP BY id`;
  return number(`score:${model}`, `score: ${model}`, "", sql);
}

function tokensColouring(tokenizer: string): Colouring {
  const sql = `SELECT id, max(tokens) AS value FROM tokens WHERE tokenizer = ${literal(tokenizer)} GROUP BY id`;
  return number("tokens", `tokens (${tokenizer})`, "tokens", sql);
}

function signalColouring({ name, type }: Row): Colouring[] {
  const signal = String(name);
  const label = signal.replaceAll("_", " ");
  const sql = `SELECT id, ${identifier(signal)} AS value FROM signals`;
  const unit = catalogue().find((entry) => entry.name === signal)?.unit ?? "";
  if (numeric.test(String(type))) return [number(signal, label, unit, sql)];
  return type === "VARCHAR" || type === "BOOLEAN" ? [category(signal, label, sql)] : [];
}
