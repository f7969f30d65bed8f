/** How a delimited file is written. */
export interface Dialect {
  readonly delimiter: number;
  /** Strict: RFC 4180, a quoted field may hold newlines. Loose (TSV): a quote that does not fit is a letter. */
  readonly isStrict: boolean;
}

/** Fields of one record and where the next one begins; `more` when it goes on behind the window. */
export type Parsed =
  | { readonly kind: "record"; readonly fields: string[]; readonly end: number }
  | { readonly kind: "fault"; readonly error: string }
  | { readonly kind: "more" };

const quote = 34;
const newline = 10;
const carriageReturn = 13;
const more: Parsed = { kind: "more" };

/** Parses the record that begins at `at`. `isLast`: nothing comes behind the window. Never throws. */
export function parseCsvRecord(bytes: Buffer, at: number, dialect: Dialect, isLast: boolean): Parsed {
  const fields: string[] = [];
  for (let start = at; ; ) {
    const field =
      bytes[start] === quote ? quoted(bytes, start, dialect, isLast) : bare(bytes, start, dialect, isLast);
    if (typeof field === "string") return { kind: "fault", error: field };
    if (field === undefined) return more;
    fields.push(field.text);
    if (field.end >= bytes.length || bytes[field.end] === newline) {
      return { kind: "record", fields, end: Math.min(field.end + 1, bytes.length) };
    }
    start = field.end + 1;
  }
}

/** Text of a field and where its delimiter stands; an error; or undefined when it goes on behind the window. */
type Field = { readonly text: string; readonly end: number } | string | undefined;

function quoted(bytes: Buffer, start: number, dialect: Dialect, isLast: boolean): Field {
  const close = closingQuote(bytes, start + 1);
  if (!dialect.isStrict) return looselyQuoted(bytes, start, close, dialect, isLast);
  if (close < 0) return isLast ? "quoted field without its closing quote" : undefined;
  const end = bytes[close + 1] === carriageReturn ? close + 2 : close + 1;
  if (end >= bytes.length && !isLast) return undefined;
  if (!endsField(bytes, end, dialect)) return "text behind the closing quote of a field";
  return { text: unquoted(bytes, start, close), end };
}

function looselyQuoted(
  bytes: Buffer,
  start: number,
  close: number,
  dialect: Dialect,
  isLast: boolean,
): Field {
  const field = bare(bytes, start, dialect, isLast);
  if (typeof field !== "object" || close < 0 || close > field.end) return field;
  const end = bytes[close + 1] === carriageReturn ? close + 2 : close + 1;
  return end === field.end ? { text: unquoted(bytes, start, close), end } : field;
}

function bare(bytes: Buffer, start: number, { delimiter }: Dialect, isLast: boolean): Field {
  let end = start;
  while (end < bytes.length && bytes[end] !== delimiter && bytes[end] !== newline) end++;
  if (end >= bytes.length && !isLast) return undefined;
  const isLineEnd = bytes[end] !== delimiter && end > start && bytes[end - 1] === carriageReturn;
  return { text: bytes.toString("utf8", start, isLineEnd ? end - 1 : end), end };
}

/** Position of the quote that closes a field, past doubled quotes; -1 when it is not in the window. */
function closingQuote(bytes: Buffer, start: number): number {
  let at = bytes.indexOf(quote, start);
  while (at >= 0 && bytes[at + 1] === quote) at = bytes.indexOf(quote, at + 2);
  return at;
}

function endsField(bytes: Buffer, at: number, { delimiter }: Dialect): boolean {
  return at >= bytes.length || bytes[at] === delimiter || bytes[at] === newline;
}

function unquoted(bytes: Buffer, open: number, close: number): string {
  return bytes.toString("utf8", open + 1, close).replaceAll('""', '"');
}
