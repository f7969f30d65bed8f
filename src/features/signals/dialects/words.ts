import { capacityFor, mustReplace } from "../scratch.ts";

/** Bytes that may be read and written after the last word. */
const MARGIN = 32;

/** The words of one document in the reading of a dialect: their bytes lie side by side in `squeezed`, so that an n-gram is one range. */
export class Words {
  count = 0;
  squeezed = new Uint8Array(0);
  view = new DataView(this.squeezed.buffer);
  /** Word w is `squeezed[offsets[w] .. offsets[w + 1])`. */
  offsets = new Int32Array(0);
  /** Characters before word w: code points, not bytes. */
  characters = new Int32Array(0);
  #end = 0;
  /** Bytes of `squeezed` that continue a character. */
  #tail = 0;

  /** Forgets all words and makes room for so many of so many bytes together. */
  clear(bytes: number, words: number): this {
    if (mustReplace(this.squeezed.length, bytes + MARGIN)) {
      this.squeezed = new Uint8Array(capacityFor(bytes + MARGIN));
      this.view = new DataView(this.squeezed.buffer);
    }
    if (mustReplace(this.offsets.length, words + 1)) {
      this.offsets = new Int32Array(capacityFor(words + 1));
      this.characters = new Int32Array(this.offsets.length);
    }
    this.count = 0;
    this.#end = 0;
    this.#tail = 0;
    this.offsets[0] = 0;
    this.characters[0] = 0;
    return this;
  }

  /** Appends a word of ASCII, read four bytes at a time: three bytes after it must exist. */
  pushPlain(view: DataView, from: number, to: number): void {
    const length = to - from;
    for (let k = 0; k < length; k += 4)
      this.view.setInt32(this.#end + k, view.getInt32(from + k, true), true);
    this.#end += length;
    this.#close();
  }

  /** Appends a word of any characters. */
  push(bytes: Uint8Array, from: number, to: number): void {
    for (let i = from; i < to; i++) {
      if ((bytes[i] & 0xc0) === 0x80) this.#tail++;
      this.squeezed[this.#end++] = bytes[i];
    }
    this.#close();
  }

  #close(): void {
    this.count++;
    this.offsets[this.count] = this.#end;
    this.characters[this.count] = this.#end - this.#tail;
  }

  /** Characters of all words. */
  get totalCharacters(): number {
    return this.characters[this.count];
  }
}
