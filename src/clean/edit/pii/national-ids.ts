import { mod11And2, mod11And10, remainder, verhoeff } from "./check-digits.ts";
import { isAnnounced } from "./context.ts";
import type { Found, PiiRegion } from "./found.ts";

/** A country's number for a person. */
interface Identity {
  readonly region: PiiRegion;
  readonly shape: RegExp;
  /** Checks what stands there without spaces and signs. */
  check(compact: string): boolean;
  /** Where the check is weak: what must stand before a number that is written without its usual spaces and signs. */
  readonly words?: RegExp;
}

const shape = (source: string) =>
  new RegExp(String.raw`(?<![\w.]|\d[-/ ])${source}(?![\w]|[-./]\d| \d{2})`, "g");

const identities: readonly Identity[] = [
  {
    region: "US", // Social Security number: no check digit; areas 000, 666 and from 900 on are never given.
    shape: shape(String.raw`(?!000|666|9)\d{3}([- ]?)(?!00)\d{2}\1(?!0000)\d{4}`),
    check: (digits) => !["078051120", "219099999", "123456789"].includes(digits) && !/^(\d)\1*$/.test(digits),
    words: /\b(?:ssn|social security|soc\.? sec|tax(?:payer)? id|tin)\b/i,
  },
  {
    region: "GB", // National Insurance number: no check digit; some prefixes are never given.
    shape: shape(
      String.raw`(?!BG|GB|NK|KN|TN|NT|ZZ)[A-CEGHJ-PR-TW-Z][A-CEGHJ-NPR-TW-Z] ?\d{2} ?\d{2} ?\d{2} ?[A-D]`,
    ),
    check: () => true,
  },
  {
    region: "DE", // Steuer-Identifikationsnummer: one digit twice or thrice among the first ten, check digit by ISO 7064 MOD 11,10.
    shape: shape(String.raw`[1-9]\d(?: \d{3}){3}|[1-9]\d{10}`),
    check: (digits) => mod11And10(digits) && hasOneRepeated(digits.slice(0, 10)),
    words: /(?:steuer|\bid-?nr|identifikationsnummer|\btin\b|tax id)/i,
  },
  {
    region: "FR", // Numéro d'inscription au répertoire: sex, year, month, department, commune, order, key modulo 97.
    shape: shape(String.raw`[1-478] ?\d{2} ?(?:0[1-9]|1[0-2]|[2-9]\d) ?(?:\d{2}|2[AB]) ?\d{3} ?\d{3} ?\d{2}`),
    check: (compact) => {
      const number = compact.slice(0, 13).replace("2A", "19").replace("2B", "18");
      return 97 - remainder(number, 97) === Number(compact.slice(13));
    },
    words: /(?:insee|s[ée]curit[ée] sociale|\bnir\b|social security)/i,
  },
  {
    region: "ES", // DNI and NIE: control letter by the number modulo 23.
    shape: shape(
      String.raw`(?:\d{8}|[XYZ]-?\d{7})-?[TRWAGMYFPDXBNJZSQVHLCKE]|\d{2}\.\d{3}\.\d{3}-?[TRWAGMYFPDXBNJZSQVHLCKE]`,
    ),
    check: (compact) => {
      const number = compact.slice(0, 8).replace(/^[XYZ]/, (letter) => String("XYZ".indexOf(letter)));
      return "TRWAGMYFPDXBNJZSQVHLCKE"[Number(number) % 23] === compact[8];
    },
  },
  {
    region: "IT", // Codice fiscale, with the letters that stand for digits where two people would share one.
    shape: shape(String.raw`[A-Z]{6}[\dLMNP-V]{2}[A-EHLMPRST][\dLMNP-V]{2}[A-Z][\dLMNP-V]{3}[A-Z]`),
    check: isCodiceFiscale,
  },
  {
    region: "BR", // CPF: two check digits modulo 11.
    shape: shape(String.raw`\d{3}\.\d{3}\.\d{3}-\d{2}|\d{11}`),
    check: isCpf,
    words: /\bcpf\b/i,
  },
  {
    region: "IN", // Aadhaar: Verhoeff's check.
    shape: shape(String.raw`[2-9]\d{3}([ -]?)\d{4}\1\d{4}`),
    check: (digits) => verhoeff(digits) && !/^(\d)\1*$/.test(digits),
    words: /(?:aadha+r|\buid(?:ai)?\b|आधार)/i,
  },
  {
    region: "CN", // Resident identity number: a date of birth inside, check by ISO 7064 MOD 11-2.
    shape: shape(String.raw`[1-9]\d{5}(?:18|19|20)\d{2}(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])\d{3}[\dXx]`),
    check: mod11And2,
  },
];

/** Identity numbers of the regions in a stretch of text, each with its check digits. */
export function nationalIds(text: string, from: number, to: number, regions: readonly PiiRegion[]): Found[] {
  const base = Math.max(0, from - 8);
  const part = text.slice(base, to + 8);
  const found: Found[] = [];
  for (const { region, shape, check, words } of identities) {
    if (!regions.includes(region)) continue;
    for (const { 0: written, index } of part.matchAll(shape)) {
      const start = base + index;
      const isWritten = /^.{2,6}[ .-]/.test(written);
      if (!check(written.replace(/[ .-]/g, ""))) continue;
      if (words === undefined || isWritten || isAnnounced(text, start, words))
        found.push({ kind: "national_id", start, end: start + written.length });
    }
  }
  return found;
}

function hasOneRepeated(digits: string): boolean {
  const counts = new Array<number>(10).fill(0);
  for (const digit of digits) counts[Number(digit)]++;
  const repeated = counts.filter((count) => count > 1);
  return repeated.length === 1 && repeated[0] <= 3;
}

/** Values of the characters at odd places of a codice fiscale, for 0 to 9 and A to Z. */
const odd = [1, 0, 5, 7, 9, 13, 15, 17, 19, 21, 2, 4, 18, 20, 11, 3, 6, 8, 12, 14, 16, 10, 22, 25, 24, 23];

function isCodiceFiscale(code: string): boolean {
  let sum = 0;
  for (let i = 0; i < 15; i++) {
    const unit = code.charCodeAt(i);
    const value = unit < 65 ? unit - 48 : unit - 65;
    sum += i % 2 === 0 ? odd[value] : value;
  }
  return code.charCodeAt(15) - 65 === sum % 26;
}

function isCpf(digits: string): boolean {
  if (/^(\d)\1*$/.test(digits)) return false;
  const check = (length: number) => {
    let sum = 0;
    for (let i = 0; i < length; i++) sum += Number(digits[i]) * (length + 1 - i);
    return ((sum * 10) % 11) % 10;
  };
  return check(9) === Number(digits[9]) && check(10) === Number(digits[10]);
}
