import type { Found } from "./found.ts";

const LOCAL = 64;
const DOMAIN = 253;
const isLocal = asciiSet(
  "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789.!#$%&'*+-/=?^_`{|}~",
);
const isCut = asciiSet("=/?");
const isAlnum = asciiSet("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789");
const domain =
  /(?:[\p{L}\p{N}](?:[\p{L}\p{N}-]{0,61}[\p{L}\p{N}])?\.){1,8}(?:xn--[a-z0-9-]{2,59}|\p{L}{2,24})(?![\p{L}\p{N}]|-[\p{L}\p{N}])/uy;
const asciiDomain =
  /(?:[A-Za-z0-9](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?\.){1,8}(?:xn--[a-z0-9-]{2,59}|[A-Za-z]{2,24})(?![A-Za-z0-9]|-[A-Za-z0-9])/y;
/** Endings of files: `icon@2x.png` is no address. */
const files = /\.(?:png|jpe?g|gif|svg|webp|bmp|ico|css|js|jsx|ts|tsx|json|xml|html?|pdf|txt|php|py|mp[34])$/i;

function asciiSet(characters: string): Uint8Array {
  const set = new Uint8Array(128);
  for (const character of characters) set[character.charCodeAt(0)] = 1;
  return set;
}

/** E-mail addresses: the part before the @ in ASCII (RFC 5321, unquoted), the domain also in other scripts; at the end of the text as well. */
export function emails(text: string): Found[] {
  const found: Found[] = [];
  let from = 0;
  for (let at = text.indexOf("@"); at >= 0; at = text.indexOf("@", at + 1)) {
    const start = startOfLocal(text, at, from);
    if (start === at || at - start > LOCAL) continue;
    const end = endOfDomain(text, at + 1);
    if (end < 0) continue;
    found.push({ kind: "email", start, end });
    from = end;
  }
  return found;
}

/** Where the local part starts: no dot first, none doubled, letters or digits first. */
function startOfLocal(text: string, at: number, from: number): number {
  let start = at;
  const least = Math.max(from, at - LOCAL - 1);
  while (start > least && isLocal[text.charCodeAt(start - 1)] === 1) {
    if (text[start - 1] === "." && (start === at || text[start] === ".")) break;
    start--;
  }
  // What a name is set equal to is the address: mailto=me@example.org.
  for (let i = at - 1; i >= start; i--) {
    if (isCut[text.charCodeAt(i)] !== 1) continue;
    start = i + 1;
    break;
  }
  while (start < at && isAlnum[text.charCodeAt(start)] !== 1 && text[start] !== "_") start++;
  return start;
}

/** Where the domain that starts at `from` ends, -1 when there is none. */
function endOfDomain(text: string, from: number): number {
  // An address of ASCII letters ends where another script starts, as Chinese does without a space.
  for (const pattern of [asciiDomain, domain]) {
    pattern.lastIndex = from;
    const match = pattern.exec(text)?.[0];
    if (match !== undefined && match.length <= DOMAIN && !files.test(match)) return from + match.length;
  }
  return -1;
}
