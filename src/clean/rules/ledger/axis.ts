import { identifier } from "../../../core/database.ts";
import type { Row } from "../../../core/table.ts";
import { parsePredicate } from "../expression.ts";
import { checkedRule } from "./draft.ts";
import type { Ledger, RuleStage } from "./ledger.ts";

/** What a histogram lies over: a numeric column, or an expression over columns that a rule may read. */
export interface Axis {
  /** SQL of the value as a DOUBLE; null where there is none that is finite. */
  readonly value: string;
  readonly columns: readonly string[];
  /** Only whole numbers: a count. */
  readonly whole: boolean;
}

/** Median and outer half percents of the values on an axis. */
export interface Spread {
  readonly low: number;
  readonly median: number;
  readonly high: number;
  readonly whole: boolean;
  /** Documents without a value. */
  readonly unmeasured: number;
}

const wholeType = /^U?(?:TINY|SMALL|BIG|HUGE)?INT(?:EGER)?$/;
const wholeTypes = (types: readonly string[]) => types.every((type) => wholeType.test(type));

/** Checks what a person names as a rule is checked, and reads its columns. */
export async function openAxis(ledger: Ledger, stage: RuleStage, expression: string): Promise<Axis> {
  const [column] = Object.keys(ledger.origins.known).filter((name) => name === expression);
  // By itself it must be one whole expression: brackets that close early would mean something else inside others.
  if (column === undefined) await parsePredicate(expression, "signal", ledger.database);
  const sql = column === undefined ? `(\n${expression}\n)` : identifier(column);
  const { columns } = await checkedRule(ledger, stage, "axis", `${sql} < 0`);
  await ledger.columns.read(columns);
  const raw = `CAST(${sql} AS DOUBLE)`;
  const whole = column !== undefined && wholeTypes([ledger.origins.known[column]]);
  return { value: `CASE WHEN isfinite(${raw}) THEN ${raw} END`, columns, whole };
}

/** The spread of the values on an axis; undefined where nothing was measured. */
export async function spreadOf({ database, columns }: Ledger, axis: Axis): Promise<Spread | undefined> {
  const [row] = await database.rows(
    `SELECT quantile_cont(value, [0.005, 0.5, 0.995]) AS spread, count(*) - count(value) AS unmeasured
      FROM (SELECT ${axis.value} AS value FROM ${columns.rows(axis.columns)})`,
  );
  const spread = numbersIn(row, "spread");
  if (spread === undefined) return undefined;
  const [low, median, high] = spread;
  return { low, median, high, whole: axis.whole, unmeasured: Number(row.unmeasured) };
}

function numbersIn(row: Row, name: string): number[] | undefined {
  const list = row[name] as readonly unknown[] | null;
  return list === null ? undefined : list.map(Number);
}
