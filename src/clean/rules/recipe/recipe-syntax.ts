import { stripTypeScriptTypes } from "node:module";
import {
  type CallExpression,
  type Expression,
  type Node,
  type ObjectExpression,
  type Program,
  type Property,
  parse,
  type SpreadElement,
} from "acorn";

/** A pipeline file as it was read: its syntax tree has the places of the source. */
export interface RecipeSyntax {
  readonly source: string;
  /** The source with its types blanked out: every character is where it was. */
  readonly plain: string;
  readonly program: Program;
  /** The object literal with the rules of the stage. */
  readonly rules: ObjectExpression;
}

/** Why a recipe cannot be read or changed, in words that follow its name. */
export class RecipeRefusal extends Error {
  override name = "RecipeRefusal";
}

/** The rules of a stage in the source of a pipeline file, by the name of the pipeline's entry. */
export function findRules(source: string, entry: string): RecipeSyntax {
  const { program, plain } = parseTypeScript(source);
  const found = entries(program, entry).flatMap((value) => rulesCalls(program, value));
  const where = `the stage "${entry}"`;
  if (found.length === 0) throw new RecipeRefusal(`has no rules({ … }) as ${where} that could be found`);
  if (found.length > 1) throw new RecipeRefusal(`has ${found.length} rules({ … }) as ${where}`);
  const map = objectBehind(program, found[0].arguments[0] as Expression | undefined);
  if (map === undefined)
    throw new RecipeRefusal(`gives ${where} its rules by something else than an object literal`);
  return { source, plain, program, rules: map };
}

/** The source with its types blanked out, parsed. */
function parseTypeScript(source: string): { program: Program; plain: string } {
  const plain = stripped(source);
  try {
    return { program: parse(plain, { ecmaVersion: "latest", sourceType: "module" }), plain };
  } catch (cause) {
    throw new RecipeRefusal(`does not parse: ${(cause as Error).message}`, { cause });
  }
}

function stripped(source: string): string {
  let plain: string;
  try {
    plain = quietly(() => stripTypeScriptTypes(source, { mode: "strip" }));
  } catch (cause) {
    throw new RecipeRefusal(`does not parse: ${(cause as Error).message.split("\n")[0]}`, { cause });
  }
  if (plain.length !== source.length || lineEnds(plain) !== lineEnds(source))
    throw new RecipeRefusal("has types that cannot be taken out without moving the code");
  return plain;
}

function lineEnds(text: string): string {
  return [...text.matchAll(/\n/g)].map(({ index }) => index).join();
}

/** Node warns once that stripping types may change; that is our business and not the person's. */
function quietly<T>(work: () => T): T {
  const emit = process.emitWarning;
  process.emitWarning = () => {};
  try {
    return work();
  } finally {
    process.emitWarning = emit;
  }
}

/** Values of the property `entry` of every object under a property `stages`. */
function entries(program: Program, entry: string): Expression[] {
  return nodesIn(program)
    .filter((node): node is Property => node.type === "Property" && keyName(node as Property) === "stages")
    .map(({ value }) => objectBehind(program, value))
    .flatMap((stages) => (stages ? own(stages, entry) : []));
}

function own({ properties }: ObjectExpression, name: string): Expression[] {
  return properties.flatMap((one) => (isNamed(one) && keyName(one) === name ? [one.value] : []));
}

/** Calls of `rules` that a stage is, or that are among the stages of an entry. */
function rulesCalls(program: Program, value: Expression): CallExpression[] {
  const behind = resolved(program, value);
  if (behind.type === "ArrayExpression")
    return behind.elements.flatMap((one) =>
      one && one.type !== "SpreadElement" ? rulesCalls(program, one) : [],
    );
  return behind.type === "CallExpression" && isRules(program, behind.callee as Expression) ? [behind] : [];
}

/** True for `rules`, for the name that it was imported under, and for `sluice.rules`. */
function isRules(program: Program, callee: Expression): boolean {
  if (callee.type === "MemberExpression")
    return callee.property.type === "Identifier" && callee.property.name === "rules" && !callee.computed;
  return callee.type === "Identifier" && importedName(program, callee.name) === "rules";
}

function importedName(program: Program, local: string): string | undefined {
  for (const node of program.body) {
    if (node.type !== "ImportDeclaration") continue;
    for (const one of node.specifiers)
      if (one.type === "ImportSpecifier" && one.local.name === local)
        return one.imported.type === "Identifier" ? one.imported.name : String(one.imported.value);
  }
  return undefined;
}

/** True for a name that was imported from Sluice itself. */
export function isOurs({ body }: Program, local: string): boolean {
  return body.some(
    (node) =>
      node.type === "ImportDeclaration" &&
      node.source.value === "sluice" &&
      node.specifiers.some((one) => one.local.name === local),
  );
}

/** What an expression is: a name stands for the constant of the file that it was given to. */
export function resolved({ body }: Program, value: Expression): Expression {
  if (value.type !== "Identifier") return value;
  for (const node of body) {
    const declaration = node.type === "ExportNamedDeclaration" ? node.declaration : node;
    if (declaration?.type !== "VariableDeclaration" || declaration.kind !== "const") continue;
    for (const { id, init } of declaration.declarations)
      if (id.type === "Identifier" && id.name === value.name && init) return init;
  }
  return value;
}

function objectBehind(program: Program, value: Expression | undefined): ObjectExpression | undefined {
  const behind = value && resolved(program, value);
  return behind?.type === "ObjectExpression" ? behind : undefined;
}

/** True for `name: value`, which is no method, accessor, spread or computed name. */
export function isNamed(one: Property | SpreadElement): one is Property {
  return one.type === "Property" && one.kind === "init" && !one.method && keyName(one) !== undefined;
}

/** The name of a property; undefined where only running the code would tell. */
export function keyName({ key, computed }: Property): string | undefined {
  if (key.type === "Literal" && typeof key.value === "string") return key.value;
  return key.type === "Identifier" && !computed ? key.name : undefined;
}

/** A text that stands in the source as it is; undefined for whatever has to be run. */
export function textOf(value: Node): string | undefined {
  const node = value as Expression;
  if (node.type === "Literal") return typeof node.value === "string" ? node.value : undefined;
  if (node.type === "TemplateLiteral" && node.expressions.length === 0)
    return node.quasis[0].value.cooked ?? undefined;
  return undefined;
}

function nodesIn(root: Node): Node[] {
  const found: Node[] = [];
  const open: unknown[] = [root];
  while (open.length > 0) {
    const value = open.pop();
    if (typeof value !== "object" || value === null || value instanceof RegExp) continue;
    if ("type" in value && "start" in value) found.push(value as Node);
    open.push(...Object.values(value));
  }
  return found;
}
