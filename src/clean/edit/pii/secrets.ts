import type { Found } from "./found.ts";

/** Keys in the form that their issuers give them, from their first letter on. */
const keys: readonly RegExp[] = [
  /A[KS]IA[0-9A-Z]{16}(?![0-9A-Za-z])/y, // Amazon Web Services
  /gh[pous]_[0-9A-Za-z]{36}(?![0-9A-Za-z])/y, // GitHub
  /ghr_[0-9A-Za-z]{36,76}(?![0-9A-Za-z])/y,
  /github_pat_[0-9A-Za-z_]{60,100}(?!\w)/y,
  /glpat-[0-9A-Za-z_-]{20,50}(?![\w-])/y, // GitLab
  /xox[abeoprs]-[0-9A-Za-z-]{10,150}/y, // Slack
  /AIza[0-9A-Za-z_-]{35}(?![\w-])/y, // Google
  /ya29\.[0-9A-Za-z_-]{20,300}/y,
  /GOCSPX-[0-9A-Za-z_-]{28}(?![\w-])/y,
  /[srp]k_(?:live|test)_[0-9A-Za-z]{16,120}(?!\w)/y, // Stripe
  /whsec_[0-9A-Za-z+/=]{24,80}/y,
  /sk-(?=[\w-]{0,200}[A-Z])(?:proj-|ant-|svcacct-)?[0-9A-Za-z_-]{32,200}(?![\w-])/y, // OpenAI, Anthropic
  /npm_[0-9A-Za-z]{36}(?!\w)/y,
  /pypi-[0-9A-Za-z_-]{50,250}/y,
  /hf_[0-9A-Za-z]{34}(?!\w)/y,
  /eyJ[0-9A-Za-z_-]{8,4000}\.eyJ[0-9A-Za-z_-]{8,8000}\.[0-9A-Za-z_-]{8,2000}/y, // JSON Web Token, RFC 7519
];
/** Keys that are told by what stands before the run of letters and digits. */
const slackHook = /hooks\.slack\.com\/services\/$/;
const slackPath = /T\w{6,14}\/B\w{6,14}\/\w{20,30}/y;
const sendGrid = /[0-9A-Za-z_-]{22}\.[0-9A-Za-z_-]{43}(?![\w-])/y;
/** No key has its first digit further from its start. */
const REACH = 220;
const inKey = asciiSet(/[\w-]/);
const inValue = asciiSet(/[\w+/.~!@#$%^&*-]/);
const VALUE = { least: 12, most: 200 };
/** A telling name, and the sign that gives it a value. */
const assigned =
  /(?:api[_-]?key|secret|token|passw(?:or)?d|passwd|pwd|private[_-]?key|access[_-]?key|credentials?|auth(?!or(?!iz)))[\w-]{0,20}["']?\s{0,3}(?:=>|:=|=|:)\s{0,3}["'`]?$/i;
const pemStart = /-----BEGIN (?:[A-Z0-9]{1,12} ){0,3}PRIVATE KEY(?: BLOCK)?-----/y;
const pemEnd = /-----END (?:[A-Z0-9]{1,12} ){0,3}PRIVATE KEY(?: BLOCK)?-----/;
const PEM_LIMIT = 20_000;
/** Bits per character that random letters and digits pass and words do not. */
const ENTROPY = 3.5;

function asciiSet(pattern: RegExp): Uint8Array {
  return Uint8Array.from({ length: 128 }, (_, unit) => (pattern.test(String.fromCharCode(unit)) ? 1 : 0));
}

/** Private keys in PEM (RFC 7468), from the first line to the last. */
export function privateKeys(text: string): Found[] {
  const found: Found[] = [];
  if (!text.includes("PRIVATE KEY")) return found;
  for (let at = text.indexOf("-----BEGIN "); at >= 0; at = text.indexOf("-----BEGIN ", at + 1)) {
    pemStart.lastIndex = at;
    if (pemStart.exec(text) === null) continue;
    const end = pemEnd.exec(text.slice(at, at + PEM_LIMIT));
    const length = end === null ? Math.min(text.length - at, PEM_LIMIT) : end.index + end[0].length;
    found.push({ kind: "secret", start: at, end: at + length });
    at += length - 1;
  }
  return found;
}

/** The key or secret value that the digit at `digit` belongs to: by its form, or a random value assigned to a telling name. */
export function secretAt(text: string, digit: number): Found | undefined {
  const start = startOf(text, digit, inKey);
  return issuedAt(text, start) ?? assignedAt(text, digit);
}

function issuedAt(text: string, start: number): Found | undefined {
  for (const key of keys) {
    const end = endOf(key, text, start);
    if (end > start) return { kind: "secret", start, end };
  }
  const before = text.slice(Math.max(0, start - 28), start);
  const end = before.endsWith("SG.") ? endOf(sendGrid, text, start) : -1;
  if (end > start) return { kind: "secret", start: start - 3, end };
  const hook = slackHook.exec(before);
  const hooked = hook === null ? -1 : endOf(slackPath, text, start);
  return hook !== null && hooked > start
    ? { kind: "secret", start: start - hook[0].length, end: hooked }
    : undefined;
}

function assignedAt(text: string, digit: number): Found | undefined {
  const start = startOf(text, digit, inValue);
  let end = digit + 1;
  while (end - start <= VALUE.most && inValue[text.charCodeAt(end)] === 1) end++;
  while (text[end] === "=") end++;
  if (end - start < VALUE.least || end - start > VALUE.most) return undefined;
  const value = text.slice(start, end);
  if (!assigned.test(text.slice(Math.max(0, start - 64), start)) || !isRandom(value)) return undefined;
  return { kind: "secret", start, end };
}

function startOf(text: string, digit: number, set: Uint8Array): number {
  let start = digit;
  while (start > 0 && digit - start < REACH && set[text.charCodeAt(start - 1)] === 1) start--;
  return start;
}

function endOf(pattern: RegExp, text: string, start: number): number {
  pattern.lastIndex = start;
  return pattern.test(text) ? pattern.lastIndex : -1;
}

/** Whether a value looks drawn by chance: letters and digits mixed, many different ones. */
export function isRandom(value: string): boolean {
  if (!/\d/.test(value) || !/[A-Za-z]/.test(value) || /^(?:https?:|\.|\/|\$\{|process\.|os\.)/.test(value))
    return false;
  const counts = new Map<string, number>();
  for (const character of value) counts.set(character, (counts.get(character) ?? 0) + 1);
  let bits = 0;
  for (const count of counts.values()) bits -= (count / value.length) * Math.log2(count / value.length);
  // A short value cannot reach the entropy of a long one: at most the logarithm of its length.
  return bits >= Math.min(ENTROPY, Math.log2(value.length) * 0.85);
}
