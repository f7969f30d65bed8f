import { BREAK, byteClasses, classOf, codePointAt, DIGIT, SPACE, sizeOf, UPPER } from "./unicode.ts";

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
  /** Occurrences of each byte value. */
  readonly bytes: Uint32Array;
}

/** Counts the characters of valid UTF-8 by class. */
export function profileOf(bytes: Uint8Array, length: number): Profile {
  const counts = histogram(bytes, length);
  const profile = {
    characters: length,
    spaces: 0,
    digits: 0,
    upper: 0,
    breaks: 0,
    newlines: counts[10],
    bytes: counts,
  };
  for (let byte = 0; byte < 0x80; byte++) count(profile, byteClasses[byte], counts[byte]);
  for (let byte = 0x80; byte < 0xc0; byte++) profile.characters -= counts[byte];
  if (profile.characters < length) countOuter(profile, bytes);
  return profile;
}

function histogram(bytes: Uint8Array, length: number): Uint32Array {
  const even = new Uint32Array(256);
  const odd = new Uint32Array(256);
  const view = new DataView(bytes.buffer, bytes.byteOffset);
  let i = 0;
  for (; i + 4 <= length; i += 4) {
    const four = view.getInt32(i, true);
    even[four & 255]++;
    odd[(four >>> 8) & 255]++;
    even[(four >>> 16) & 255]++;
    odd[four >>> 24]++;
  }
  for (; i < length; i++) even[bytes[i]]++;
  for (let byte = 0; byte < 256; byte++) even[byte] += odd[byte];
  return even;
}

function countOuter(profile: Profile, bytes: Uint8Array): void {
  let left = 0;
  for (let byte = 0xc0; byte < 0x100; byte++) left += profile.bytes[byte];
  for (let i = 0; left > 0; i++) {
    if (bytes[i] < 0xc0) continue;
    count(profile, classOf(codePointAt(bytes, i)), 1);
    i += sizeOf(bytes[i]) - 1;
    left--;
  }
}

function count(profile: Profile, flags: number, times: number): void {
  if (flags & SPACE) profile.spaces += times;
  if (flags & DIGIT) profile.digits += times;
  if (flags & UPPER) profile.upper += times;
  if (flags & BREAK) profile.breaks += times;
}
