import type { Scan } from "./scan.ts";
import { BREAK, byteClasses, classOf, codePointAt, DIGIT, SPACE, UPPER } from "./unicode.ts";

const OUTER_LEAD = 0xc0;
const bytesOf = (flag: number) =>
  Array.from({ length: 0x80 }, (_, byte) => byte).filter((byte) => byteClasses[byte] & flag);
const ascii = {
  spaces: bytesOf(SPACE),
  digits: bytesOf(DIGIT),
  upper: bytesOf(UPPER),
  breaks: bytesOf(BREAK),
};
const continuations = Array.from({ length: 0x40 }, (_, k) => 0x80 + k);

/** How often bytes and classes of characters occur in a text. */
export interface Profile {
  /** Code points. */
  characters: number;
  spaces: number;
  digits: number;
  upper: number;
  /** Line boundaries of Python's `splitlines` other than `\n`. */
  breaks: number;
  newlines: number;
  /** Occurrences of each byte value; valid until the next document. */
  readonly bytes: Int32Array;
}

/** Counts the characters of valid UTF-8 by class. */
export function profileOf(bytes: Uint8Array, length: number, scan: Scan): Profile {
  const { counts } = scan;
  const profile = {
    characters: length - total(counts, continuations),
    spaces: total(counts, ascii.spaces),
    digits: total(counts, ascii.digits),
    upper: total(counts, ascii.upper),
    breaks: total(counts, ascii.breaks),
    newlines: counts[10],
    bytes: counts,
  };
  if (profile.characters < length) addOuter(profile, bytes, scan);
  return profile;
}

function total(counts: Int32Array, bytes: readonly number[]): number {
  let sum = 0;
  for (let k = 0; k < bytes.length; k++) sum += counts[bytes[k]];
  return sum;
}

function addOuter(profile: Profile, bytes: Uint8Array, { marks, markCount }: Scan): void {
  for (let m = 0; m < markCount; m++) {
    if (bytes[marks[m]] < OUTER_LEAD) continue;
    const flags = classOf(codePointAt(bytes, marks[m]));
    if (flags & SPACE) profile.spaces++;
    if (flags & DIGIT) profile.digits++;
    if (flags & UPPER) profile.upper++;
    if (flags & BREAK) profile.breaks++;
  }
}
