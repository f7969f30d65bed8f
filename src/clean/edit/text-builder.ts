import type { Texts } from "../../core/batch.ts";

/** The texts of a batch with some replaced; without replacement the given bytes are passed on, never copied. */
export class TextBuilder {
  readonly #given: Texts;
  readonly #buffer: Buffer;
  readonly #replaced = new Map<number, Uint8Array>();

  constructor(given: Texts) {
    this.#given = given;
    const { buffer, byteOffset, byteLength } = given.bytes;
    this.#buffer = Buffer.from(buffer, byteOffset, byteLength);
  }

  /** The given bytes of document `i`. */
  source(i: number): Buffer {
    return this.#buffer.subarray(this.#given.offsets[i], this.#given.offsets[i + 1]);
  }

  /** Gives document `i` another text in UTF-8; the bytes must stay as they are until `finish`. */
  replace(i: number, bytes: Uint8Array): void {
    this.#replaced.set(i, bytes);
  }

  /** The column of texts. */
  finish(): Texts {
    if (this.#replaced.size === 0) return this.#given;
    const { length } = this.#given;
    const offsets = new Int32Array(length + 1);
    const parts = Array.from({ length }, (_, i) => this.#replaced.get(i) ?? this.source(i));
    for (const [i, part] of parts.entries()) offsets[i + 1] = offsets[i] + part.length;
    const bytes = new Uint8Array(offsets[length]);
    for (const [i, part] of parts.entries()) bytes.set(part, offsets[i]);
    return { bytes, offsets, length };
  }
}
