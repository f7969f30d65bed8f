import type { Document } from "../document.ts";
import { Substrings } from "./substrings.ts";

/** What NeMo's expression takes for a character of a URL: no / ? = # among them, so most URLs end after the host. */
const isUrlByte = new Uint8Array(256);
for (const byte of Buffer.from(
  "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789$-_@.&+!*\\(),",
))
  isUrlByte[byte] = 1;
const COLON = 0x3a;
const SLASH = 0x2f;
const PERCENT = 0x25;
const schemes = new Substrings(["http://", "https://"], false);

/** Characters of all URLs in the text, as NeMo Curator's regular expression finds them. */
export function urlCharacters({ bytes, view, length, profile }: Document): number {
  if (profile.bytes[COLON] === 0 || profile.bytes[SLASH] < 2) return 0;
  const found: number[] = [];
  schemes.search(bytes, view, 0, length, (start, _, end) => found.push(start, end));
  let characters = 0;
  for (let k = 0; k < found.length; k += 2) {
    const end = endOfUrl(bytes, found[k + 1], length);
    if (end > found[k + 1]) characters += end - found[k];
  }
  return characters;
}

function endOfUrl(bytes: Uint8Array, from: number, length: number): number {
  let at = from;
  while (at < length) {
    if (isUrlByte[bytes[at]]) at++;
    else if (bytes[at] === PERCENT && at + 2 < length && isHex(bytes[at + 1]) && isHex(bytes[at + 2]))
      at += 3;
    else break;
  }
  return at;
}

function isHex(byte: number): boolean {
  return (byte >= 0x30 && byte <= 0x39) || ((byte | 32) >= 0x61 && (byte | 32) <= 0x66);
}
