/** A character that belongs to no word. */
export const OTHER = 0;
/** A letter, digit or mark of a script that puts spaces between words. */
export const WORD = 1;
/** A character of a script without spaces: Han, Kana, Thai, Lao, Khmer, Burmese. */
export const UNSPACED = 2;

/** What each UTF-16 code unit is, and its lower-case form: two tables, so that hot loops need no string. */
export interface Characters {
  readonly kind: Uint8Array;
  readonly lower: Uint16Array;
}

let tables: Characters | undefined;

/** The character tables of the basic multilingual plane, built once per thread. */
export function characters(): Characters {
  tables ??= build();
  return tables;
}

/** Kind of a code point above the basic plane: Han extensions have words, everything else (emoji) does not. */
export function astralKind(codePoint: number): number {
  return codePoint >= 0x20000 && codePoint < 0x40000 ? UNSPACED : OTHER;
}

function build(): Characters {
  const kind = new Uint8Array(65536);
  const lower = new Uint16Array(65536);
  for (let unit = 0; unit < 65536; unit++) {
    const character = String.fromCharCode(unit);
    kind[unit] = kindOf(character);
    const folded = character.toLowerCase();
    lower[unit] = folded.length === 1 ? folded.charCodeAt(0) : unit;
  }
  return { kind, lower };
}

function kindOf(character: string): number {
  if (!/[\p{L}\p{N}\p{M}]/u.test(character)) return OTHER;
  return /[\p{sc=Han}\p{sc=Hira}\p{sc=Kana}\p{sc=Thai}\p{sc=Laoo}\p{sc=Khmr}\p{sc=Mymr}]/u.test(character)
    ? UNSPACED
    : WORD;
}
