import { numbers } from "../core/batch.ts";
import { literal } from "../core/database.ts";
import type { QueryContext } from "../core/stage.ts";
import { byCodeUnit, type VoteMatrix } from "./votes.ts";

/** The votes on all surviving documents, numbered by their ids, and what people say about them. */
export interface TaskVotes {
  readonly votes: VoteMatrix;
  /** The label most people gave to each document, -1 without people or on a tie; all labels of a person's latest answer count. */
  readonly gold: Int32Array;
}

/**
 * Reads the votes of a task. Leaves the numbering of documents in the temporary table `label_items` (item, id) and
 * people's verdicts in `label_gold` (item, label, share).
 */
export async function readVotes(
  context: QueryContext,
  task: string,
  functions: readonly string[],
  labels?: readonly string[],
): Promise<TaskVotes> {
  await prepare(context, task);
  const names = async (sql: string) => (await context.rows(sql)).map(({ name }) => String(name));
  const voters = [
    ...new Set([...functions, ...(await names("SELECT DISTINCT voter AS name FROM label_votes"))]),
  ].toSorted(byCodeUnit);
  const known =
    labels ??
    (
      await names("SELECT label AS name FROM label_votes UNION SELECT label AS name FROM label_gold")
    ).toSorted(byCodeUnit);
  await number(context, "label_voters", voters);
  await number(context, "label_names", known);
  return { votes: await readMatrix(context, voters, known), gold: await readGold(context) };
}

async function prepare(context: QueryContext, task: string): Promise<void> {
  const mine = `${context.table("votes")} AS v WHERE v.task = ${literal(task)}`;
  await context.execute(`CREATE OR REPLACE TEMP TABLE label_items AS
    SELECT row_number() OVER (ORDER BY s.id) - 1 AS item, s.id FROM ${context.table("survivors")} AS s`);
  await context.execute(`CREATE OR REPLACE TEMP TABLE label_votes AS
    SELECT i.item, v.voter, min(v.label) AS label
    FROM (SELECT * FROM ${mine} AND v.kind <> 'person' AND v.label IS NOT NULL) AS v
    JOIN label_items AS i ON i.id = v.id GROUP BY i.item, v.voter`);
  await context.execute(`CREATE OR REPLACE TEMP TABLE label_gold AS
    WITH latest AS (
      SELECT DISTINCT v.id, v.voter, v.label, rank() OVER (PARTITION BY v.id, v.voter ORDER BY v.at DESC NULLS LAST) AS age
      FROM ${mine} AND v.kind = 'person'
    ), tally AS (
      SELECT id, label, count(*) AS people FROM latest WHERE age = 1 AND label IS NOT NULL GROUP BY id, label
    ), ranked AS (
      SELECT id, label, people, sum(people) OVER (PARTITION BY id) AS everybody,
        row_number() OVER (PARTITION BY id ORDER BY people DESC, label) AS place,
        lead(people) OVER (PARTITION BY id ORDER BY people DESC, label) AS next
      FROM tally
    )
    SELECT i.item, r.label, CAST(r.people AS DOUBLE) / r.everybody AS share
    FROM ranked AS r JOIN label_items AS i ON i.id = r.id
    WHERE r.place = 1 AND (r.next IS NULL OR r.next < r.people)`);
}

async function number(context: QueryContext, table: string, names: readonly string[]): Promise<void> {
  const rows = names.map((name, code) => `(${code}, ${literal(name)})`).join(", ");
  await context.execute(`CREATE OR REPLACE TEMP TABLE ${table} (code INTEGER, name VARCHAR)`);
  if (rows !== "") await context.execute(`INSERT INTO ${table} VALUES ${rows}`);
}

async function readMatrix(
  context: QueryContext,
  voters: readonly string[],
  labels: readonly string[],
): Promise<VoteMatrix> {
  const coded = `FROM label_votes AS v JOIN label_voters AS w ON w.name = v.voter JOIN label_names AS l ON l.name = v.label`;
  const items = await count(context, "FROM label_items");
  const size = await count(context, coded);
  const offsets = new Int32Array(items + 1);
  const voter = new Int32Array(size);
  const label = new Uint16Array(size);
  let at = 0;
  const sql = `SELECT v.item AS item, w.code AS voter, l.code AS label ${coded} ORDER BY v.item, w.code`;
  for await (const batch of context.batches(sql)) {
    voter.set(numbers(batch, "voter"), at);
    label.set(numbers(batch, "label"), at);
    for (const item of numbers(batch, "item")) offsets[item + 1]++;
    at += batch.numRows;
    context.progress(at, size);
  }
  for (let i = 0; i < items; i++) offsets[i + 1] += offsets[i];
  return { items, voters, labels, offsets, voter, label };
}

async function readGold(context: QueryContext): Promise<Int32Array> {
  const gold = new Int32Array(await count(context, "FROM label_items")).fill(-1);
  const sql =
    "SELECT g.item AS item, l.code AS label FROM label_gold AS g JOIN label_names AS l ON l.name = g.label";
  for await (const batch of context.batches(sql)) {
    const labels = numbers(batch, "label");
    numbers(batch, "item").forEach((item, row) => {
      gold[item] = labels[row];
    });
  }
  return gold;
}

async function count(context: QueryContext, from: string): Promise<number> {
  return Number((await context.rows(`SELECT count(*) AS n ${from}`))[0].n);
}
