import { didYouMean, UserError } from "../../../core/errors.ts";
import type { Row } from "../../../core/table.ts";
import type { CheckedRule } from "../check.ts";
import { type Characters, noSize, plus, type Size } from "./amounts.ts";
import { openAxis } from "./axis.ts";
import { checkedRule, type Draft, holds, voicesOf } from "./draft.ts";
import type { Ledger, RuleStage } from "./ledger.ts";
import { type Nearest, nearestTo } from "./nearest.ts";
import { peopleColumns } from "./people.ts";

/** What a predicate would take from a source, a language, or all. */
export interface TrialGroup {
  readonly group: string | null;
  readonly all: Size;
  readonly dropped: Size;
}

/** What a predicate would do as a rule. */
export interface TrialOutcome {
  readonly drop: Size;
  readonly keep: Size;
  /** What nothing in force drops but this rule would. */
  readonly alone: Size;
  /** Largest loss first. */
  readonly bySource: readonly TrialGroup[];
  readonly byLanguage: readonly TrialGroup[];
  /** What the values beside the examples are of; null where the predicate has no bound. */
  readonly signal: string | null;
  readonly nearest: Nearest;
}

/** A predicate on the ledger, in the place of a rule in force or as a new one. */
export interface OpenTrial {
  readonly rule: CheckedRule;
  readonly draft: Draft;
}

/** Checks the predicate and reads its columns. `replaces` must be a rule of the run. */
export async function openTrial(ledger: Ledger, when: string, replaces?: string): Promise<OpenTrial> {
  const stage = replaces === undefined ? { name: "", rules: [] } : stageOf(ledger, replaces);
  const name = replaces ?? "trial";
  const rule = await checkedRule(ledger, stage, name, when);
  await ledger.columns.read([...rule.columns, "language"]);
  return { rule, draft: { stage, changes: new Map([[name, rule]]) } };
}

function stageOf({ stages }: Ledger, rule: string): RuleStage {
  const stage = stages.find(({ rules }) => rules.some(({ name }) => name === rule));
  if (stage !== undefined) return stage;
  const known = stages.flatMap(({ rules }) => rules.map(({ name }) => name));
  throw new UserError(
    `rules try: --replaces names no rule of the run, got "${rule}".${didYouMean(rule, known)} Rules: sluice rules list`,
  );
}

/** Reckons a trial in one scan of the ledger; `readPeople` comes before it. */
export async function trialOf(
  ledger: Ledger,
  { rule, draft }: OpenTrial,
  characters: Characters,
  examples: number,
): Promise<TrialOutcome> {
  const { others } = voicesOf(ledger, draft);
  const columns = [...peopleColumns, ...rule.columns, ...characters.columns, "language"];
  const rows = await ledger.database.rows(`SELECT _source, "language", _drop, _alone, count(*) AS documents,
      sum(_size)::BIGINT AS characters, sum(_tokens)::BIGINT AS tokens
    FROM (SELECT _source, "language", ${holds(rule)} AS _drop, ${characters.sql} AS _size, _tokens,
      _drop AND NOT (_kept OR _dropped OR _hand <> 0 OR ${others}) AS _alone FROM ${ledger.columns.rows(columns)})
    GROUP BY ALL`);
  const none = noSize(characters);
  const total = (matches: (row: Row) => boolean) => rows.filter(matches).map(sizeOf).reduce(plus, none);
  const [handle] = rule.handles;
  const axis = handle && (await openAxis(ledger, draft.stage, handle.expression));
  return {
    drop: total((row) => row._drop === true),
    keep: total((row) => row._drop !== true),
    alone: total((row) => row._alone === true),
    bySource: grouped(rows, (row) => ledger.sources[Number(row._source)]?.source ?? "other", none),
    byLanguage: grouped(rows, (row) => (row.language === null ? null : String(row.language)), none),
    signal: handle?.expression ?? null,
    nearest: await nearestTo(ledger, draft, { rule, handle, axis }, examples),
  };
}

function sizeOf(row: Row): Size {
  return {
    documents: Number(row.documents),
    characters: row.characters === null ? null : Number(row.characters),
    tokens: Number(row.tokens),
  };
}

function grouped(rows: readonly Row[], nameOf: (row: Row) => string | null, none: Size): TrialGroup[] {
  const groups = [...Map.groupBy(rows, nameOf)].map(([group, own]) => ({
    group,
    all: own.map(sizeOf).reduce(plus, none),
    dropped: own
      .filter((row) => row._drop === true)
      .map(sizeOf)
      .reduce(plus, none),
  }));
  return groups.sort(
    (a, b) => b.dropped.documents - a.dropped.documents || ((a.group ?? "~") < (b.group ?? "~") ? -1 : 1),
  );
}

/** The groups that lose most, and the rest as one. */
export function topTrialGroups(groups: readonly TrialGroup[], most: number): TrialGroup[] {
  if (groups.length <= most) return [...groups];
  const rest = groups.slice(most);
  const sum = (size: "all" | "dropped") => rest.map((one) => one[size]).reduce(plus);
  return [
    ...groups.slice(0, most),
    { group: `${rest.length} more`, all: sum("all"), dropped: sum("dropped") },
  ];
}
