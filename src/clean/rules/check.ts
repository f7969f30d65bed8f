import { identifier } from "../../core/database.ts";
import { didYouMean, UserError } from "../../core/errors.ts";
import { refuseWrongBounds } from "./bound-types.ts";
import { type Comparison, comparisonsIn } from "./comparison.ts";
import { type Cuts, cutsIn } from "./cuts.ts";
import { columnsOf, type Engine, parsePredicate } from "./expression.ts";
import { type Handle, handlesIn } from "./handles.ts";
import { type NamedRule, namedRules, type RuleMap } from "./rule.ts";

/** What columns a rule can read, with their SQL types. */
export type KnownColumns = Readonly<Record<string, string>>;

/** A rule whose predicate binds. */
export interface CheckedRule extends NamedRule {
  readonly columns: readonly string[];
  readonly comparisons: readonly Comparison[];
  /** Its bounds that can be moved. */
  readonly handles: readonly Handle[];
  /** Where its truth can change, column by column; undefined where that cannot be told from the predicate. */
  readonly cuts: Cuts | undefined;
}

/**
 * Binds every predicate against an empty table of the known columns, before anything is read. Whatever does not bind is the
 * user's mistake: an unknown column (with the nearest one), a query, a forbidden function, a result that is no truth value.
 */
export async function checkRules(
  rules: RuleMap,
  known: KnownColumns,
  engine: Engine,
): Promise<CheckedRule[]> {
  const checked: CheckedRule[] = [];
  for (const rule of namedRules(rules)) checked.push(await checkRule(rule, known, engine));
  return checked;
}

/** Checks one rule; `place` begins every complaint. */
export async function checkRule(
  rule: NamedRule,
  known: KnownColumns,
  engine: Engine,
  place = `rules, "${rule.name}"`,
): Promise<CheckedRule> {
  const expression = await parsePredicate(rule.when, place, engine);
  const columns = columnsOf(expression).map((name) => knownColumn(name, known, place));
  refuseWrongBounds(expression, known, place);
  await bind(rule.when, columns, known, place, engine);
  const comparisons = comparisonsIn(expression).map((part) => ({
    ...part,
    column: knownColumn(part.column, known, place),
  }));
  return {
    ...rule,
    columns: [...new Set(columns)],
    comparisons,
    handles: handlesIn(rule.when, expression),
    cuts: cutsIn(expression, (name) => knownColumn(name, known, place)),
  };
}

/** The column as it is spelt in the table: SQL names know no case. */
function knownColumn(name: string, known: KnownColumns, place: string): string {
  if (name === "text")
    throw new UserError(
      `${place}: rules read measurements, not the text. Measure it first: \`sluice signals\` lists how.`,
    );
  if (Object.hasOwn(known, name)) return name;
  const names = Object.keys(known);
  const same = names.find((column) => column.toLowerCase() === name.toLowerCase());
  if (same !== undefined) return same;
  throw new UserError(
    `${place}: no column "${name}".${didYouMean(name, names)} \`sluice signals\` lists what can be measured.`,
  );
}

async function bind(
  when: string,
  columns: readonly string[],
  known: KnownColumns,
  place: string,
  engine: Engine,
): Promise<void> {
  const cells = columns.map((name) => `CAST(NULL AS ${known[name]}) AS ${identifier(name)}`);
  const table = `SELECT ${[...cells, "1 AS one"].join(", ")} LIMIT 0`;
  const type = await typeOf(`SELECT (\n${when}\n) AS verdict FROM (${table})`, when, place, engine);
  if (type !== "BOOLEAN")
    throw new UserError(
      `${place}: "${when}" gives ${type}, a rule needs true or false: compare it with a bound.`,
    );
}

async function typeOf(sql: string, when: string, place: string, engine: Engine): Promise<unknown> {
  try {
    const [{ column_type }] = await engine.rows(`DESCRIBE ${sql}`);
    return column_type;
  } catch (cause) {
    const line = String((cause as Error).message).split("\n")[0];
    throw new UserError(`${place}: "${when}" does not bind: ${line.replace(/^\w+ Error: /, "")}`, { cause });
  }
}
