import { luhn } from "./check-digits.ts";
import type { Found } from "./found.ts";

/** Thirteen to nineteen digits, alone or in groups of four, or as American Express and Diners group them. */
const shapes =
  /(?<![\w.$€£]|\d[-/ ,:])(?:\d{13,19}|\d{4}([ -])\d{4}\1\d{4}\1\d{1,7}|\d{4}([ -])\d{6}\2\d{4,5}|\d{4}([ -])\d{4}\3\d{4}\3\d{4}\3\d{1,3})(?![\w]|[.,-]\d)/g;

/** First digits of the issuers, from low to high, with the lengths that they use (ISO/IEC 7812 as the networks publish it). */
const issuers: readonly (readonly [low: number, high: number, lengths: readonly number[]])[] = [
  [4, 4, [13, 16, 19]], // Visa
  [51, 55, [16]], // Mastercard
  [2221, 2720, [16]],
  [34, 34, [15]], // American Express
  [37, 37, [15]],
  [6011, 6011, [16, 17, 18, 19]], // Discover
  [644, 659, [16, 17, 18, 19]],
  [300, 305, [14, 16, 19]], // Diners Club
  [3095, 3095, [14, 16, 19]],
  [36, 36, [14, 16, 19]],
  [38, 39, [14, 16, 19]],
  [3528, 3589, [16, 17, 18, 19]], // JCB
  [62, 62, [16, 17, 18, 19]], // UnionPay
  [2200, 2204, [16, 17, 18, 19]], // Mir
  [5018, 5018, [13, 14, 15, 16, 17, 18, 19]], // Maestro
  [5020, 5020, [13, 14, 15, 16, 17, 18, 19]],
  [5038, 5038, [13, 14, 15, 16, 17, 18, 19]],
  [5893, 5893, [13, 14, 15, 16, 17, 18, 19]],
  [6304, 6304, [13, 14, 15, 16, 17, 18, 19]],
  [6759, 6759, [13, 14, 15, 16, 17, 18, 19]],
  [6761, 6763, [13, 14, 15, 16, 17, 18, 19]],
];

/** Payment cards in a stretch of text: shape, issuer, length and Luhn's check. */
export function cards(text: string, from: number, to: number): Found[] {
  const before = Math.max(0, from - 2);
  const found: Found[] = [];
  for (const { 0: written, index } of text.slice(before, to + 2).matchAll(shapes)) {
    if (!isCard(written.replace(/\D/g, ""))) continue;
    found.push({ kind: "card", start: before + index, end: before + index + written.length });
  }
  return found;
}

/** Whether digits are those of a payment card. */
export function isCard(digits: string): boolean {
  const isIssued = issuers.some(([low, high, lengths]) => {
    const first = Number(digits.slice(0, String(low).length));
    return first >= low && first <= high && lengths.includes(digits.length);
  });
  return isIssued && luhn(digits) && !/^(\d)\1*$/.test(digits);
}
