import { remainder } from "./check-digits.ts";
import type { Found } from "./found.ts";

/** Lengths by country: the IBAN registry of SWIFT (ISO 13616). */
const lengths = new Map(
  (
    "AD24 AE23 AL28 AT20 AZ28 BA20 BE16 BG22 BH22 BI27 BR29 BY28 CH21 CR22 CY28 CZ24 DE22 DJ27 DK18 DO28 EE20 EG29 ES24 FI18 FK18 FO18 " +
    "FR27 GB22 GE22 GI23 GL18 GR27 GT28 HR21 HU28 IE22 IL23 IQ23 IS26 IT27 JO30 KW30 KZ20 LB28 LC32 LI21 LT20 LU20 LV21 LY25 MC27 MD24 " +
    "ME22 MK19 MN20 MR27 MT31 MU30 NI28 NL18 NO15 OM23 PK24 PL28 PS29 PT25 QA29 RO24 RS22 RU33 SA24 SC31 SD18 SE24 SI19 SK24 SM27 SO23 " +
    "ST25 SV28 TL23 TN24 TR26 UA29 VA22 VG24 XK20 YE30"
  )
    .split(" ")
    .map((entry) => [entry.slice(0, 2), Number(entry.slice(2))] as const),
);

const shape = /[A-Z]{2}\d{2}(?:[ -]?[A-Z0-9]){11,30}/y;

/** The IBAN that starts at `start`: length of its country and MOD 97-10; undefined when there is none. */
export function iban(text: string, start: number): Found | undefined {
  if (/\w/.test(text[start - 1] ?? "")) return undefined;
  const length = lengths.get(text.slice(start, start + 2));
  shape.lastIndex = start;
  const written = length === undefined ? undefined : shape.exec(text)?.[0];
  if (length === undefined || written === undefined) return undefined;
  let [end, count] = [0, 0];
  while (count < length && end < written.length) if (/[A-Z0-9]/.test(written[end++])) count++;
  if (count < length || /[A-Za-z0-9]/.test(text[start + end] ?? "")) return undefined;
  const compact = written.slice(0, end).replace(/[ -]/g, "");
  return isIban(compact) ? { kind: "iban", start, end: start + end } : undefined;
}

/** Whether an account number without spaces is an IBAN. */
export function isIban(compact: string): boolean {
  if (lengths.get(compact.slice(0, 2)) !== compact.length) return false;
  const turned = compact.slice(4) + compact.slice(0, 4);
  const digits = turned.replace(/[A-Z]/g, (letter) => String(letter.charCodeAt(0) - 55));
  return /^\d+$/.test(digits) && remainder(digits, 97) === 1;
}
