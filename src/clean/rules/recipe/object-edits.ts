import { type ObjectExpression, type Property, type SpreadElement, type Token, tokenizer } from "acorn";

/** A piece of a text that is replaced. */
export interface TextEdit {
  readonly start: number;
  readonly end: number;
  readonly text: string;
}

type Member = Property | SpreadElement;

/** A source, and the same with its types blanked out, on which syntax trees are made. */
export interface SourcePair {
  readonly source: string;
  readonly plain: string;
}

/** Puts a property (`name: value`) at the end of an object literal, on a line of its own where the others have theirs. */
export function appended(pair: SourcePair, object: ObjectExpression, property: string): TextEdit[] {
  const { source } = pair;
  const last = object.properties.at(-1);
  const closing = object.end - 1;
  const comma = last && commaAfter(pair, last, closing);
  const end = last && endOf(pair, last, comma?.start ?? closing);
  const line = lineStart(source, closing);
  const isAlone = source.slice(line, closing).trim() === "" && line > object.start;
  if (!isAlone) {
    if (end === undefined) return [insertion(closing, ` ${property} `)];
    return comma ? [insertion(comma.end, ` ${property},`)] : [insertion(end, `, ${property}`)];
  }
  const indent = last ? indentOf(source, last.start) : `${indentOf(source, closing)}  `;
  const isClosed = end === undefined || comma !== undefined;
  const own = insertion(line, `${indent}${property}${isClosed ? "," : ""}${lineEnd(source)}`);
  return isClosed ? [own] : [insertion(end, ","), own];
}

/** Takes a property out of an object literal, with its comma, and with its line where it has one to itself. */
export function removed(pair: SourcePair, object: ObjectExpression, property: Property): TextEdit[] {
  const { source } = pair;
  const closing = object.end - 1;
  const comma = commaAfter(pair, property, closing);
  const end = comma?.end ?? endOf(pair, property, closing);
  const before = object.properties[object.properties.indexOf(property) - 1];
  const dangling = !comma && before ? commaAfter(pair, before, property.start) : undefined;
  const rest = dangling ? [{ start: dangling.start, end: dangling.end, text: "" }] : [];
  const line = lineStart(source, property.start);
  const tail = ownTail.exec(source.slice(end));
  if (source.slice(line, property.start).trim() === "" && tail && line > object.start)
    return [...rest, { start: line, end: end + tail[0].length, text: "" }];
  const blanks = /^[ \t]*/.exec(source.slice(end))?.[0].length ?? 0;
  return [...rest, { start: property.start, end: end + blanks, text: "" }];
}

/** The rest of a line that belongs to the property on it: blanks, a comment, the end. */
const ownTail = /^[ \t]*(?:\/\/[^\r\n]*|\/\*[^\r\n]*?\*\/[ \t]*)?\r?\n/;

function insertion(at: number, text: string): TextEdit {
  return { start: at, end: at, text };
}

/** The end of a member with its type: `"…" as const` ends after `const`, which the tree does not know. */
function endOf({ source, plain }: SourcePair, { end }: Member, limit: number): number {
  for (let at = limit; at > end; at--) if (source[at - 1] !== plain[at - 1]) return at;
  return end;
}

/** The comma that follows a member of an object literal. */
function commaAfter({ plain }: SourcePair, { end }: Member, limit: number): Token | undefined {
  const [first] = tokenizer(plain.slice(end, limit), { ecmaVersion: "latest" });
  if (first?.type.label !== ",") return undefined;
  return { ...first, start: first.start + end, end: first.end + end };
}

function lineStart(source: string, at: number): number {
  return source.lastIndexOf("\n", at - 1) + 1;
}

function indentOf(source: string, at: number): string {
  return /^[ \t]*/.exec(source.slice(lineStart(source, at)))?.[0] ?? "";
}

function lineEnd(source: string): string {
  return source.includes("\r\n") ? "\r\n" : "\n";
}
