import { makeRandom } from "../../../src/features/vectors/random.ts";

const pieces = [
  ..."abcXYZ \n.,!?'\"-—…_ 0123456789",
  ..."éÉñüßİıΣςσЖд٣٫৪字漢かカ한글ไทยא",
  ..."\u0301\u0307\u00ad\u200b\u200d\u2028\u3000\ufeff\u0000\u007f₂½Ⅷ𝐀😀＝$",
  "the ",
  "of ",
  "3.14",
  "1,000,000",
  "Å",
  "A\u030a",
];

/** A text of odd characters, the same for the same seed. */
export function randomText(seed: number, length: number): string {
  const random = makeRandom(seed);
  return Array.from({ length }, () => pieces[random.below(pieces.length)]).join("");
}
