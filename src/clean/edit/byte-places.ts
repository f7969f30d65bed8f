/** UTF-16 offsets of byte places of valid UTF-8, asked in ascending order. */
export class BytePlaces {
  readonly #bytes: Uint8Array;
  #byte = 0;
  #unit = 0;

  constructor(bytes: Uint8Array) {
    this.#bytes = bytes;
  }

  /** How many UTF-16 units stand before byte `to`. */
  unit(to: number): number {
    const bytes = this.#bytes;
    let unit = this.#unit;
    for (let i = this.#byte; i < to; i++) {
      const byte = bytes[i];
      if (byte < 0x80 || byte >= 0xc0) unit += byte >= 0xf0 ? 2 : 1;
    }
    this.#byte = Math.max(this.#byte, to);
    this.#unit = unit;
    return unit;
  }
}
