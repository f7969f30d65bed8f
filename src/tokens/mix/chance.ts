import { literal } from "../../core/database.ts";

/**
 * SQL of a pseudo-random number in (0, 1) that depends on the seed, the purpose and the value of an expression alone:
 * the first 52 bits of an MD5, so that every engine and every order of rows gives the same.
 */
export function chance(seed: number, purpose: string, expression: string): string {
  const digest = `md5(${literal(`${seed}|${purpose}|`)} || ${expression})`;
  return `((('0x' || substr(${digest}, 1, 13))::BIGINT + 0.5) / 4503599627370496.0)`;
}

/** SQL of a sort key that shuffles rows by an expression: the same for the same seed. */
export function shuffleKey(seed: number, expression: string): string {
  return `md5(${literal(`${seed}|order|`)} || ${expression})`;
}
