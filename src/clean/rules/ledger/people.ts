import { literal } from "../../../core/database.ts";
import type { Ledger } from "./ledger.ts";

/** Which answers say that a document should go: labels of a task. */
export interface Question {
  readonly task: string;
  /** Labels of documents that nobody wants. */
  readonly unwanted: readonly string[];
}

/**
 * Puts people's verdicts beside the rows (`_hand`: 1 dropped by hand, 2 kept by hand), and the known answers (`_unwanted`: 1 should go, 0 should
 * stay, null unknown; `_answered_by`: 1 people, 2 a model). `version` changes whenever people did something.
 */
export async function readPeople(
  { columns }: Ledger,
  version: string | number,
  question?: Question,
): Promise<void> {
  await columns.compute("_hand", String(version), () => handSql);
  const key = JSON.stringify([version, question?.task, question?.unwanted.toSorted()]);
  await columns.compute("_answer", key, () => answerSql(question));
}

/** Names of the columns that `readPeople` makes. */
export const peopleColumns = ["_hand", "_answer"] as const;

const byHand = `SELECT id, max(verdict) AS verdict FROM decisions WHERE stage = 'people' AND rule = 'by_hand' GROUP BY id`;

const handSql = `SELECT CASE h.verdict WHEN 'drop' THEN 1 WHEN 'keep' THEN 2 ELSE 0 END::UTINYINT AS _hand
  FROM ledger LEFT JOIN (${byHand}) AS h ON h.id = ledger._id ORDER BY ledger._ordinal`;

/**
 * `_answer`: null unknown, else 1 unwanted and 0 wanted by people's word, 3 and 2 by a model's. A verdict by hand goes before votes, votes
 * before labels; people who are divided say nothing.
 */
function answerSql(question: Question | undefined): string {
  const hand = `SELECT id, (verdict = 'drop')::UTINYINT AS answer FROM (${byHand})`;
  const from = `FROM ledger LEFT JOIN (${hand}) AS h ON h.id = ledger._id`;
  if (question === undefined) return `SELECT h.answer AS _answer ${from} ORDER BY ledger._ordinal`;
  const task = `task = ${literal(question.task)}`;
  const unwanted =
    question.unwanted.length > 0 ? `label IN (${question.unwanted.map(literal).join(", ")})` : "false";
  const voters = `SELECT id, voter, avg((${unwanted})::INTEGER) AS said FROM votes WHERE ${task} AND kind = 'person' AND label IS NOT NULL GROUP BY id, voter`;
  return `SELECT coalesce(h.answer, CASE WHEN v.said > 0.5 THEN 1 WHEN v.said < 0.5 THEN 0 END, CASE WHEN v.said IS NULL THEN l.answer END)::UTINYINT AS _answer
    ${from}
    LEFT JOIN (SELECT id, avg(said) AS said FROM (${voters}) GROUP BY id) AS v ON v.id = ledger._id
    LEFT JOIN (SELECT id, 2 + max((${unwanted})::INTEGER) AS answer FROM labels WHERE ${task} AND label IS NOT NULL GROUP BY id) AS l ON l.id = ledger._id
    ORDER BY ledger._ordinal`;
}
