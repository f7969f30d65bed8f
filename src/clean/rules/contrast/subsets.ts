import { literal } from "../../../core/database.ts";
import { type CheckedRule, checkRule } from "../check.ts";
import { holds } from "../ledger/draft.ts";
import type { Ledger } from "../ledger/ledger.ts";
import { peopleColumns } from "../ledger/people.ts";
import { taskNamed } from "../ledger/tasks.ts";

/** Two subsets of the documents: `a` are those that one wants, `b` those that one does not. */
export interface Subsets {
  /** SQL over the rows of the ledger: 1 for A, 2 for B, null for neither and for both. */
  readonly sql: string;
  readonly columns: readonly string[];
}

const extra = { kept: "BOOLEAN", label: "VARCHAR" } as const;

/**
 * Checks two predicates over `documents` and `signals`, over `kept`, and with a task over its `label`. Without the second, B is the rest.
 * A document in both is in neither. `readPeople` comes before it.
 */
export async function openSubsets(
  ledger: Ledger,
  a: string,
  b: string | undefined,
  task?: string,
): Promise<Subsets> {
  const known = {
    ...ledger.origins.known,
    kept: extra.kept,
    ...(task === undefined ? {} : { label: extra.label }),
  };
  const check = (name: string, when: string) =>
    checkRule(
      { name, when, why: undefined, share: undefined },
      known,
      ledger.database,
      `rules contrast, ${name}`,
    );
  const inA = await check("A", a);
  const inB = b === undefined ? undefined : await check("B", b);
  const columns = [...new Set([...inA.columns, ...(inB?.columns ?? [])])];
  if (task !== undefined) await readLabels(ledger, task);
  await ledger.columns.read(columns.filter((name) => !Object.hasOwn(extra, name)));
  if (columns.includes("kept")) await ledger.columns.compute("kept", "kept", () => keptSql(ledger));
  const sql = inB
    ? `CASE WHEN ${both(inA, inB)} THEN NULL WHEN ${holds(inA)} THEN 1 WHEN ${holds(inB)} THEN 2 END`
    : rest(inA);
  return { sql, columns };
}

const both = (a: CheckedRule, b: CheckedRule) => `${holds(a)} AND ${holds(b)}`;

/** Where the predicate is null the document is in the rest. */
const rest = (a: CheckedRule) => `CASE WHEN ${holds(a)} THEN 1 ELSE 2 END`;

function keptSql({ columns }: Ledger): string {
  return `SELECT _kept OR _hand = 2 OR NOT (_mask <> 0 OR _dropped OR _hand = 1) AS kept FROM ${columns.rows(peopleColumns)} ORDER BY _ordinal`;
}

/** Puts the label of a task beside the rows: what most people say, else the label of the model. */
async function readLabels(ledger: Ledger, task: string): Promise<void> {
  await taskNamed(ledger, task, "rules contrast");
  const of = `task = ${literal(task)} AND label IS NOT NULL`;
  await ledger.columns.compute(
    "label",
    task,
    () => `SELECT coalesce(v.label, l.label) AS label FROM ledger
      LEFT JOIN (SELECT id, mode(label ORDER BY label) AS label FROM votes WHERE ${of} AND kind = 'person' GROUP BY id) AS v ON v.id = ledger._id
      LEFT JOIN (SELECT id, min(label) AS label FROM labels WHERE ${of} GROUP BY id) AS l ON l.id = ledger._id ORDER BY ledger._ordinal`,
  );
}
