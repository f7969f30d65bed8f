/** How a string stands in source code: its quotes, or the backticks of a template. */
export type Quote = '"' | "'" | "`";

/** A text as a string literal in the quotes of its neighbours; nothing in it can end the literal or begin code. */
export function quoted(text: string, quote: Quote): string {
  if (quote === "`") return `\`${escapeTemplate(text)}\``;
  const json = JSON.stringify(text).replace(/[\u2028\u2029]/g, escapeCode);
  if (quote === '"') return json;
  return `'${json.slice(1, -1).replace(/\\"/g, '"').replaceAll("'", "\\'")}'`;
}

/** A name as the key of an object literal. */
export function keyOf(name: string, quote: Quote): string {
  return /^[A-Za-z_$][\w$]*$/.test(name) && name !== "__proto__"
    ? name
    : quoted(name, quote === "`" ? '"' : quote);
}

function escapeTemplate(text: string): string {
  return text
    .toWellFormed()
    .replace(/[\\`]|\$(?=\{)|[\r\u0000\u2028\u2029]/g, (one) =>
      /[\\`$]/.test(one) ? `\\${one}` : escapeCode(one),
    );
}

function escapeCode(one: string): string {
  return `\\u${one.charCodeAt(0).toString(16).padStart(4, "0")}`;
}
