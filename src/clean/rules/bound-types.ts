import { UserError } from "../../core/errors.ts";
import type { KnownColumns } from "./check.ts";
import type { ConstantValue, Expression } from "./expression.ts";

const numbers = /^(?:U?(?:TINY|SMALL|BIG|HUGE)?INT(?:EGER)?|DOUBLE|FLOAT|DECIMAL.*)$/;
const kinds: readonly (readonly [RegExp, Kind])[] = [
  [numbers, "numbers"],
  [/^VARCHAR$/, "texts"],
  [/^BOOLEAN$/, "truth values"],
  [/^TIMESTAMP/, "moments"],
];
const asked: Readonly<Record<Kind, string>> = {
  numbers: "a number",
  texts: "a text",
  "truth values": "a truth value",
  moments: "a moment",
};

type Kind = "numbers" | "texts" | "truth values" | "moments";

/**
 * Refuses a bound of another type than its column: the engine would cast one of them, and fail in the middle of the corpus or compare what
 * nobody meant. Looks at every comparison of a column with a constant, wherever it stands.
 */
export function refuseWrongBounds(expression: Expression, known: KnownColumns, place: string): void {
  for (const [column, constants] of comparisonsWith(expression)) {
    const type = typeOf(column, known);
    const kind = kinds.find(([pattern]) => pattern.test(type ?? ""))?.[1];
    if (kind === undefined) continue;
    for (const constant of constants) {
      const fault = faultOf(kind, constant);
      if (fault !== undefined) throw new UserError(`${place}: ${column} holds ${kind}, ${fault}`);
    }
  }
}

function typeOf(column: string, known: KnownColumns): string | undefined {
  const name = Object.keys(known).find((one) => one.toLowerCase() === column.toLowerCase());
  return name === undefined ? undefined : known[name];
}

/** Columns with the constants that they are compared with. */
function* comparisonsWith(node: Expression): Generator<readonly [string, readonly Expression[]]> {
  const sides = sidesOf(node);
  const column = sides.find(
    ({ class: kind, column_names = [] }) => kind === "COLUMN_REF" && column_names.length === 1,
  );
  if (column?.column_names)
    yield [column.column_names[0], sides.filter((side) => constantOf(side) !== undefined)];
  for (const child of childrenOf(node)) yield* comparisonsWith(child);
}

function sidesOf({
  class: kind,
  type,
  left,
  right,
  input,
  lower,
  upper,
  children = [],
}: Expression): Expression[] {
  const isList = type === "COMPARE_IN" || type === "COMPARE_NOT_IN";
  const parts =
    kind === "COMPARISON"
      ? [left, right]
      : kind === "BETWEEN"
        ? [input, lower, upper]
        : isList
          ? children
          : [];
  return parts.filter((part) => part !== undefined);
}

function childrenOf(node: Expression): Expression[] {
  const { left, right, input, lower, upper, child, children = [], case_checks = [], else_expr } = node;
  const cases = case_checks.flatMap(({ when_expr, then_expr }) => [when_expr, then_expr]);
  return [left, right, input, lower, upper, child, else_expr, ...children, ...cases].filter(
    (one) => one !== undefined,
  );
}

/** A constant and the kind of values it is of; `TRUE` and `DATE '…'` are casts of a text. */
function constantOf({
  class: kind,
  value,
  child,
  cast_type,
}: Expression): { value: ConstantValue; cast?: string } | undefined {
  if (kind === "CONSTANT" && value) return { value };
  return kind === "CAST" && child?.class === "CONSTANT" && child.value
    ? { value: child.value, cast: cast_type?.id }
    : undefined;
}

function faultOf(kind: Kind, node: Expression): string | undefined {
  const { value, cast } = constantOf(node) as { value: ConstantValue; cast?: string };
  if (value.is_null) return `nothing compares with NULL. Write IS NULL, or IS NOT NULL`;
  const type = cast ?? value.type.id;
  const shown =
    type === "VARCHAR"
      ? `'${value.value}'`
      : type === "BOOLEAN"
        ? String(value.value) === "t"
          ? "true"
          : "false"
        : String(value.value);
  const own: Kind =
    type === "BOOLEAN"
      ? "truth values"
      : type === "VARCHAR"
        ? "texts"
        : /^(?:DATE|TIMESTAMP)/.test(type)
          ? "moments"
          : "numbers";
  if (own === kind || (kind === "moments" && own === "texts")) return undefined;
  return `the bound ${shown} is ${asked[own]}. ${wayOut(kind, own, value)}`;
}

function wayOut(kind: Kind, own: Kind, { value }: ConstantValue): string {
  if (kind === "numbers" && own === "texts" && Number.isFinite(Number(value)) && String(value).trim() !== "")
    return `Write ${Number(value)} without quotes`;
  if (kind === "texts" && own === "numbers") return "Put it in quotes";
  return `Compare it with ${asked[kind]}`;
}
