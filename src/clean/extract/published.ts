const isoDate =
  /^(\d{4})-(\d{2})-(\d{2})(?:[T ](\d{2}):(\d{2})(?::(\d{2}))?(?:[.,]\d+)?\s*(Z|[+-]\d{2}:?\d{2})?)?$/i;

/**
 * The instant of a date that a page states, as ISO 8601 in UTC; null when it cannot be read. A time without a zone is
 * taken as UTC, so that the result does not depend on the machine.
 */
export function parsePublished(stated: string): string | null {
  const value = stated.trim().slice(0, 80);
  const iso = isoDate.exec(value);
  if (iso === null)
    return /\b\d{4}\b/.test(value) ? toIso(Date.parse(hasZone(value) ? value : `${value} UTC`)) : null;
  const [, year, month, day, hour = "00", minute = "00", second = "00", zone = "Z"] = iso;
  const offset = zone.toUpperCase().replace(/^([+-]\d{2})(\d{2})$/, "$1:$2");
  return toIso(Date.parse(`${year}-${month}-${day}T${hour}:${minute}:${second}${offset}`));
}

function hasZone(value: string): boolean {
  return /(?:GMT|UTC|Z|[ECMP][SD]T|[+-]\d{2}:?\d{2})\s*(?:\([^)]*\))?$/i.test(value);
}

function toIso(milliseconds: number): string | null {
  const date = new Date(milliseconds);
  const year = date.getUTCFullYear();
  return year >= 1000 && year <= 9999 ? date.toISOString() : null;
}
