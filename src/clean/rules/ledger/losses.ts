import type { Row } from "../../../core/table.ts";
import { type Characters, noSize, plus, type Size } from "./amounts.ts";
import type { Ledger } from "./ledger.ts";
import { peopleColumns } from "./people.ts";

/** What a rule takes away: all that it drops, and what nothing else drops. */
export interface RuleLoss {
  readonly stage: string;
  readonly rule: string;
  readonly when: string;
  /** Every document that it drops, others may drop it too. */
  readonly joint: Size;
  /** What would come back if the rule were off. */
  readonly alone: Size;
}

/** The documents of a source or a language, or all of them (`group` null), and what rules take from them. */
export interface GroupLosses {
  readonly group: string | null;
  readonly all: Size;
  /** Dropped by a rule, another stage or by hand, and not kept by one. */
  readonly dropped: Size;
  /** In the order of the pipeline. */
  readonly rules: readonly RuleLoss[];
}

/** What to part by. */
export type Grouping = "source" | "language";

/** Joint and marginal loss of every rule, in every group or over all; `readPeople` comes before it. Groups with the most documents first. */
export async function lossesOf(
  ledger: Ledger,
  characters: Characters,
  by?: Grouping,
): Promise<GroupLosses[]> {
  if (by === "language") await ledger.columns.read(["language"]);
  const group = by === undefined ? "NULL" : by === "source" ? "_source" : '"language"';
  const columns = [...peopleColumns, ...characters.columns, ...(by === "language" ? ["language"] : [])];
  const judged = `(SELECT ${group} AS _group, _mask, _tokens, ${characters.sql} AS _size, _kept OR _hand = 2 AS _held,
    _dropped OR _hand = 1 AS _gone FROM ${ledger.columns.rows(columns)})`;
  const whole = await ledger.database.rows(
    `SELECT _group, ${sums("all")}, ${sums("dropped", "NOT _held AND (_gone OR _mask <> 0)")} FROM ${judged} GROUP BY _group`,
  );
  const spoken = await ledger.database.rows(
    `SELECT _group, stage, rule, ${sums("joint")}, ${sums("alone", "_mask = bit AND NOT _held AND NOT _gone")}
      FROM ${judged} JOIN rule_bits ON (_mask & bit) <> 0 GROUP BY ALL`,
  );
  const byGroup = Map.groupBy(spoken, (row) => row._group);
  const groups = whole.map((row) => ({
    group: nameOf(ledger, row._group, by),
    all: sizeOf(row, "all"),
    dropped: sizeOf(row, "dropped"),
    rules: rulesOf(ledger, byGroup.get(row._group) ?? [], noSize(characters)),
  }));
  return groups.sort(
    (a, b) => b.all.documents - a.all.documents || ((a.group ?? "") < (b.group ?? "") ? -1 : 1),
  );
}

function sums(name: string, condition = "true"): string {
  const only = condition === "true" ? "" : ` FILTER (WHERE ${condition})`;
  return `count(*)${only} AS ${name}_documents, (sum(_size)${only})::BIGINT AS ${name}_characters,
    coalesce(sum(_tokens)${only}, 0)::BIGINT AS ${name}_tokens`;
}

function sizeOf(row: Row, name: string): Size {
  const characters = row[`${name}_characters`];
  const documents = Number(row[`${name}_documents`]);
  return {
    documents,
    characters: characters === null ? (documents === 0 ? 0 : null) : Number(characters),
    tokens: Number(row[`${name}_tokens`]),
  };
}

function nameOf({ sources }: Ledger, group: unknown, by: Grouping | undefined): string | null {
  if (by === "source") return sources[Number(group)]?.source ?? "other";
  return group === null ? null : String(group);
}

function rulesOf(ledger: Ledger, rows: readonly Row[], none: Size): RuleLoss[] {
  return ledger.stages.flatMap(({ name: stage, rules }) =>
    rules.map(({ name: rule, when }) => {
      const row = rows.find((one) => one.stage === stage && one.rule === rule);
      const joint = row ? sizeOf(row, "joint") : none;
      return { stage, rule, when, joint, alone: row ? sizeOf(row, "alone") : none };
    }),
  );
}

/** The first groups as they are, what is beyond them as one. */
export function topGroups(groups: readonly GroupLosses[], most: number): GroupLosses[] {
  if (groups.length <= most) return [...groups];
  const rest = groups.slice(most);
  const sum = (size: (one: GroupLosses) => Size) => rest.map(size).reduce(plus);
  const rules = rest[0].rules.map((rule, i) => ({
    ...rule,
    joint: sum((one) => one.rules[i].joint),
    alone: sum((one) => one.rules[i].alone),
  }));
  const all = { all: sum((one) => one.all), dropped: sum((one) => one.dropped), rules };
  return [...groups.slice(0, most), { group: `${rest.length} more`, ...all }];
}
