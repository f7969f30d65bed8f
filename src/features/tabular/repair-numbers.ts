import { type Cell, missingCell } from "./cell.ts";

/** A number as it was written, taken apart; which mark is the decimal one may be open. */
interface Written {
  readonly negative: boolean;
  /** Digits and marks only. */
  readonly digits: string;
  /** Power of ten of an exponent, `1e6`. */
  readonly exponent: number;
  readonly multiplier: number;
  readonly unit: string | null;
  /** What was taken off, for the name of the rule. */
  readonly parts: readonly string[];
}

/** `.` as in 1,234.5 or `,` as in 1.234,5. */
type Decimal = "." | ",";

const CURRENCY = /\p{Sc}|\b(?:USD|EUR|GBP|JPY|CHF|CNY|INR|kr|Fr)\b\.?/gu;
const MULTIPLIERS: Readonly<Record<string, number>> = { k: 1e3, K: 1e3, M: 1e6, B: 1e9, bn: 1e9, T: 1e12 };

/** Longest cell that is taken for a number. */
const LONGEST = 80;

/**
 * Reads a column of numbers with separators of thousands, decimal commas, percent signs, currencies, units and multipliers. A cell that reads
 * as `1,234` or `1.234` both ways is decided by the rest of the column where that is of one mind; a comma is left alone where it is not.
 * Cells in several units are left alone too.
 */
export function readNumbers(texts: readonly (string | null)[]): Cell<number>[] {
  const written = texts.map((text) => (text === null || missingCell(text) ? undefined : takeApart(text)));
  const decimal = decimalOf(written);
  const units = new Set(written.flatMap((cell) => (cell === undefined ? [] : [cell.unit])));
  const severalUnits = [...units].filter((unit) => unit !== null).length > 1;
  return texts.map((text, i) => {
    const missing = missingCell(text);
    const cell = written[i];
    if (missing || text === null) return missing ?? { state: "missing", rule: null };
    if (cell === undefined) return { state: "unread" };
    if (severalUnits && cell.unit !== null) return { state: "ambiguous" };
    return readCell(text, cell, decimal);
  });
}

function takeApart(text: string): Written | undefined {
  if (text.length > LONGEST) return undefined;
  const parts: string[] = [];
  let rest = asciiDigits(text.trim());
  if (rest !== text) parts.push(rest === text.trim() ? "space" : "digits");
  const bracketed = /^\((.+)\)$/s.exec(rest);
  if (bracketed) {
    rest = bracketed[1].trim();
    parts.push("brackets");
  }
  const bare = rest.replace(CURRENCY, "");
  if (bare !== rest) parts.push("currency");
  const [, sign, number, exponent, tail] =
    /^([+\-−])?\s*((?:\d|[.,](?=\d)|['’\s_](?=\d))*\d[.,]?|[.,]\d+)(e[+-]?\d{1,3})?\s*(.*)$/isu.exec(
      bare.trim(),
    ) ?? [];
  if (number === undefined || !/\d/.test(number)) return undefined;
  const suffix = readTail(tail.trim(), parts);
  if (suffix === undefined) return undefined;
  const negative = (sign !== undefined && sign !== "+") !== (bracketed !== null);
  return {
    negative,
    digits: number.replaceAll(/['’\s_]/gu, " "),
    exponent: Number(exponent?.slice(1) ?? 0),
    ...suffix,
    parts,
  };
}

/** Percent, a multiplier or a unit behind the digits; undefined for what is none. */
function readTail(tail: string, parts: string[]): Pick<Written, "multiplier" | "unit"> | undefined {
  if (tail === "") return { multiplier: 1, unit: null };
  if (tail === "%") {
    parts.push("percent");
    return { multiplier: 0.01, unit: null };
  }
  if (Object.hasOwn(MULTIPLIERS, tail)) {
    parts.push("multiplier");
    return { multiplier: MULTIPLIERS[tail], unit: null };
  }
  if (!/^[\p{L}°µ²³/]{1,12}$/u.test(tail)) return undefined;
  parts.push(`unit ${tail}`);
  return { multiplier: 1, unit: tail };
}

/** Digits of other scripts as ASCII, as far as they are common in tables. */
function asciiDigits(text: string): string {
  return text.replace(/[\u0660-\u0669\u06f0-\u06f9\u0966-\u096f\uff10-\uff19]/g, (digit) => {
    const point = digit.charCodeAt(0);
    return String((point & 15) - ((point & 0xfff0) === 0x0960 ? 6 : 0));
  });
}

/** The decimal mark that the unmistakable cells of a column agree on; null when they do not, undefined when there are none. */
function decimalOf(cells: readonly (Written | undefined)[]): Decimal | null | undefined {
  const found = new Set(cells.map((cell) => (cell === undefined ? undefined : certainDecimal(cell.digits))));
  found.delete(undefined);
  if (found.size === 0) return undefined;
  return found.size === 1 ? ([...found][0] as Decimal) : null;
}

/** The decimal mark of digits that can be read in one way only. */
function certainDecimal(digits: string): Decimal | undefined {
  const marks = digits.replaceAll(/[^.,]/g, "");
  if (marks === "") return undefined;
  const last = marks.at(-1) as Decimal;
  if (marks.includes(".") && marks.includes(",")) return last;
  if (marks.length > 1) return last === "." ? "," : "."; // twice the same mark parts thousands
  if (digits.includes(" ")) return last;
  return /^\d{1,3}[.,]\d{3}$/.test(digits) && !digits.startsWith("0") ? undefined : last;
}

function readCell(text: string, cell: Written, column: Decimal | null | undefined): Cell<number> {
  const { digits, negative, exponent, multiplier, parts } = cell;
  const own = certainDecimal(digits);
  const decimal = own ?? column ?? (digits.includes(",") || column === null ? undefined : ".");
  if (decimal === undefined && /[.,]/.test(digits)) return { state: "ambiguous" };
  const plain = plainDigits(digits, decimal ?? ".");
  if (plain === undefined) return { state: "unread" };
  const size = Number(exponent === 0 ? plain : `${plain}e${exponent}`);
  const value = (negative ? -1 : 1) * (multiplier < 1 ? size / 100 : size * multiplier);
  if (!Number.isFinite(value)) return { state: "unread" };
  const marks =
    plain === digits ? [] : [decimal === "," && digits.includes(",") ? "decimal comma" : "thousands"];
  const rules = [...parts, ...marks];
  const same = rules.length === 0 && Number(text) === value;
  return {
    state: "read",
    value,
    rule: same ? null : `number.${(rules.length === 0 ? ["sign"] : rules).join("+").replaceAll(" ", "_")}`,
  };
}

/** Digits with a decimal point at most; undefined where the groups of thousands are none. */
function plainDigits(digits: string, decimal: Decimal): string | undefined {
  const at = digits.lastIndexOf(decimal);
  const whole = at < 0 ? digits : digits.slice(0, at);
  const fraction = at < 0 ? "" : digits.slice(at + 1);
  if (!/^\d*$/.test(fraction) || whole.includes(decimal)) return undefined;
  const groups = whole.split(/[., ]/);
  const grouped = groups.slice(1).every((group) => /^\d{2,3}$/.test(group)) && groups[0].length <= 3; // lakhs come in twos
  if (groups.length > 1 && !(grouped && groups.at(-1)?.length === 3)) return undefined;
  return `${groups.join("") || "0"}${fraction === "" ? "" : `.${fraction}`}`;
}
