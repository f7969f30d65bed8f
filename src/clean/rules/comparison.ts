import { identifier, literal } from "../../core/database.ts";
import type { ConstantValue, Expression } from "./expression.ts";

/** One test of a predicate that can be told in words: `word_count < 50`. */
export interface Comparison {
  readonly column: string;
  /** The rest of the test in SQL: `< 50`, `BETWEEN 1 AND 2`, `IN ('de', 'fr')`. */
  readonly bound: string;
  /** The bound as a number, where it is one. */
  readonly limit: number | undefined;
}

const operators: Readonly<Record<string, string>> = {
  COMPARE_LESSTHAN: "<",
  COMPARE_LESSTHANOREQUALTO: "<=",
  COMPARE_GREATERTHAN: ">",
  COMPARE_GREATERTHANOREQUALTO: ">=",
  COMPARE_EQUAL: "=",
  COMPARE_NOTEQUAL: "<>",
};
const flipped: Readonly<Record<string, string>> = { "<": ">", "<=": ">=", ">": "<", ">=": "<=" };
const listed: Readonly<Record<string, string>> = { COMPARE_IN: "IN", COMPARE_NOT_IN: "NOT IN" };
const nulls: Readonly<Record<string, string>> = {
  OPERATOR_IS_NULL: "IS NULL",
  OPERATOR_IS_NOT_NULL: "IS NOT NULL",
};

/** The tests that a predicate joins by AND and OR, in their order; what is not simple is left out. */
export function comparisonsIn(expression: Expression): Comparison[] {
  if (expression.class === "CONJUNCTION") return (expression.children ?? []).flatMap(comparisonsIn);
  const comparison = simple(expression) ?? range(expression) ?? membership(expression);
  return comparison ? [comparison] : [];
}

/** A comparison in SQL. */
export function comparisonSql({ column, bound }: Comparison): string {
  return `${identifier(column)} ${bound}`;
}

function simple({ class: kind, type, left, right }: Expression): Comparison | undefined {
  const operator = operators[type];
  if (kind !== "COMPARISON" || operator === undefined || !left || !right) return undefined;
  if (right.class === "COLUMN_REF" && left.class === "CONSTANT")
    return compare(right, flipped[operator] ?? operator, left);
  return compare(left, operator, right);
}

function compare(side: Expression, operator: string, constant: Expression): Comparison | undefined {
  const column = columnName(side);
  const value = constantSql(constant);
  if (column === undefined || value === undefined) return undefined;
  return { column, bound: `${operator} ${value}`, limit: value.startsWith("'") ? undefined : Number(value) };
}

function range({ class: kind, input, lower, upper }: Expression): Comparison | undefined {
  if (kind !== "BETWEEN" || !input || !lower || !upper) return undefined;
  const column = columnName(input);
  const [from, to] = [constantSql(lower), constantSql(upper)];
  if (column === undefined || from === undefined || to === undefined) return undefined;
  return { column, bound: `BETWEEN ${from} AND ${to}`, limit: undefined };
}

function membership({ class: kind, type, children = [] }: Expression): Comparison | undefined {
  if (kind !== "OPERATOR" || children.length === 0) return undefined;
  const column = columnName(children[0]);
  if (column === undefined) return undefined;
  if (nulls[type]) return { column, bound: nulls[type], limit: undefined };
  const values = children.slice(1).map(constantSql);
  if (!listed[type] || values.includes(undefined)) return undefined;
  return { column, bound: `${listed[type]} (${values.join(", ")})`, limit: undefined };
}

/** The column that an expression is, and nothing more. */
export function columnName({ class: kind, column_names = [] }: Expression): string | undefined {
  return kind === "COLUMN_REF" && column_names.length === 1 ? column_names[0] : undefined;
}

/** A number or a text that an expression is, in SQL. */
export function constantSql({ class: kind, value }: Expression): string | undefined {
  if (kind !== "CONSTANT" || !value || value.is_null) return undefined;
  if (value.type.id === "VARCHAR") return literal(String(value.value));
  return typeof value.value === "number" ? numberSql(value as ConstantValue & { value: number }) : undefined;
}

function numberSql({ type, value }: ConstantValue & { value: number }): string {
  const scale = type.id === "DECIMAL" ? (type.type_info?.scale ?? 0) : 0;
  return scale === 0 ? String(value) : String(Number(`${value}e-${scale}`));
}
