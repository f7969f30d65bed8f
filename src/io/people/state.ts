import type { DatabaseSync } from "node:sqlite";
import type { Act, PeopleChanges, PeopleTable } from "../../core/people.ts";
import type { Row } from "../../core/table.ts";

/** Kinds of acts behind each table. */
const actsOf: Readonly<Record<PeopleTable, readonly Act["act"][]>> = {
  votes: ["answer", "skip", "label"],
  decisions: ["decide"],
  remarks: ["remark"],
  preferences: ["prefer"],
};

interface CountingDeed {
  readonly id: string;
  readonly document: string;
  readonly task: string;
  readonly voter: string;
  readonly at: number;
  readonly body: string;
}

/** The rows that one deed amounts to. */
const readers: Readonly<Record<PeopleTable, (deed: CountingDeed, act: Act) => Row[]>> = {
  votes: ({ document: id, task, voter, at }, act) =>
    labelsOf(act).map((label) => ({
      id,
      task,
      voter,
      kind: "person",
      label,
      confidence: null,
      at: new Date(at),
      seconds: "seconds" in act ? act.seconds : null,
    })),
  decisions: ({ document: id, voter }, act) => {
    if (act.act !== "decide") return [];
    const { verdict, reason } = act;
    return [
      {
        id,
        stage: "people",
        rule: "by_hand",
        verdict,
        value: null,
        bound: null,
        reason: `${voter}: ${reason}`,
      },
    ];
  },
  remarks: ({ document: id, task, voter, at }, act) => {
    if (act.act !== "remark" || (act.comment === "" && !act.flagged)) return [];
    return [{ id, task, voter, comment: act.comment, flagged: act.flagged, at: new Date(at) }];
  },
  preferences: ({ id, voter, at }, act) => {
    if (act.act !== "prefer" || (act.choice !== "left" && act.choice !== "right")) return [];
    const [chosen, rejected] = act.choice === "left" ? [act.left, act.right] : [act.right, act.left];
    return [{ id, prompt: "", chosen, rejected, margin: null, voter, at: new Date(at) }];
  },
};

/** Rows of a public table that people's deeds amount to, in a fixed order; of some documents when they are given. */
export function stateRows(database: DatabaseSync, table: PeopleTable, documents?: readonly string[]): Row[] {
  if (table === "preferences") return read(database, table, countingPreferences);
  const list = documents === undefined ? [] : [JSON.stringify(documents)];
  return read(database, table, counting(table, documents !== undefined), ...list);
}

function read(database: DatabaseSync, table: PeopleTable, sql: string, ...values: string[]): Row[] {
  const deeds = database.prepare(sql).all(...values) as unknown as CountingDeed[];
  return deeds.flatMap((deed) => readers[table](deed, JSON.parse(deed.body) as Act));
}

/** Of each person's deeds on a document the latest that was not taken back counts; of verdicts the latest of anybody. */
function counting(table: PeopleTable, isOfSome: boolean): string {
  const each = table === "decisions" ? "x.document" : "x.document, d.task, d.voter";
  const some = isOfSome ? "AND x.document IN (SELECT value FROM json_each(?))" : "";
  return `WITH latest AS (
      SELECT max(d.seq) AS seq, x.document AS document FROM deed_documents AS x JOIN deeds AS d ON d.seq = x.seq
      WHERE d.undone = 0 AND d.act IN (${quoted(actsOf[table])}) ${some} GROUP BY ${each})
    SELECT d.id, l.document, d.task, d.voter, d.at, d.body FROM latest AS l JOIN deeds AS d ON d.seq = l.seq
    ORDER BY l.document, d.task, d.voter`;
}

/** Of each person's judgements on a pair the latest that was not taken back, whichever side was left. */
const countingPreferences = `WITH judged AS (
    SELECT *, json_extract(body, '$.left') AS a, json_extract(body, '$.right') AS b FROM deeds WHERE undone = 0 AND act = 'prefer')
  SELECT id, '' AS document, task, voter, at, body FROM deeds
  WHERE seq IN (SELECT max(seq) FROM judged GROUP BY voter, task, min(a, b), max(a, b)) ORDER BY seq`;

/** What the deeds after `after` changed: an undo changes what the deed at the end of its chain is about. */
export function stateChanges(database: DatabaseSync, after: number): PeopleChanges {
  const touched = `WITH RECURSIVE touched(seq) AS (
      SELECT seq FROM deeds WHERE seq > ?1
      UNION SELECT d.undoes FROM touched AS t JOIN deeds AS d ON d.seq = t.seq WHERE d.undoes IS NOT NULL)`;
  const acts = database
    .prepare(`${touched} SELECT DISTINCT d.act FROM touched AS t JOIN deeds AS d ON d.seq = t.seq`)
    .all(after)
    .map(({ act }) => String(act));
  const documents = database
    .prepare(
      `${touched} SELECT DISTINCT x.document FROM touched AS t JOIN deed_documents AS x ON x.seq = t.seq`,
    )
    .all(after)
    .map(({ document }) => String(document));
  const tables = (Object.keys(actsOf) as PeopleTable[]).filter((table) =>
    actsOf[table].some((act) => acts.includes(act)),
  );
  return { tables, documents };
}

/** A skip is a vote without a label. */
function labelsOf(act: Act): (string | null)[] {
  if (act.act === "answer") return [...new Set(act.labels)];
  return [act.act === "label" ? act.label : null];
}

function quoted(words: readonly string[]): string {
  return words.map((word) => `'${word}'`).join(", ");
}
