import type { DatabaseSync } from "node:sqlite";
import type { PeopleTable } from "../../core/people.ts";
import type { Row, Value } from "../../core/table.ts";

/** The present state in SQL: of each person's deeds on a document the latest that was not taken back counts. */
const queries: Readonly<Record<PeopleTable, string>> = {
  votes: `WITH said AS (
      SELECT d.*, x.document, row_number() OVER (PARTITION BY d.voter, d.task, x.document ORDER BY d.seq DESC) AS age
      FROM deeds AS d JOIN deed_documents AS x ON x.seq = d.seq
      WHERE d.undone = 0 AND d.act IN ('answer', 'skip', 'label'))
    SELECT s.document AS id, s.task, s.voter, 'person' AS kind, l.value AS label, NULL AS confidence, s.at,
      json_extract(s.body, '$.seconds') AS seconds
    FROM said AS s, json_each(CASE s.act WHEN 'answer' THEN json_extract(s.body, '$.labels')
      WHEN 'label' THEN json_array(json_extract(s.body, '$.label')) ELSE '[null]' END) AS l
    WHERE s.age = 1 ORDER BY s.document, s.task, s.voter, l.key`,
  preferences: `WITH judged AS (
      SELECT d.*, json_extract(d.body, '$.left') AS "left", json_extract(d.body, '$.right') AS "right",
        json_extract(d.body, '$.choice') AS choice FROM deeds AS d WHERE d.undone = 0 AND d.act = 'prefer'),
    aged AS (
      SELECT *, row_number() OVER (PARTITION BY voter, task, min("left", "right"), max("left", "right") ORDER BY seq DESC) AS age
      FROM judged)
    SELECT id, '' AS prompt, iif(choice = 'left', "left", "right") AS chosen, iif(choice = 'left', "right", "left") AS rejected,
      NULL AS margin, voter, at FROM aged WHERE age = 1 AND choice IN ('left', 'right') ORDER BY seq`,
  decisions: `WITH decided AS (
      SELECT d.*, x.document, row_number() OVER (PARTITION BY x.document ORDER BY d.seq DESC) AS age
      FROM deeds AS d JOIN deed_documents AS x ON x.seq = d.seq WHERE d.undone = 0 AND d.act = 'decide')
    SELECT document AS id, 'people' AS stage, 'by_hand' AS rule, json_extract(body, '$.verdict') AS verdict, NULL AS value,
      NULL AS bound, voter || ': ' || json_extract(body, '$.reason') AS reason FROM decided WHERE age = 1 ORDER BY document`,
  remarks: `WITH noted AS (
      SELECT d.*, x.document, row_number() OVER (PARTITION BY d.voter, d.task, x.document ORDER BY d.seq DESC) AS age
      FROM deeds AS d JOIN deed_documents AS x ON x.seq = d.seq WHERE d.undone = 0 AND d.act = 'remark')
    SELECT document AS id, task, voter, json_extract(body, '$.comment') AS comment, json_extract(body, '$.flagged') AS flagged, at
    FROM noted WHERE age = 1 AND (json_extract(body, '$.comment') <> '' OR json_extract(body, '$.flagged')) ORDER BY document, task, voter`,
};

/** Rows of a public table that people's deeds amount to, in a fixed order. */
export function stateRows(database: DatabaseSync, table: PeopleTable): Row[] {
  return database.prepare(queries[table]).all().map(asRow);
}

function asRow(raw: Record<string, unknown>): Row {
  const row = { ...raw } as Record<string, Value>;
  if ("at" in row) row.at = new Date(Number(row.at));
  if ("flagged" in row) row.flagged = Boolean(row.flagged);
  return row;
}
