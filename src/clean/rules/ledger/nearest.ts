import { identifier } from "../../../core/database.ts";
import type { Row } from "../../../core/table.ts";
import type { CheckedRule } from "../check.ts";
import { type Handle, withVerdict } from "../handles.ts";
import type { Axis } from "./axis.ts";
import { checkedRule, columnsIn, type Draft, holds, voicesOf } from "./draft.ts";
import type { Ledger } from "./ledger.ts";
import { peopleColumns } from "./people.ts";

/** A document near a bound. */
export interface NearDocument {
  readonly id: string;
  /** Its value on the axis; null where the rule has no bound. */
  readonly value: number | null;
  readonly tokens: number;
  readonly source: string;
  /** True when something else drops it too: the bound does not decide over it. */
  readonly elsewhere: boolean;
}

/** The documents at a bound. */
export interface Nearest {
  /** What the rule drops, the nearest to the bound first. */
  readonly inside: readonly NearDocument[];
  /** What the bound spares. */
  readonly outside: readonly NearDocument[];
}

/** A bound on an axis, or none: then documents are picked by their ids. */
export interface BoundOnAxis {
  readonly rule: CheckedRule;
  readonly handle?: Handle;
  readonly axis?: Axis;
}

/** The nearest documents on both sides of a bound, those first over which it alone decides; `readPeople` comes before it. */
export async function nearestTo(
  ledger: Ledger,
  draft: Draft,
  bound: BoundOnAxis,
  count: number,
): Promise<Nearest> {
  const { rule, handle, axis } = bound;
  const reached = handle
    ? holds(await checkedRule(ledger, draft.stage, rule.name, withVerdict(rule.when, handle, true)))
    : "true";
  const { others, voices } = voicesOf(ledger, draft, [rule.name]);
  const rest = [others, ...[...voices].filter(([name]) => name !== rule.name).map(([, sql]) => sql)];
  const value = axis?.value ?? "NULL::DOUBLE";
  const distance = handle && axis ? `abs(${value} - ${handle.value})` : "0.0";
  const rows = ledger.columns.rows([
    ...columnsIn(draft),
    ...rule.columns,
    ...(axis?.columns ?? []),
    ...peopleColumns,
  ]);
  const judged = `SELECT _ordinal, _id, _tokens, _source, ${value} AS _value, ${distance} AS _distance, ${holds(rule)} AS _inside,
    ${reached} AS _reached, _kept OR _hand <> 0 OR _dropped OR ${rest.join(" OR ")} AS _elsewhere FROM ${rows}`;
  const side = (condition: string) => `SELECT * FROM (${judged}) WHERE ${condition} AND _distance IS NOT NULL
    ORDER BY _elsewhere, _distance, ${handle ? "_ordinal" : `md5(_id)`} LIMIT ${count}`;
  const inside = await ledger.database.rows(side("_inside"));
  const outside = await ledger.database.rows(side("_reached AND NOT _inside"));
  return {
    inside: inside.map((row) => documentOf(ledger, row)),
    outside: outside.map((row) => documentOf(ledger, row)),
  };
}

function documentOf({ sources }: Ledger, row: Row): NearDocument {
  return {
    id: String(row._id),
    value: row._value === null ? null : Number(row._value),
    tokens: Number(row._tokens),
    source: sources[Number(row._source)]?.source ?? "other",
    elsewhere: row._elsewhere === true,
  };
}

/** The first characters of the present text of documents, by id. */
export async function beginningsOf(
  { database }: Pick<Ledger, "database">,
  ids: readonly string[],
  length: number,
): Promise<Map<string, string>> {
  if (ids.length === 0) return new Map();
  const list = ids.map((id) => `'${id.replaceAll("'", "''")}'`).join(", ");
  const rows = await database.rows(
    `SELECT id, left(text, ${length}) AS beginning FROM ${identifier("text")} WHERE id IN (${list})`,
  );
  return new Map(rows.map(({ id, beginning }) => [String(id), String(beginning ?? "")]));
}
