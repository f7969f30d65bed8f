import type { Scan } from "./scan.ts";
import { capacityFor, mustReplace } from "./scratch.ts";

const FIRST_LEAD = 0xc0;

/** How many bytes of a text do not start a character, before any byte: from the marks of a scan, not from all bytes again. */
export class Tails {
  /** Continuation bytes before mark m. */
  #before = new Int32Array(0);
  #marks = new Int32Array(0);
  #count = 0;
  /** The mark at which the last search ended: questions mostly come in the order of the text. */
  #near = 0;

  /** Sums them up for a document. */
  read(bytes: Uint8Array, { marks, markCount }: Scan): this {
    if (mustReplace(this.#before.length, markCount + 1))
      this.#before = new Int32Array(capacityFor(markCount + 1));
    let sum = 0;
    for (let m = 0; m < markCount; m++) {
      this.#before[m] = sum;
      const lead = bytes[marks[m]];
      if (lead >= FIRST_LEAD) sum += lead < 0xe0 ? 1 : lead < 0xf0 ? 2 : 3;
    }
    this.#before[markCount] = sum;
    this.#marks = marks;
    this.#count = markCount;
    this.#near = 0;
    return this;
  }

  /** Continuation bytes before byte `place`, which starts a character or ends the text. */
  at(place: number): number {
    return this.#before[this.#markFrom(place)];
  }

  /** The first mark at or after a place: a few steps onwards, else by halves. */
  #markFrom(place: number): number {
    const marks = this.#marks;
    let m = this.#near;
    if (m === 0 || marks[m - 1] < place) {
      const limit = Math.min(this.#count, m + 16);
      while (m < limit && marks[m] < place) m++;
      if (m < limit || m === this.#count) {
        this.#near = m;
        return m;
      }
    }
    let low = 0;
    let high = this.#count;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (marks[middle] < place) low = middle + 1;
      else high = middle;
    }
    this.#near = low;
    return low;
  }
}
