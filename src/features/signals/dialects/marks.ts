import type { Document } from "../document.ts";
import { byteClasses, classAt, codePointAt, LETTER, OUTER, sizeOf } from "../unicode.ts";

const HASH = 0x23;
const FULL_STOP = 0x2e;
const BLANK = 0x20;

/** Whether a range of characters holds # or …. */
export function holdsSymbol(bytes: Uint8Array, from: number, to: number): boolean {
  for (let i = from; i < to; i++) if (bytes[i] === HASH || isEllipsis(bytes, i)) return true;
  return false;
}

/** Whether a range of characters holds a letter. */
export function holdsLetter(bytes: Uint8Array, from: number, to: number): boolean {
  for (let i = from; i < to; i += sizeOf(bytes[i])) {
    const flags = byteClasses[bytes[i]];
    if ((flags & OUTER ? classAt(bytes, i) : flags) & LETTER) return true;
  }
  return false;
}

/** Whether the character at byte `i` is …. */
export function isEllipsis(bytes: Uint8Array, i: number): boolean {
  return bytes[i] === 0xe2 && bytes[i + 1] === 0x80 && bytes[i + 2] === 0xa6;
}

/** Whether a line ends in …. */
export function endsInEllipsis(bytes: Uint8Array, start: number, end: number): boolean {
  return end - start >= 3 && isEllipsis(bytes, end - 3);
}

/** Whether a line ends in three full stops, side by side or each a `gap` of one blank from the next. */
export function endsInStops(bytes: Uint8Array, start: number, end: number, gap: 0 | 1): boolean {
  const first = end - 3 - 2 * gap;
  return first >= start && areStops(bytes, first, gap);
}

/** Whether three full stops start at byte `i`, side by side or each a `gap` of one blank from the next. */
export function areStops(bytes: Uint8Array, i: number, gap: 0 | 1): boolean {
  const step = 1 + gap;
  if (bytes[i] !== FULL_STOP || bytes[i + step] !== FULL_STOP || bytes[i + 2 * step] !== FULL_STOP)
    return false;
  return gap === 0 || (bytes[i + 1] === BLANK && bytes[i + 3] === BLANK);
}

const bullets = new Set(["●", "•", "*", "-"].map((mark) => mark.codePointAt(0)));

/** Whether the character at byte `i` is one of ● • * -. */
export function isBullet(bytes: Uint8Array, i: number): boolean {
  return bullets.has(codePointAt(bytes, i));
}

/** Occurrences of #, of ... (without overlap) and of … in a document, together; of . . . too where `stops` may be parted. */
export function countSymbols(
  { bytes, scan, length }: Document,
  stops: "joined stops" | "joined and parted stops",
): number {
  let count = scan.counts[HASH];
  let [joined, parted] = [0, stops === "joined stops" ? length : 0];
  for (let m = 0; m < scan.markCount; m++) {
    const at = scan.marks[m];
    if (isEllipsis(bytes, at)) count++;
    if (bytes[at] !== FULL_STOP) continue;
    if (at >= joined && at + 3 <= length && areStops(bytes, at, 0)) {
      count++;
      joined = at + 3;
    }
    if (at >= parted && at + 5 <= length && areStops(bytes, at, 1)) {
      count++;
      parted = at + 5;
    }
  }
  return count;
}
