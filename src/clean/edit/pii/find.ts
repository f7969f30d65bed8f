import { cards } from "./card.ts";
import { emails } from "./email.ts";
import { type Found, type PiiKind, type PiiRegion, piiKinds } from "./found.ts";
import { iban } from "./iban.ts";
import { ipv4, ipv6 } from "./ip.ts";
import { nationalIds } from "./national-ids.ts";
import { phones } from "./phone.ts";
import { privateKeys, secretAt } from "./secrets.ts";

/** What to look for. */
export interface PiiOptions {
  readonly kinds: readonly PiiKind[];
  readonly regions: readonly PiiRegion[];
  /** Leave out addresses of private, reserved and documentation networks. */
  readonly globalAddresses: boolean;
}

/** Fewest digits in a stretch that can be a number of a person. */
const LEAST_DIGITS = 6;
/** Longest run of letters and digits that an identity number or IBAN is part of. */
const LONGEST_TOKEN = 40;

/** Personal and secret data in a text, in order, without overlap. */
export function findPii(text: string, options: PiiOptions): Found[] {
  const { kinds, globalAddresses } = options;
  const found: Found[] = [];
  if (kinds.includes("secret")) found.push(...privateKeys(text));
  if (kinds.includes("email")) found.push(...emails(text));
  if (kinds.includes("ip")) found.push(...ipv6(text, globalAddresses));
  numbers(text, options, found);
  return disjoint(found);
}

/** Of places that overlap, keeps the one of the more certain kind, then the first, then the longer one. */
function disjoint(found: readonly Found[]): Found[] {
  if (found.length < 2) return [...found];
  const kept: Found[] = [];
  for (const kind of piiKinds) {
    const earlier = kept.toSorted((a, b) => a.start - b.start);
    let next = 0;
    const own = found
      .filter((place) => place.kind === kind)
      .toSorted((a, b) => a.start - b.start || b.end - a.end);
    let last = -1;
    for (const place of own) {
      while (next < earlier.length && earlier[next].end <= place.start) next++;
      const isFree = next === earlier.length || earlier[next].start >= place.end;
      if (!isFree || place.start < last) continue;
      kept.push(place);
      last = place.end;
    }
  }
  return kept.sort((a, b) => a.start - b.start);
}

/** Goes from one stretch of digits to the next: most are years and pages, and cost nothing more. */
function numbers(text: string, { kinds, regions, globalAddresses }: PiiOptions, found: Found[]): void {
  const has = (kind: PiiKind) => kinds.includes(kind);
  const wants = {
    ip: has("ip"),
    card: has("card"),
    id: has("national_id"),
    iban: has("iban"),
    phone: has("phone"),
    secret: has("secret"),
  };
  if (!Object.values(wants).includes(true)) return;
  const { length } = text;
  for (let i = 0; i < length; i++) {
    const unit = text.charCodeAt(i);
    if (unit < 0x30 || unit > 0x39) continue;
    const { end, digits, dots } = stretch(text, i);
    const secret = wants.secret && isKeyUnit(text, i, end) ? secretAt(text, i) : undefined;
    if (secret !== undefined) {
      found.push(secret);
      i = secret.end;
      continue;
    }
    const isToken = isLetter(text.charCodeAt(i - 1)) || isLetter(text.charCodeAt(end));
    if (digits < LEAST_DIGITS && !isToken && dots < 3) {
      i = end;
      continue;
    }
    const start = isToken ? startOfToken(text, i) : i;
    const last = isToken ? endOfToken(text, end) : end;
    if (wants.iban) tryIban(text, i, found);
    if (wants.ip && dots >= 3) found.push(...ipv4(text, start, last, globalAddresses));
    if (wants.id && (digits >= LEAST_DIGITS || last - start >= 9))
      found.push(...nationalIds(text, start, last, regions));
    if (wants.card && digits >= 13) found.push(...cards(text, start, last));
    if (wants.phone && digits >= 7) found.push(...phones(text, start, last, regions));
    i = last;
  }
}

/** Two capitals and two digits: where an IBAN starts. */
function tryIban(text: string, digit: number, found: Found[]): void {
  if (!isCapital(text.charCodeAt(digit - 1)) || !isCapital(text.charCodeAt(digit - 2))) return;
  const place = iban(text, digit - 2);
  if (place !== undefined) found.push(place);
}

/** Digits with single spaces and signs between them, from a digit on. */
function stretch(text: string, start: number): { end: number; digits: number; dots: number } {
  let [end, digits, dots] = [start, 0, 0];
  for (let i = start; i < text.length; i++) {
    const unit = text.charCodeAt(i);
    if (unit >= 0x30 && unit <= 0x39) {
      digits++;
      end = i + 1;
    } else if (i - end < 3 && isSign(unit)) {
      if (unit === 0x2e) dots++;
    } else break;
  }
  return { end, digits, dots };
}

function isSign(unit: number): boolean {
  // Space, ( ) - . / and the space that does not break.
  return unit === 0x20 || unit === 0x28 || unit === 0x29 || (unit >= 0x2d && unit <= 0x2f) || unit === 0xa0;
}

/** Whether a stretch of digits goes on, to either side, as a key would. */
function isKeyUnit(text: string, start: number, end: number): boolean {
  const [before, after] = [text.charCodeAt(start - 1), text.charCodeAt(end)];
  return (
    isLetter(before) ||
    isLetter(after) ||
    before === 0x5f ||
    after === 0x5f ||
    before === 0x2d ||
    before === 0x2f
  );
}

function isLetter(unit: number): boolean {
  const lower = unit | 0x20;
  return lower >= 0x61 && lower <= 0x7a;
}

function isCapital(unit: number): boolean {
  return unit >= 0x41 && unit <= 0x5a;
}

function isAlnum(unit: number): boolean {
  return isLetter(unit) || (unit >= 0x30 && unit <= 0x39);
}

function startOfToken(text: string, from: number): number {
  let start = from;
  while (start > 0 && from - start < LONGEST_TOKEN && isAlnum(text.charCodeAt(start - 1))) start--;
  return start;
}

function endOfToken(text: string, from: number): number {
  let end = from;
  while (end < text.length && end - from < LONGEST_TOKEN && isAlnum(text.charCodeAt(end))) end++;
  return end;
}
