/** Numbers tokens by their bytes: equal bytes, equal number, from `first` on. The bytes are kept, so a hash never decides. */
export class Vocabulary {
  readonly #first: number;
  #count = 0;
  #bytes = new Uint8Array(1 << 16);
  /** Where the bytes of each token end. */
  #ends = new Int32Array(1 << 12);
  #hashes = new Uint32Array(1 << 12);
  #slots = new Int32Array(1 << 13);

  constructor(first: number) {
    this.#first = first;
  }

  /** One more than the largest number. */
  get limit(): number {
    return this.#first + this.#count;
  }

  /** Memory in bytes. */
  get size(): number {
    return this.#bytes.length + 8 * this.#ends.length + 4 * this.#slots.length;
  }

  /** The number of the token that lies in `text` between two bytes and has this hash. */
  number(text: Uint8Array, start: number, end: number, hash: number): number {
    const mask = this.#slots.length - 1;
    let slot = hash & mask;
    for (let held = this.#slots[slot]; held !== 0; held = this.#slots[slot]) {
      if (this.#hashes[held - 1] === hash && this.#isSame(held - 1, text, start, end))
        return this.#first + held - 1;
      slot = (slot + 1) & mask;
    }
    this.#slots[slot] = this.#count + 1;
    return this.#add(text, start, end, hash);
  }

  /** The bytes and the hash of a number. */
  token(number: number): { readonly bytes: Uint8Array; readonly hash: number } {
    const at = number - this.#first;
    return { bytes: this.#bytes.subarray(this.#startOf(at), this.#ends[at]), hash: this.#hashes[at] };
  }

  #isSame(at: number, text: Uint8Array, start: number, end: number): boolean {
    const from = this.#startOf(at);
    if (this.#ends[at] - from !== end - start) return false;
    for (let i = start, k = from; i < end; i++, k++) if (text[i] !== this.#bytes[k]) return false;
    return true;
  }

  #startOf(at: number): number {
    return at === 0 ? 0 : this.#ends[at - 1];
  }

  #add(text: Uint8Array, start: number, end: number, hash: number): number {
    const at = this.#count++;
    const from = this.#startOf(at);
    const to = from + end - start;
    if (to > this.#bytes.length) this.#bytes = grown(this.#bytes, new Uint8Array(2 * to));
    this.#bytes.set(text.subarray(start, end), from);
    if (at === this.#ends.length) {
      this.#ends = grown(this.#ends, new Int32Array(2 * at));
      this.#hashes = grown(this.#hashes, new Uint32Array(2 * at));
    }
    this.#ends[at] = to;
    this.#hashes[at] = hash;
    if (2 * this.#count > this.#slots.length) this.#rehash();
    return this.#first + at;
  }

  #rehash(): void {
    this.#slots = new Int32Array(2 * this.#slots.length);
    const mask = this.#slots.length - 1;
    for (let at = 0; at < this.#count; at++) {
      let slot = this.#hashes[at] & mask;
      while (this.#slots[slot] !== 0) slot = (slot + 1) & mask;
      this.#slots[slot] = at + 1;
    }
  }
}

function grown<T extends Uint8Array | Int32Array | Uint32Array>(old: T, larger: T): T {
  larger.set(old);
  return larger;
}
