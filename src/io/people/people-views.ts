import { type Database, identifier, literal } from "../../core/database.ts";
import type { People, PeopleTable } from "../../core/people.ts";
import { contract, type Row, type Schema } from "../../core/table.ts";

const schemas: Readonly<Record<PeopleTable, Schema>> = {
  votes: contract.votes,
  preferences: contract.preferences,
  decisions: contract.decisions,
  remarks: {
    id: "VARCHAR",
    task: "VARCHAR",
    voter: "VARCHAR",
    comment: "VARCHAR",
    flagged: "BOOLEAN",
    at: "TIMESTAMP",
  },
};

const names = Object.keys(schemas) as PeopleTable[];
const chunk = 10_000;

/** Which state of the log an engine holds. */
const held = new WeakMap<Database, number>();

/** Makes the empty tables `people_votes`, `people_decisions`, `people_preferences` and `people_remarks`. */
export async function createPeopleTables(database: Database): Promise<void> {
  for (const name of names) {
    const columns = Object.entries(schemas[name]).map(([column, type]) => `${identifier(column)} ${type}`);
    await database.execute(`CREATE TABLE people_${name} (${columns.join(", ")})`);
  }
  await database.execute("CREATE VIEW remarks AS SELECT * FROM people_remarks");
}

/** SQL of a public view with what people did since the run: preferences are by id in the log, by text in the table. */
export function withPeopleRows(view: string, sql: string): string {
  if (view === "votes" || view === "decisions")
    return `${sql} UNION ALL BY NAME SELECT * FROM people_${view}`;
  if (view !== "preferences") return sql;
  return `${sql} UNION ALL BY NAME SELECT p.* REPLACE (c.text AS chosen, r.text AS rejected) FROM people_preferences AS p
    JOIN text AS c ON c.id = p.chosen JOIN text AS r ON r.id = p.rejected`;
}

/** Brings the tables up to the present state of the log: the rows of those documents that somebody did something about since. */
export async function refreshPeople(
  database: Database,
  people: Pick<People, "rows" | "changes" | "version">,
): Promise<void> {
  const version = people.version();
  const before = held.get(database);
  if (before === version) return;
  if (before === undefined) for (const name of names) await fill(database, name, people.rows(name));
  else await fillChanged(database, people, before);
  held.set(database, version);
}

async function fillChanged(
  database: Database,
  people: Pick<People, "rows" | "changes">,
  before: number,
): Promise<void> {
  const { tables, documents } = people.changes(before);
  for (const name of tables) {
    if (name === "preferences") {
      await database.execute(`DELETE FROM people_${name}`);
      await fill(database, name, people.rows(name));
      continue;
    }
    for (let at = 0; at < documents.length; at += chunk) {
      const some = documents.slice(at, at + chunk);
      const list = `from_json(${jsonLiteral(some)}, '["VARCHAR"]')`;
      await database.execute(`DELETE FROM people_${name} WHERE id IN (SELECT unnest(${list}))`);
      await fill(database, name, people.rows(name, some));
    }
  }
}

/** JSON is the quickest way for rows into the engine: one literal, read column by column. */
async function fill(database: Database, name: PeopleTable, rows: readonly Row[]): Promise<void> {
  const columns = Object.entries(schemas[name]);
  const structure = literal(JSON.stringify([Object.fromEntries(columns)]));
  for (let at = 0; at < rows.length; at += chunk) {
    const json = jsonLiteral(rows.slice(at, at + chunk));
    const list = columns.map(([column]) => `r.${identifier(column)}`).join(", ");
    await database.execute(
      `INSERT INTO people_${name} SELECT ${list} FROM (SELECT unnest(from_json(${json}, ${structure})) AS r)`,
    );
  }
}

/** The engine takes neither NUL nor half a surrogate pair in a text: both become U+FFFD. A backslash before them is one of the text. */
function jsonLiteral(value: unknown): string {
  const json = JSON.stringify(value).replace(/\\\\|\\u0000|\\ud[89a-f][0-9a-f]{2}/g, (found) =>
    found === "\\\\" ? found : "\\ufffd",
  );
  return literal(json);
}
