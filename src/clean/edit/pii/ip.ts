import type { Found } from "./found.ts";

const octet = "(?:25[0-5]|2[0-4]\\d|1\\d\\d|[1-9]?\\d)";
const quad = new RegExp(`(?<![\\w.]|\\d[,:/-])${octet}(?:\\.${octet}){3}(?![\\w]|\\.\\d|-\\d)`, "g");
/** Words before four numbers that are a version, or the number of a section. */
const version =
  /(?:\b(?:v|version|ver\.?|release|build|revision|rev\.?|firmware|driver|update|patch|section|sec\.?|chapter|clause|article|figure|table)|[§¶#])[ :=]{0,3}$/i;
/** One address in 3,500 has four numbers below this; nearly every version has: they need a word before them. */
const SMALL = 32;
const announced =
  /\b(?:ips?|ipv4|address(?:es)?|adresse|hosts?|servers?|dns|ping|resolvers?|gateway|proxy|from)\b[^\p{L}]{0,4}$/iu;
const heading = /(?:^|\n)[ \t]{0,8}$/;

/** Networks of IPv4 that are not global: IANA's registry of special purposes, and multicast. */
const local4: readonly (readonly [network: string, bits: number])[] = [
  ["0.0.0.0", 8],
  ["10.0.0.0", 8],
  ["100.64.0.0", 10],
  ["127.0.0.0", 8],
  ["169.254.0.0", 16],
  ["172.16.0.0", 12],
  ["192.0.0.0", 24],
  ["192.0.2.0", 24],
  ["192.168.0.0", 16],
  ["198.18.0.0", 15],
  ["198.51.100.0", 24],
  ["203.0.113.0", 24],
  ["224.0.0.0", 3],
];
const masks4 = local4.map(([network, bits]) => [number4(network) >>> (32 - bits), 32 - bits] as const);

/** IPv4 addresses in a stretch of text; `globalOnly` leaves out private, reserved and documentation networks. */
export function ipv4(text: string, from: number, to: number, globalOnly: boolean): Found[] {
  const before = Math.max(0, from - 16);
  const found: Found[] = [];
  for (const { 0: address, index } of text.slice(before, to + 2).matchAll(quad)) {
    const start = before + index;
    if (start < from || (globalOnly && !isGlobal4(address)) || isVersion(text, start, address)) continue;
    found.push({ kind: "ip", start, end: start + address.length });
  }
  return found;
}

/** Whether an IPv4 address is reachable from everywhere. */
export function isGlobal4(address: string): boolean {
  const value = number4(address);
  return !masks4.some(([network, shift]) => value >>> shift === network);
}

function number4(address: string): number {
  return address.split(".").reduce((sum, part) => ((sum << 8) | Number(part)) >>> 0, 0);
}

function isVersion(text: string, start: number, address: string): boolean {
  const before = text.slice(Math.max(0, start - 24), start);
  if (version.test(before)) return true;
  if (isGlobal4(address) && address.split(".").every((part) => Number(part) < SMALL))
    return !announced.test(before);
  // Numbers of sections: 3.2.1.4 at the start of a line.
  return address.length <= 8 && heading.test(before) && /^ +\p{L}/u.test(text.slice(start + address.length));
}

const hexRun = /[0-9A-Fa-f:.]/;

/** IPv6 addresses: two colons at least, groups of RFC 4291 with one `::` at most, perhaps IPv4 at the end. */
export function ipv6(text: string, globalOnly: boolean): Found[] {
  const found: Found[] = [];
  for (let colon = text.indexOf(":"); colon >= 0; colon = text.indexOf(":", colon + 1)) {
    let start = colon;
    while (start > 0 && colon - start < 5 && hexRun.test(text[start - 1])) start--;
    let end = colon + 1;
    while (end < text.length && end - start < 46 && hexRun.test(text[end])) end++;
    if (end - start < 3 || text.indexOf(":", colon + 1) >= end || text.indexOf(":", colon + 1) < 0) continue;
    while (text[end - 1] === "." || (text[end - 1] === ":" && text[end - 2] !== ":")) end--;
    const groups = groupsOf(text.slice(start, end));
    const isWhole = !/[\w.]/.test(text[start - 1] ?? "") && !/\w/.test(text[end] ?? "");
    if (groups !== undefined && isWhole && (!globalOnly || isGlobal6(groups)))
      found.push({ kind: "ip", start, end });
    colon = end - 1;
  }
  return found;
}

/** The eight groups of an IPv6 address, undefined when it is none. */
export function groupsOf(address: string): number[] | undefined {
  const halves = address.split("::");
  if (halves.length > 2) return undefined;
  const [head, tail] = halves.map((half) => (half === "" ? [] : half.split(":")));
  const parts = [...head, ...(tail ?? [])];
  const last = parts.at(-1) ?? "";
  if (last.includes(".")) {
    if (!new RegExp(`^${octet}(?:\\.${octet}){3}$`).test(last)) return undefined;
    const value = number4(last);
    (tail?.length ? tail : head).splice(-1, 1, (value >>> 16).toString(16), (value & 0xffff).toString(16));
  }
  const groups = [...head, ...(tail ?? [])];
  if (groups.some((group) => !/^[0-9A-Fa-f]{1,4}$/.test(group))) return undefined;
  if (tail === undefined) return groups.length === 8 ? groups.map(hex) : undefined;
  if (groups.length > 7) return undefined;
  const zeros = new Array<number>(8 - groups.length).fill(0);
  return [...head.map(hex), ...zeros, ...tail.map(hex)];
}

function hex(group: string): number {
  return Number.parseInt(group, 16);
}

/** Whether an IPv6 address is global unicast (2000::/3) and in no network for documentation, benchmarks or identifiers. */
export function isGlobal6([first, second]: readonly number[]): boolean {
  if (first >>> 13 !== 1) return false;
  if (first === 0x3fff && second < 0x1000) return false;
  return first !== 0x2001 || (second !== 0xdb8 && second >= 0x200);
}
