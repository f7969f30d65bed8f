/** Luhn's check over decimal digits (ISO/IEC 7812-1): payment cards. */
export function luhn(digits: string): boolean {
  let sum = 0;
  for (let i = digits.length - 1, double = false; i >= 0; i--, double = !double) {
    const digit = digits.charCodeAt(i) - 48;
    sum += double ? (digit > 4 ? digit * 2 - 9 : digit * 2) : digit;
  }
  return sum % 10 === 0;
}

/** The remainder of a number of any length, in decimal digits. */
export function remainder(digits: string, divisor: number): number {
  let rest = 0;
  for (let i = 0; i < digits.length; i++) rest = (rest * 10 + digits.charCodeAt(i) - 48) % divisor;
  return rest;
}

/** ISO 7064 MOD 11,10 with the check digit last: the German tax number. */
export function mod11And10(digits: string): boolean {
  let product = 10;
  for (let i = 0; i < digits.length - 1; i++) {
    const sum = (digits.charCodeAt(i) - 48 + product) % 10 || 10;
    product = (sum * 2) % 11;
  }
  return (11 - product) % 10 === digits.charCodeAt(digits.length - 1) - 48;
}

/** ISO 7064 MOD 11-2, where X is ten, with the check character last: the Chinese resident number. */
export function mod11And2(characters: string): boolean {
  let sum = 0;
  for (let i = 0; i < characters.length; i++) {
    const value = /x/i.test(characters[i]) ? 10 : characters.charCodeAt(i) - 48;
    sum = (sum * 2 + value) % 11;
  }
  return sum === 1;
}

/** Permutation of the digits in Verhoeff's check. */
const permutation = [1, 5, 7, 6, 2, 8, 3, 0, 9, 4];

/** Verhoeff's check (1969) with the check digit last: Aadhaar. */
export function verhoeff(digits: string): boolean {
  let check = 0;
  for (let i = 0; i < digits.length; i++) {
    let digit = digits.charCodeAt(digits.length - 1 - i) - 48;
    for (let turn = i % 8; turn > 0; turn--) digit = permutation[digit];
    check = dihedral(check, digit);
  }
  return check === 0;
}

/** The product of two symmetries of the pentagon: 0 to 4 turn it, 5 to 9 turn it over. */
function dihedral(a: number, b: number): number {
  if (a < 5) return b < 5 ? (a + b) % 5 : 5 + ((a + b - 5) % 5);
  return b < 5 ? 5 + ((a - 5 - b + 5) % 5) : (a - b + 5) % 5;
}
