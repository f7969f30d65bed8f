/** A token of an SQL expression and its place in the text. */
export interface SqlToken {
  readonly kind: "word" | "number" | "text" | "name" | "symbol";
  readonly text: string;
  readonly start: number;
  readonly end: number;
}

const blank = /(?:\s|--[^\n]*|\/\*[\s\S]*?\*\/)+/y;

const kinds: readonly (readonly [SqlToken["kind"], RegExp])[] = [
  ["text", /[eE]'(?:[^'\\]|\\[\s\S]|'')*'|'(?:[^']|'')*'|\$(\w*)\$[\s\S]*?\$\1\$/y],
  ["name", /"(?:[^"]|"")*"/y],
  ["number", /(?:\d[\d_]*(?:\.[\d_]*)?|\.\d[\d_]*)(?:[eE][+-]?\d+)?/y],
  ["word", /[\p{L}_][\p{L}\p{N}_$]*/uy],
  ["symbol", /<=|>=|<>|!=|==|::|\|\||[\s\S]/y],
];

/** The tokens of an SQL expression without blanks and comments; enough to find numbers, brackets and words, no parser. */
export function sqlTokens(sql: string): SqlToken[] {
  const tokens: SqlToken[] = [];
  let at = skipBlank(sql, 0);
  while (at < sql.length) {
    const token = tokenAt(sql, at);
    tokens.push(token);
    at = skipBlank(sql, token.end);
  }
  return tokens;
}

function skipBlank(sql: string, at: number): number {
  blank.lastIndex = at;
  return blank.test(sql) ? blank.lastIndex : at;
}

function tokenAt(sql: string, start: number): SqlToken {
  for (const [kind, pattern] of kinds) {
    pattern.lastIndex = start;
    const [text] = pattern.exec(sql) ?? [];
    if (text !== undefined) return { kind, text, start, end: start + text.length };
  }
  throw new Error(`no token at ${start}`); // the last pattern takes any character
}
