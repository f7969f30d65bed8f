import { type Expression, sqlOffset } from "./expression.ts";
import { type SqlToken, sqlTokens } from "./sql-tokens.ts";

/** A bound in a predicate that can be moved: `word_count < 50` in `word_count < 50 AND language = 'en'`. */
export interface Handle {
  /** SQL of what is compared: a column, or an expression over columns. */
  readonly expression: string;
  /** As if the expression stood on the left. */
  readonly operator: "<" | "<=" | ">" | ">=";
  readonly value: number;
  /** Where the number stands in the predicate. */
  readonly number: Span;
  /** Where the whole comparison stands. */
  readonly comparison: Span;
}

/** A piece of a text. */
export interface Span {
  readonly start: number;
  readonly end: number;
}

const operators: Readonly<Record<string, Handle["operator"]>> = {
  COMPARE_LESSTHAN: "<",
  COMPARE_LESSTHANOREQUALTO: "<=",
  COMPARE_GREATERTHAN: ">",
  COMPARE_GREATERTHANOREQUALTO: ">=",
};
const flipped = { "<": ">", "<=": ">=", ">": "<", ">=": "<=" } as const;
const separators = new Set(["AND", "OR", "WHEN", "THEN", "ELSE"]);

/**
 * The bounds of a predicate, in their order: comparisons with a number that AND and OR join. What stands under a NOT, in a
 * CASE or in a BETWEEN has none. `tree` is what `parsePredicate` made of the text.
 */
export function handlesIn(when: string, tree: Expression): Handle[] {
  const tokens = sqlTokens(when);
  return comparisons(tree).flatMap((node) => handleOf(when, tokens, node) ?? []);
}

/** The predicate with another number in the place of a bound's. */
export function withBound(when: string, { number }: Pick<Handle, "number">, value: number): string {
  return `${when.slice(0, number.start)}${value}${when.slice(number.end)}`;
}

/** The predicate with a comparison taken for true or for false. */
export function withVerdict(
  when: string,
  { comparison }: Pick<Handle, "comparison">,
  verdict: boolean,
): string {
  return `${when.slice(0, comparison.start)} ${verdict} ${when.slice(comparison.end)}`;
}

function comparisons(node: Expression): Expression[] {
  if (node.class === "CONJUNCTION") return (node.children ?? []).flatMap(comparisons);
  return node.class === "COMPARISON" && operators[node.type] ? [node] : [];
}

function handleOf(when: string, tokens: readonly SqlToken[], node: Expression): Handle | undefined {
  const sign = tokens.findIndex(({ start }) => start === sqlOffset(when, node));
  // Of NOT (a < 3) the parser makes a >= 3 and points at the NOT: there the text says the opposite.
  if (sign < 0 || !/^[<>]=?$/.test(tokens[sign].text)) return undefined;
  const first = boundary(tokens, sign, -1) + 1;
  const last = boundary(tokens, sign, 1) - 1;
  const onLeft = node.left?.class === "CONSTANT";
  const number = onLeft ? numberIn(tokens, first, sign - 1) : numberIn(tokens, sign + 1, last);
  const side = onLeft ? tokens.slice(sign + 1, last + 1) : tokens.slice(first, sign);
  if (number === undefined || side.length === 0) return undefined;
  const operator = operators[node.type];
  return {
    expression: when.slice(side[0].start, side[side.length - 1].end),
    operator: onLeft ? flipped[operator] : operator,
    ...number,
    comparison: { start: tokens[first].start, end: tokens[last].end },
  };
}

/** The number that a side of a comparison is, with its sign. */
function numberIn(
  tokens: readonly SqlToken[],
  first: number,
  last: number,
): Pick<Handle, "number" | "value"> | undefined {
  const side = tokens.slice(first, last + 1);
  const digits = side.at(-1);
  const isNumber =
    digits?.kind === "number" && (side.length === 1 || (side.length === 2 && side[0].text === "-"));
  if (!isNumber) return undefined;
  const value = Number(digits.text.replaceAll("_", "")) * (side.length === 2 ? -1 : 1);
  return { value, number: { start: side[0].start, end: digits.end } };
}

/** The first token to one side of a comparison that is no part of it; one before or after all where there is none. */
function boundary(tokens: readonly SqlToken[], sign: number, step: 1 | -1): number {
  const [open, close] = step === 1 ? ["(", ")"] : [")", "("];
  const [begin, end] = step === 1 ? ["CASE", "END"] : ["END", "CASE"];
  let depth = 0;
  let at = sign + step;
  for (; at >= 0 && at < tokens.length; at += step) {
    const text = tokens[at].kind === "word" ? tokens[at].text.toUpperCase() : tokens[at].text;
    if (depth === 0 && (text === close || text === end || separators.has(text))) break;
    if (text === open || text === begin) depth++;
    if (text === close || text === end) depth--;
  }
  return at;
}
