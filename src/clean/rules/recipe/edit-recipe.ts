import type { Expression, ObjectExpression, Program, Property } from "acorn";
import type { Changes } from "../ledger/draft.ts";
import { appended, removed, type TextEdit } from "./object-edits.ts";
import { keyOf, type Quote, quoted } from "./quote.ts";
import { readRecipe } from "./read-recipe.ts";
import {
  findRules,
  isNamed,
  isOurs,
  keyName,
  RecipeRefusal,
  type RecipeSyntax,
  resolved,
  textOf,
} from "./recipe-syntax.ts";

/** The changed source of a pipeline file, or why it stays as it is and what a person can paste. */
export type EditedRecipe = { readonly source: string } | { readonly refusal: string; readonly paste: string };

/** The predicate of a rule that is off and cannot be left out, since it comes from elsewhere too. */
export const offPredicate = "false";

/**
 * Changes rules of a stage in the source of its pipeline file, and nothing else: a predicate is replaced where it stands, a rule that
 * comes from elsewhere is overridden at the end, a rule that is off goes, or becomes `"false"`. `overruled` names rules of the file that
 * something else in the literal has the last word on: running the file showed it.
 */
export function editRecipe(
  source: string,
  entry: string,
  changes: Changes,
  overruled: ReadonlySet<string> = new Set(),
): EditedRecipe {
  try {
    const edited = Object.entries(changes).reduce(
      (text, [name, when]) => changeRule(text, entry, name, when, overruled.has(name)),
      source,
    );
    confirm(edited, entry, changes);
    return { source: edited };
  } catch (error) {
    if (error instanceof RecipeRefusal) return { refusal: error.message, paste: pasteOf(changes) };
    throw error;
  }
}

/** Rules as lines that can be pasted into rules({ … }). */
export function pasteOf(changes: Changes): string {
  return Object.entries(changes)
    .map(([name, when]) => `${keyOf(name, '"')}: ${quoted(when ?? offPredicate, '"')},`)
    .join("\n");
}

function changeRule(
  source: string,
  entry: string,
  name: string,
  when: string | null,
  isOverruled: boolean,
): string {
  const found = findRules(source, entry);
  const { properties } = found.rules;
  const own = ownRule(found, name);
  const isOpen = properties.some((one) => !isNamed(one));
  if (own === undefined) return when === null && !isOpen ? source : append(found, name, when);
  const isLast = properties.slice(properties.indexOf(own)).every(isNamed);
  if (isOverruled && !isLast) return append(findRules(without(source, entry, name), entry), name, when);
  const isOnly = properties.every((one) => isNamed(one) && keyName(one) === name);
  if (when === null && !isOverruled && !isOnly) return without(source, entry, name);
  return applied(source, [replaced(found, own, when ?? offPredicate)]);
}

function ownRule({ rules }: RecipeSyntax, name: string): Property | undefined {
  return rules.properties.findLast((one): one is Property => isNamed(one) && keyName(one) === name);
}

function append(found: RecipeSyntax, name: string, when: string | null): string {
  const quote = quoteIn(found);
  const line = `${keyOf(name, quote)}: ${quoted(when ?? offPredicate, quote)}`;
  return applied(found.source, appended(found, found.rules, line));
}

/** The source without the rule, however often it stands in the literal. */
function without(source: string, entry: string, name: string): string {
  let text = source;
  for (;;) {
    const found = findRules(text, entry);
    const own = ownRule(found, name);
    if (own === undefined) return text;
    text = applied(text, removed(found, found.rules, own));
  }
}

/** Puts another predicate in the place of a rule's; what else is said about the rule (why, share) stays. */
function replaced(found: RecipeSyntax, rule: Property, when: string): TextEdit {
  const { source } = found;
  const { value, end, shorthand } = rule;
  if (shorthand) return { start: end, end, text: `: ${instead(found, value, when)}` };
  if (value.type === "ObjectExpression") return replacedWhen(source, value, when);
  const text =
    textOf(value) === undefined ? instead(found, value, when) : quoted(when, source[value.start] as Quote);
  return { start: value.start, end: value.end, text };
}

function replacedWhen(source: string, { properties }: ObjectExpression, when: string): TextEdit {
  const own = properties.findLast((one) => isNamed(one) && keyName(one) === "when");
  const value = own?.type === "Property" && !own.shorthand ? own.value : undefined;
  const isLast = own !== undefined && !properties.slice(properties.indexOf(own)).some((one) => !isNamed(one));
  if (value === undefined || !isLast || textOf(value) === undefined)
    throw new RecipeRefusal('has a rule whose "when" is computed');
  return { start: value.start, end: value.end, text: quoted(when, source[value.start] as Quote) };
}

/** What stands in the place of an expression that gives a rule: a text for a text, and for an object the same with another `when`. */
function instead(found: RecipeSyntax, value: Expression, when: string): string {
  const { program, source } = found;
  const quote = quoteIn(found);
  const written = source.slice(value.start, value.end);
  const behind = member(program, value);
  if (behind?.type === "ObjectExpression") return `{ ...${written}, when: ${quoted(when, quote)} }`;
  const isText = (behind && textOf(behind) !== undefined) || isJoined(value) || isPreset(program, value);
  if (!isText) throw new RecipeRefusal(`takes a rule from ${JSON.stringify(written.slice(0, 80))}`);
  return quoted(when, quote);
}

/** What a name, or `name.property`, of the file stands for. */
function member(program: Program, value: Expression): Expression | undefined {
  if (value.type !== "MemberExpression") return resolved(program, value);
  const { object, property, computed } = value;
  if (object.type === "Super") return undefined;
  const holder = resolved(program, object);
  if (holder.type !== "ObjectExpression" || computed || property.type !== "Identifier") return undefined;
  if (holder.properties.some((one) => !isNamed(one))) return undefined;
  const found = holder.properties.findLast((one) => isNamed(one) && keyName(one) === property.name);
  return found?.type === "Property" ? found.value : undefined;
}

/** Our own sets of rules hold texts: `gopher.too_few_words`. */
function isPreset(program: Program, value: Expression): boolean {
  return (
    value.type === "MemberExpression" &&
    value.object.type === "Identifier" &&
    isOurs(program, value.object.name)
  );
}

/** A text that is put together: `"a" + b`, or a template. */
function isJoined(value: Expression): boolean {
  if (value.type === "TemplateLiteral") return true;
  if (value.type !== "BinaryExpression" || value.operator !== "+") return false;
  const sides = [value.left, value.right] as Expression[];
  return sides.some((side) => textOf(side) !== undefined || isJoined(side));
}

/** The quotes that most rules of the literal have. */
function quoteIn({ source, rules }: RecipeSyntax): Quote {
  const marks = rules.properties.filter(isNamed).map(({ value }) => source[value.start]);
  const single = marks.filter((mark) => mark === "'").length;
  return single > marks.filter((mark) => mark === '"').length ? "'" : '"';
}

function applied(source: string, edits: readonly TextEdit[]): string {
  return edits
    .toSorted((a, b) => b.start - a.start)
    .reduce((text, { start, end, text: own }) => text.slice(0, start) + own + text.slice(end), source);
}

/** Reads the result again: every change must be found in it. */
function confirm(source: string, entry: string, changes: Changes): void {
  const read = readRecipe(source, entry);
  if ("refusal" in read) throw new RecipeRefusal(`cannot be changed safely: afterwards it ${read.refusal}`);
  for (const [name, when] of Object.entries(changes)) {
    const found = read.own.get(name);
    const isThere = when === null ? found === undefined || found === offPredicate : found === when;
    if (!isThere)
      throw new RecipeRefusal(`cannot be changed safely: rule "${name}" did not take its new form`);
  }
}
