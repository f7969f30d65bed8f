import { identifier, literal } from "../../core/database.ts";
import { UserError } from "../../core/errors.ts";
import { catalogue } from "../../features/signals/catalogue.ts";
import type { CheckedRule, KnownColumns } from "./check.ts";
import type { ColumnCuts } from "./cuts.ts";
import { predicateSql } from "./decisions.ts";
import type { Engine } from "./expression.ts";

/** Combinations of values that are tried for one group of rules; beyond that nothing is claimed. */
const mostPoints = 4096;

const wholeType = /^U?(?:TINY|SMALL|BIG|HUGE)?INT(?:EGER)?$/;
const numericType = /^(?:U?(?:TINY|SMALL|BIG|HUGE)?INT(?:EGER)?|DOUBLE|FLOAT)$/;

/** What values a column can have. */
interface Range {
  readonly low: number;
  readonly high: number;
  readonly whole: boolean;
}

/**
 * Refuses rules that cannot be meant: one that is never or always true for every value its columns can have, and rules over the same columns
 * that together leave nothing. Only predicates that compare columns with constants are judged: between neighbouring constants
 * such a predicate is the same for all values, so one value of each piece decides for all.
 */
export async function refuseContradictions(
  rules: readonly CheckedRule[],
  known: KnownColumns,
  engine: Engine,
): Promise<void> {
  const judged = rules.filter(({ cuts, columns }) => cuts !== undefined && columns.length > 0);
  const groups = Map.groupBy(judged, ({ columns }) => columns.toSorted().join("\u0000"));
  for (const group of groups.values()) await refuseIn(group, group[0].columns, known, engine);
}

async function refuseIn(
  rules: readonly CheckedRule[],
  columns: readonly string[],
  known: KnownColumns,
  engine: Engine,
): Promise<void> {
  const values = columns.map((name) => pointsOf(name, rules, known[name]));
  if (!values.every((points) => points !== undefined)) return;
  if (values.reduce((product, points) => product * points.length, 1) > mostPoints) return;
  const tables = columns.map(
    (name, i) =>
      `(SELECT CAST(v AS ${known[name]}) AS ${identifier(name)} FROM (VALUES ${values[i].map((point) => `(${point})`).join(", ")}) AS p(v))`,
  );
  const verdicts = rules.map((rule, i) => `coalesce(${predicateSql(rule)}, false) AS r${i}`);
  const rows = await engine.rows(`SELECT ${verdicts.join(", ")} FROM ${tables.join(" CROSS JOIN ")}`);
  const truths = rules.map((_, i) => rows.map((row) => row[`r${i}`] === true));
  rules.forEach((rule, i) => {
    refuseLone(rule, truths[i], columns, known);
  });
  refuseTogether(rules, truths, columns);
}

function refuseLone(
  rule: CheckedRule,
  truth: readonly boolean[],
  columns: readonly string[],
  known: KnownColumns,
): void {
  const ranges = columns.map((name) => `${name} holds ${told(name, known[name])}`).join(", ");
  if (!truth.includes(true))
    throw new UserError(
      `rules, "${rule.name}": "${rule.when}" is never true: ${ranges}. Move the bound, or take the rule out`,
    );
  if (!truth.includes(false))
    throw new UserError(
      `rules, "${rule.name}": "${rule.when}" is true for every document with a value, so nothing would be left: ${ranges}. Move the bound`,
    );
}

function refuseTogether(
  rules: readonly CheckedRule[],
  truths: readonly (readonly boolean[])[],
  columns: readonly string[],
): void {
  const covers = (chosen: readonly number[]) =>
    truths[0].every((_, point) => chosen.some((i) => truths[i][point]));
  const all = rules.map((_, i) => i);
  if (rules.length < 2 || !covers(all)) return;
  // Leaves out what is not needed, so that the complaint names no innocent rule.
  const needed = all.reduce((kept, i) => {
    const without = kept.filter((one) => one !== i);
    return covers(without) ? without : kept;
  }, all);
  const names = needed.map((i) => `"${rules[i].name}" (${rules[i].when})`);
  throw new UserError(
    `rules: ${names.slice(0, -1).join(", ")} and ${names[names.length - 1]} together drop every document that has ${columns.join(" and ")}, so nothing would be left. Move one of the bounds`,
  );
}

/** One value of each piece of a column, in SQL; undefined for types whose pieces are not known. */
function pointsOf(name: string, rules: readonly CheckedRule[], type: string): string[] | undefined {
  const cuts = rules.map((rule) => rule.cuts?.get(name)).filter((one) => one !== undefined);
  const constants = [...new Set(cuts.flatMap((one: ColumnCuts) => one.constants))];
  const asksNull = cuts.some((one) => one.asksNull);
  const nulls = asksNull ? ["NULL"] : [];
  if (numericType.test(type)) {
    const places = numbersAround(constants.map(Number), rangeOf(name, type));
    return [...places.map((place) => `${place}`), ...nulls];
  }
  // Of texts only equality is judged: an order would have more pieces.
  const isEqual = rules.every(({ comparisons }) =>
    comparisons.every(({ column, bound }) => column !== name || /^(?:=|<>|IN|NOT IN|IS)/.test(bound)),
  );
  if (type !== "VARCHAR" || !isEqual) return undefined;
  return [...constants, literal(`none of ${constants.join(" ")}`), ...nulls];
}

/** The constants, a value between each two, and one beyond each end, as far as the column reaches. */
function numbersAround(constants: readonly number[], { low, high, whole }: Range): number[] {
  const sorted = [...new Set(constants)].sort((a, b) => a - b);
  const places = whole
    ? sorted.flatMap((at) => [Math.ceil(at) - 1, Math.floor(at), Math.ceil(at), Math.floor(at) + 1])
    : sorted.flatMap((at, i) => [at, i + 1 < sorted.length ? (at + sorted[i + 1]) / 2 : at + 1]);
  const [least, most] = [sorted[0] ?? 0, sorted[sorted.length - 1] ?? 0];
  const ends = [Number.isFinite(low) ? low : least - 1, Number.isFinite(high) ? high : most + 1];
  return [...new Set([...places, ...ends])].filter((at) => at >= low && at <= high);
}

/** The values a signal can have, by its unit in the catalogue: a count is at least 0, a ratio at most 1. */
function rangeOf(name: string, type: string): Range {
  const whole = wholeType.test(type);
  const free = { low: Number.NEGATIVE_INFINITY, high: Number.POSITIVE_INFINITY, whole };
  const signal = catalogue().find((entry) => entry.name === name);
  if (signal === undefined) return free;
  // A text can hold more # than words: that ratio knows no upper bound.
  const isShare = signal.unit === "ratio" && !name.includes("symbol_") && !/exceed 1/.test(signal.definition);
  if (isShare || signal.unit.includes("0 to 1")) return { low: 0, high: 1, whole };
  return whole || signal.unit === "ratio" || signal.unit === "characters" ? { ...free, low: 0 } : free;
}

function told(name: string, type: string): string {
  const { low, high, whole } = numericType.test(type)
    ? rangeOf(name, type)
    : { low: Number.NaN, high: 0, whole: false };
  if (Number.isNaN(low)) return "texts";
  const kind = whole ? "whole numbers" : "numbers";
  if (Number.isFinite(high)) return `${kind} from ${low} to ${high}`;
  return Number.isFinite(low) ? `${kind} from ${low} up` : kind;
}
