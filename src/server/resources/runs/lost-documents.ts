import { literal } from "../../../core/database.ts";
import type { Row } from "../../../core/table.ts";
import { excerpt } from "../../../viz/charts/format.ts";
import type { Dependencies } from "../../dependencies.ts";
import { numberOrNull, readLosses } from "./losses.ts";
import type { LossesAnswer } from "./wire.ts";

/** Which documents to list. */
export interface LossesWanted {
  readonly stage: string;
  readonly rule?: string;
  readonly offset: number;
  readonly limit: number;
}

const excerptLength = 280;

/**
 * What fell at a stage or by one of its rules: counts, and documents, those nearest to a bound first: there a bound is decided.
 * Where all values are the bound itself (exact copies), none is near.
 */
export async function lostDocuments(
  dependencies: Pick<Dependencies, "live" | "people">,
  wanted: LossesWanted,
): Promise<LossesAnswer> {
  try {
    return await ask(dependencies, wanted);
  } catch {
    return ask(dependencies, wanted); // the results changed between the two questions
  }
}

async function ask(
  dependencies: Pick<Dependencies, "live" | "people">,
  wanted: LossesWanted,
): Promise<LossesAnswer> {
  const { stage, rule } = wanted;
  const losses = await readLosses(dependencies);
  const rules = losses.rules.get(stage) ?? [];
  const { documents = 0, tokens = null } = losses.stages.get(stage) ?? {};
  const count = rule === undefined ? documents : (rules.find((one) => one.rule === rule)?.documents ?? 0);
  const rows = count > wanted.offset ? await dependencies.live.rowsBeside(pageSql(wanted)) : [];
  return { stage, documents, tokens, rules: [...rules], count, rows: rows.map(lost) };
}

function pageSql({ stage, rule, offset, limit }: LossesWanted): string {
  const chosen =
    rule === undefined
      ? "row_number() OVER (PARTITION BY id ORDER BY distance NULLS LAST, rule) = 1"
      : `rule = ${literal(rule)}`;
  return `WITH spoken AS (
      SELECT id, rule, any_value(reason) AS reason, any_value(value) AS value, any_value(bound) AS bound
      FROM decisions WHERE stage = ${literal(stage)} AND verdict = 'drop' GROUP BY id, rule),
    bounded AS (
      SELECT *, try_cast(regexp_extract(bound, '(-?[0-9][0-9.]*(e[-+]?[0-9]+)?)$', 1) AS DOUBLE) AS bounded_at FROM spoken),
    apart AS (SELECT *, abs(value - bounded_at) / greatest(abs(bounded_at), 1e-9) AS gap FROM bounded),
    near AS (SELECT *, CASE WHEN max(gap) OVER (PARTITION BY rule) > 0 THEN gap END AS distance FROM apart),
    here AS (
      SELECT lost_documents.id, tokens, near.* EXCLUDE (id) FROM lost_documents LEFT JOIN near USING (id)
      WHERE lost_documents.stage = ${literal(stage)}),
    told AS (SELECT *, list(rule) OVER (PARTITION BY id) AS rules FROM here QUALIFY ${chosen}),
    page AS (SELECT * FROM told ORDER BY distance NULLS LAST, id LIMIT ${limit} OFFSET ${offset})
    SELECT page.*, title, source, left(text, ${excerptLength * 3}) AS text
    FROM page JOIN documents USING (id) ORDER BY distance NULLS LAST, page.id`;
}

function lost(row: Row): LossesAnswer["rows"][number] {
  const rules = ((row.rules ?? []) as readonly (string | null)[]).filter((rule) => rule !== null);
  const text = (value: Row[string]) => (value === null ? null : String(value));
  return {
    id: String(row.id),
    title: text(row.title),
    source: String(row.source),
    excerpt: excerpt(String(row.text), excerptLength),
    rule: text(row.rule),
    reason: text(row.reason),
    value: numberOrNull(row.value),
    bound: text(row.bound),
    others: rules.filter((rule) => rule !== row.rule).sort(),
    tokens: numberOrNull(row.tokens),
  };
}
