import { columnName, constantSql } from "./comparison.ts";
import type { Expression } from "./expression.ts";

/** What a predicate compares a column with. */
export interface ColumnCuts {
  /** Constants in SQL. */
  readonly constants: readonly string[];
  /** Whether it asks for null as well. */
  readonly asksNull: boolean;
}

/** Between neighbouring constants of a column a predicate says the same of all values. */
export type Cuts = ReadonlyMap<string, ColumnCuts>;

/**
 * The constants that each column of a predicate is compared with. Undefined where it does more than compare columns with constants and
 * join that by AND, OR and NOT: then its truth can change anywhere. `spelt` gives the name of a column as the table has it.
 */
export function cutsIn(expression: Expression, spelt: (name: string) => string): Cuts | undefined {
  const cuts = new Map<string, ColumnCuts>();
  return collect(expression, cuts, spelt) ? cuts : undefined;
}

function collect(node: Expression, cuts: Map<string, ColumnCuts>, spelt: (name: string) => string): boolean {
  const { class: kind, type, children = [] } = node;
  if (kind === "CONJUNCTION" || type === "OPERATOR_NOT")
    return children.every((child) => collect(child, cuts, spelt));
  const test = testIn(node);
  if (test === undefined) return false;
  const name = spelt(test.column);
  const before = cuts.get(name);
  cuts.set(name, {
    constants: [...(before?.constants ?? []), ...test.constants],
    asksNull: test.asksNull || before?.asksNull === true,
  });
  return true;
}

interface Test extends ColumnCuts {
  readonly column: string;
}

/** One test of a column against constants. */
function testIn({
  class: kind,
  type,
  left,
  right,
  input,
  lower,
  upper,
  children = [],
}: Expression): Test | undefined {
  if (kind === "COMPARISON" && left && right) return against(left, [right]) ?? against(right, [left]);
  if (kind === "BETWEEN" && input && lower && upper) return against(input, [lower, upper]);
  if (kind !== "OPERATOR" || children.length === 0) return undefined;
  const [first, ...others] = children;
  if (type === "OPERATOR_IS_NULL" || type === "OPERATOR_IS_NOT_NULL") {
    const column = columnName(first);
    return column === undefined ? undefined : { column, constants: [], asksNull: true };
  }
  return type === "COMPARE_IN" || type === "COMPARE_NOT_IN" ? against(first, others) : undefined;
}

function against(side: Expression, others: readonly Expression[]): Test | undefined {
  const column = columnName(side);
  const constants = others.map(constantSql);
  if (column === undefined || !constants.every((constant) => constant !== undefined)) return undefined;
  return { column, constants, asksNull: false };
}
