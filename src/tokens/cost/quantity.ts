import { UserError } from "../../core/errors.ts";

const factors: Readonly<Record<string, number>> = {
  "": 1,
  k: 1e3,
  m: 1e6,
  b: 1e9,
  g: 1e9,
  t: 1e12,
  thousand: 1e3,
  million: 1e6,
  billion: 1e9,
  trillion: 1e12,
};

const pattern =
  /^\s*(\d[\d_,]*(?:\.\d+)?(?:e[+-]?\d+)?)\s*(k|m|b|g|t|thousand|million|billion|trillion)?\s*$/i;

/** A number as people write it: `1.4T`, `124M`, `300e9`, `1_000`, `1,000,000`, `7 billion`; undefined for anything else. */
export function readQuantity(text: string): number | undefined {
  const match = pattern.exec(text);
  if (match === null) return undefined;
  const [, number, unit = ""] = match;
  return Number(number.replace(/[_,]/g, "")) * factors[unit.toLowerCase()];
}

/** As `readQuantity`; throws a UserError for what is no quantity. */
export function parseQuantity(text: string): number {
  const value = readQuantity(text);
  if (value !== undefined) return value;
  throw new UserError(`a quantity must be a number such as 1.4T, 124M, 5k or 300e9, got "${text}"`);
}

/** A number as people read it: `1.4T`, `124M`, `950`; three significant digits. */
export function formatQuantity(value: number): string {
  const suffixes = ["", "k", "M", "B", "T"];
  let step = 0;
  let scaled = value;
  while (Math.abs(Number(scaled.toPrecision(3))) >= 1000 && step < suffixes.length - 1) {
    scaled /= 1000;
    step++;
  }
  return `${Number(scaled.toPrecision(3))}${suffixes[step]}`;
}
