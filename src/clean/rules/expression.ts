import { type Database, literal } from "../../core/database.ts";
import { didYouMean, UserError } from "../../core/errors.ts";
import { allowedFunctions } from "./functions.ts";

/** The engine that parses and binds predicates: the context of a query stage, or a database of its own. */
export type Engine = Pick<Database, "rows">;

/** A node of an SQL expression as DuckDB serializes it. */
export interface Expression {
  readonly class: string;
  readonly type: string;
  readonly alias?: string;
  /** Where it stands in `SELECT <predicate>`, in bytes of UTF-8: an operator at its sign, a constant at its first character. */
  readonly query_location?: number;
  readonly column_names?: readonly string[];
  readonly function_name?: string;
  readonly schema?: string;
  readonly catalog?: string;
  readonly children?: readonly Expression[];
  readonly left?: Expression;
  readonly right?: Expression;
  readonly input?: Expression;
  readonly lower?: Expression;
  readonly upper?: Expression;
  /** What a cast is of, and its type. */
  readonly child?: Expression;
  readonly cast_type?: { readonly id: string };
  readonly case_checks?: readonly { readonly when_expr: Expression; readonly then_expr: Expression }[];
  readonly else_expr?: Expression;
  readonly value?: ConstantValue;
}

/** A constant as DuckDB serializes it: a decimal is a whole number with a scale. */
export interface ConstantValue {
  readonly type: { readonly id: string; readonly type_info: { readonly scale?: number } | null };
  readonly is_null: boolean;
  readonly value?: unknown;
}

const classes = new Set([
  "BETWEEN",
  "CASE",
  "CAST",
  "COLUMN_REF",
  "COMPARISON",
  "CONJUNCTION",
  "CONSTANT",
  "FUNCTION",
  "OPERATOR",
]);
const head = "SELECT ";
const emptyNode = ["where_clause", "having", "sample", "qualify"];
const emptyLists = ["modifiers", "group_expressions", "group_sets"];

/** Parses a predicate: one scalar expression over columns, constants and allowed functions. `place` begins every complaint. */
export async function parsePredicate(when: string, place: string, engine: Engine): Promise<Expression> {
  if (when.includes("\0")) throw new UserError(`${place}: a predicate cannot hold a zero byte.`);
  const [{ tree }] = await engine.rows(`SELECT json_serialize_sql(${literal(head + when)}) AS tree`);
  const parsed = JSON.parse(String(tree));
  if (parsed.error) throw new UserError(`${place}: "${when}" is no SQL expression: ${parsed.error_message}.`);
  const node = parsed.statements[0]?.node;
  if (parsed.statements.length !== 1 || !isLoneExpression(node))
    throw new UserError(
      `${place}: "${when}" must be one expression, such as word_count < 50, without clauses of a query.`,
    );
  checkTree(node.select_list[0], `${place}: "${when}"`);
  return node.select_list[0];
}

/** Where a node stands in the text of its predicate, in characters of JavaScript; -1 where the engine does not say. */
export function sqlOffset(when: string, { query_location }: Expression): number {
  if (query_location === undefined) return -1;
  const before = Buffer.from(when).subarray(0, query_location - head.length);
  return before.toString("utf8").length;
}

/** Every column that an expression names. */
export function columnsOf(expression: Expression): string[] {
  const names = new Set<string>();
  for (const node of nodesIn(expression))
    if (node.class === "COLUMN_REF") names.add(node.column_names?.join(".") ?? "");
  return [...names];
}

function isLoneExpression(node: Record<string, unknown>): boolean {
  const list = node.select_list as Expression[] | undefined;
  return (
    node.type === "SELECT_NODE" &&
    list?.length === 1 &&
    !list[0].alias &&
    (node.from_table as { type: string }).type === "EMPTY" &&
    (node.cte_map as { map: unknown[] }).map.length === 0 &&
    emptyNode.every((part) => node[part] === null) &&
    emptyLists.every((part) => (node[part] as unknown[]).length === 0)
  );
}

function checkTree(root: Expression, place: string): void {
  for (const node of nodesIn(root)) {
    if (!classes.has(node.class))
      throw new UserError(
        `${place} holds a ${node.class.toLowerCase()}, which rules cannot: only columns, constants and functions.`,
      );
    if (node.class === "FUNCTION" && !isAllowed(node)) {
      const name = node.function_name ?? "";
      if (name === "isnan")
        throw new UserError(`${place} calls isnan, which is never true: a NaN reads as null. Write IS NULL`);
      throw new UserError(`${place} calls ${name}, which rules cannot.${didYouMean(name, allowedFunctions)}`);
    }
  }
}

function isAllowed({ function_name, schema, catalog }: Expression): boolean {
  return !catalog && (!schema || schema === "main") && allowedFunctions.has(function_name ?? "");
}

function* nodesIn(value: unknown): Generator<Expression> {
  if (typeof value !== "object" || value === null) return;
  if ("class" in value) yield value as Expression;
  for (const part of Object.values(value)) yield* nodesIn(part);
}
