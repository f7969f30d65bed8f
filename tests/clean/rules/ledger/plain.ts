import type { Changes } from "../../../../src/clean/rules/ledger/draft.ts";
import type { RuleStage } from "../../../../src/clean/rules/ledger/ledger.ts";
import { type Database, literal } from "../../../../src/core/database.ts";

/**
 * The same questions without a ledger: the views joined by id, as a person would ask them. `documents`, `survivors` and `decisions` are the
 * only judges of what is kept.
 */
export function plainSql(stages: readonly RuleStage[], stage: string, changes: Changes) {
  const own = stages.find(({ name }) => name === stage)?.rules ?? [];
  const wanted = new Map<string, string | null>([
    ...own.map(({ name, when }) => [name, when] as const),
    ...Object.entries(changes),
  ]);
  const predicates = [...wanted].filter((one): one is [string, string] => one[1] !== null);
  const bytes = "coalesce(s.byte_count, 0) // 4";
  const measured = `SELECT d.id, d.source, d.ordinal, s.* EXCLUDE (id),
      coalesce((SELECT max(tokens) FROM tokens t WHERE t.id = d.id AND tokenizer = (SELECT min(tokenizer) FROM tokens)), ${bytes}) AS sized,
      d.id IN (SELECT id FROM survivors) AS was,
      d.id IN (SELECT id FROM decisions WHERE verdict = 'keep') AS held,
      d.id IN (SELECT id FROM decisions WHERE verdict = 'drop' AND stage <> ${literal(stage)}) AS gone
    FROM (SELECT id, source, row_number() OVER () AS ordinal FROM documents) AS d LEFT JOIN signals AS s ON s.id = d.id`;
  const speaks = (name: string) => {
    const when = wanted.get(name);
    return when === undefined || when === null ? "false" : `coalesce((${when}), false)`;
  };
  const any = (names: readonly string[]) => names.map((name) => speaks(name)).join(" OR ") || "false";
  const names = predicates.map(([name]) => name);
  return {
    measured,
    kept: `SELECT count(*) AS documents, coalesce(sum(sized), 0)::BIGINT AS tokens FROM (${measured}) WHERE held OR NOT (gone OR ${any(names)})`,
    dropped: (rule: string) =>
      `SELECT count(*) AS documents, coalesce(sum(sized), 0)::BIGINT AS tokens FROM (${measured}) WHERE ${speaks(rule)}`,
    alone: (rule: string) =>
      `SELECT count(*) AS documents, coalesce(sum(sized), 0)::BIGINT AS tokens FROM (${measured})
        WHERE ${speaks(rule)} AND NOT held AND NOT gone AND NOT (${any(names.filter((name) => name !== rule))})`,
    changed: (from: string, to: string) =>
      `SELECT count(*) AS documents, coalesce(sum(sized), 0)::BIGINT AS tokens
        FROM (SELECT *, held OR NOT (gone OR ${any(names)}) AS stays FROM (${measured})) WHERE ${from} AND ${to}`,
    bin: (value: string, from: number | undefined, to: number | undefined, condition: string) =>
      `SELECT count(*) AS documents FROM (SELECT *, (${value})::DOUBLE AS value, (${any(names)}) AS spoken FROM (${measured}))
        WHERE isfinite(value) ${from === undefined ? "" : `AND value >= ${from}`} ${to === undefined ? "" : `AND value < ${to}`} AND ${condition}`,
  };
}

/** One row of a query. */
export async function one(database: Database, sql: string) {
  const [row] = await database.rows(sql);
  return row;
}
