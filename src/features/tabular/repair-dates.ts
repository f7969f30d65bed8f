import { type Cell, missingCell } from "./cell.ts";

/** Which of two numbers before a year is the day. */
type Order = "day first" | "month first";

/** A date in numbers; `order` is open where day and month may be exchanged. */
interface Written {
  readonly year: number;
  readonly first: number;
  readonly second: number;
  readonly order: Order | "open";
  readonly time: string;
  readonly rule: string | null;
}

const MONTHS = "jan feb mar apr may jun jul aug sep oct nov dec".split(" ");
const TIME = String.raw`(?:[T\s]+(\d{1,2}:\d{2}(?::\d{2}(?:[.,]\d{1,9})?)?\s*(?:[AaPp]\.?[Mm]\.?)?)\s*(Z|UTC|[+-]\d{2}:?\d{2})?)?$`;
const ISO = new RegExp(String.raw`^(\d{4})([-/.])(\d{1,2})\2(\d{1,2})${TIME}`);
const NUMBERS = new RegExp(String.raw`^(\d{1,2})([-/.])(\d{1,2})\2(\d{4})${TIME}`);
const DAY_MONTH = new RegExp(
  String.raw`^(\d{1,2})(?:st|nd|rd|th|\.)?[\s-]+([a-z]{3,9})\.?,?[\s-]+(\d{4})${TIME}`,
  "i",
);
const MONTH_DAY = new RegExp(
  String.raw`^([a-z]{3,9})\.?\s+(\d{1,2})(?:st|nd|rd|th)?,?\s+(\d{4})${TIME}`,
  "i",
);

/** Longest cell that is taken for a date. */
const LONGEST = 60;

/**
 * Reads a column of dates and times: ISO 8601, `5 March 2024`, `March 5, 2024`, `5.3.2024` (day first), and `03/04/2024` where the rest of the
 * column tells which is the day. Days that no calendar has, and years of two digits, are left alone. Without a zone it is UTC.
 */
export function readDates(texts: readonly (string | null)[]): Cell<Date>[] {
  const written = texts.map((text) => (text === null || missingCell(text) ? undefined : takeApart(text)));
  const orders = new Set(written.map((cell) => (cell === undefined ? undefined : certainOrder(cell))));
  orders.delete(undefined);
  const column = orders.size === 1 ? ([...orders][0] as Order) : undefined;
  return texts.map((text, i) => {
    const missing = missingCell(text);
    if (missing || text === null) return missing ?? { state: "missing", rule: null };
    const cell = written[i];
    if (cell === undefined)
      return /^\d{1,2}[-/.]\d{1,2}[-/.]\d{2}$/.test(text.trim())
        ? { state: "ambiguous" }
        : { state: "unread" };
    return readCell(text, cell, column);
  });
}

function takeApart(whole: string): Written | undefined {
  if (whole.length > LONGEST) return undefined;
  const text = whole.trim();
  const iso = ISO.exec(text);
  if (iso) {
    const rule = iso[2] === "-" && iso[3].length + iso[4].length === 4 ? null : "date.year_first";
    return {
      year: Number(iso[1]),
      first: Number(iso[4]),
      second: Number(iso[3]),
      order: "day first",
      time: timeOf(iso, 5),
      rule,
    };
  }
  const numbers = NUMBERS.exec(text);
  if (numbers) {
    const order = numbers[2] === "." ? "day first" : "open"; // a point is written where the day comes first
    return {
      year: Number(numbers[4]),
      first: Number(numbers[1]),
      second: Number(numbers[3]),
      order,
      time: timeOf(numbers, 5),
      rule: null,
    };
  }
  const dayMonth = DAY_MONTH.exec(text);
  const monthDay = dayMonth ? null : MONTH_DAY.exec(text);
  const named = dayMonth ?? monthDay;
  if (named === null) return undefined;
  const [day, name] = dayMonth ? [named[1], named[2]] : [named[2], named[1]];
  const month = MONTHS.indexOf(name.slice(0, 3).toLowerCase()) + 1;
  if (month === 0) return undefined;
  return {
    year: Number(named[3]),
    first: Number(day),
    second: month,
    order: "day first",
    time: timeOf(named, 4),
    rule: "date.month_name",
  };
}

function timeOf(found: RegExpExecArray, at: number): string {
  return `${found[at] ?? "00:00"}|${found[at + 1] ?? "Z"}`;
}

function certainOrder({ first, second, order, rule }: Written): Order | undefined {
  if (rule !== null || order !== "open") return undefined;
  if (first > 12 && second <= 12) return "day first";
  return second > 12 && first <= 12 ? "month first" : undefined;
}

function readCell(text: string, cell: Written, column: Order | undefined): Cell<Date> {
  const same = cell.first === cell.second;
  const order =
    cell.order === "open" ? (certainOrder(cell) ?? column ?? (same ? "day first" : undefined)) : cell.order;
  if (order === undefined) return { state: "ambiguous" };
  const [day, month] = order === "day first" ? [cell.first, cell.second] : [cell.second, cell.first];
  const value = dateOf(cell.year, month, day, cell.time);
  if (value === undefined) return { state: "unread" };
  const rule =
    cell.rule ??
    (cell.order === "open"
      ? `date.${order.replace(" ", "_")}`
      : /^\d{4}-/.test(text)
        ? null
        : "date.day_first");
  return { state: "read", value, rule };
}

function dateOf(year: number, month: number, day: number, time: string): Date | undefined {
  const [clock, zone] = time.split("|");
  const [, hours, minutes, seconds = "0", half] = /^(\d+):(\d+)(?::([\d.,]+))?\s*([AaPp])?/.exec(clock) ?? [];
  const hour =
    half === undefined ? Number(hours) : (Number(hours) % 12) + (half.toLowerCase() === "p" ? 12 : 0);
  if (hour > 23 || Number(minutes) > 59 || Number.parseFloat(seconds.replace(",", ".")) >= 60)
    return undefined;
  const date = new Date(Date.UTC(year, month - 1, day, hour, Number(minutes)));
  if (year < 100 || date.getUTCMonth() !== month - 1 || date.getUTCDate() !== day) return undefined;
  const [, sign, zoneHours, zoneMinutes] = /^([+-])(\d{2}):?(\d{2})$/.exec(zone) ?? [];
  const shift =
    sign === undefined ? 0 : (sign === "+" ? 1 : -1) * (Number(zoneHours) * 60 + Number(zoneMinutes));
  return new Date(
    date.getTime() - shift * 60_000 + Math.round(1000 * Number.parseFloat(seconds.replace(",", "."))),
  );
}
