/** Offsets in characters (code points) of byte places of valid UTF-8, asked in ascending order. */
export class CharacterPlaces {
  readonly #bytes: Uint8Array;
  #byte = 0;
  #characters = 0;

  constructor(bytes: Uint8Array) {
    this.#bytes = bytes;
  }

  /** How many characters begin before byte `to`. */
  at(to: number): number {
    for (; this.#byte < to; this.#byte++) if (isFirst(this.#bytes[this.#byte])) this.#characters++;
    return this.#characters;
  }
}

/** The byte `count` characters before `at`, or the beginning. */
export function back(bytes: Uint8Array, at: number, count: number): number {
  for (; count > 0 && at > 0; count--) {
    at--;
    while (at > 0 && !isFirst(bytes[at])) at--;
  }
  return at;
}

/** The byte `count` characters after `at`, or the end. */
export function forth(bytes: Uint8Array, at: number, count: number): number {
  for (; count > 0 && at < bytes.length; count--) {
    at++;
    while (at < bytes.length && !isFirst(bytes[at])) at++;
  }
  return at;
}

function isFirst(byte: number): boolean {
  return (byte & 0xc0) !== 0x80;
}
