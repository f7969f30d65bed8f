const iso =
  /^(\d{4})(?:-(\d{2})(?:-(\d{2})(?:[T ](\d{2}:\d{2}(?::\d{2}(?:\.\d{1,9})?)?)\s*(Z|UTC|[+-]\d{2}:?\d{2})?)?)?)?$/i;

/** The moment that a field tells: ISO 8601 (UTC without an offset), a year, or seconds or milliseconds since 1970. Null when it tells none. */
export function momentOf(value: unknown): Date | null {
  if (value instanceof Date) return valid(value);
  if (typeof value === "number") return Number.isFinite(value) ? fromNumber(value) : null;
  if (typeof value !== "string") return null;
  const match = iso.exec(value.trim());
  if (match === null) return null;
  const [, year, month = "01", day = "01", time = "00:00", zone = "Z"] = match;
  return valid(new Date(`${year}-${month}-${day}T${time}${offset(zone)}`));
}

function fromNumber(value: number): Date | null {
  if (Number.isInteger(value) && value >= 1000 && value <= 2999) return valid(new Date(Date.UTC(value, 0)));
  return valid(new Date(Math.abs(value) < 1e11 ? value * 1000 : value));
}

function offset(zone: string): string {
  if (/^(z|utc)$/i.test(zone)) return "Z";
  return zone.includes(":") ? zone : `${zone.slice(0, 3)}:${zone.slice(3)}`;
}

function valid(date: Date): Date | null {
  return Number.isNaN(date.getTime()) ? null : date;
}
