import type { Tokens } from "./tokens.ts";

/**
 * Winnowing (Schleimer, Wilkerson and Aiken 2003): of the hashes of all runs of `span` tokens, the least of each `minimum - span + 1`
 * in a row. So whatever two texts share, `minimum` tokens or more, holds a fingerprint that both have; they take an eighth of
 * the memory of one hash per token or less.
 */
export class Winnow {
  readonly minimum: number;
  /** Tokens that a fingerprint is made of. */
  readonly span: number;
  count = 0;
  /** Token at which each fingerprint begins, ascending. */
  positions = new Int32Array(1024);
  /** Each fingerprint as two halves, the low one first. */
  halves = new Uint32Array(2048);
  #low = new Uint32Array(4096);
  #high = new Uint32Array(4096);

  constructor(minimum: number) {
    this.minimum = minimum;
    this.span = Math.ceil(minimum / 2);
  }

  /** The fingerprints as 64-bit numbers. */
  get hashes(): BigUint64Array {
    return new BigUint64Array(this.halves.buffer, 0, this.count);
  }

  /** Fingerprints of the tokens of one text; none where there are fewer than `minimum`. */
  read(tokens: Tokens): this {
    this.count = 0;
    if (tokens.count < this.minimum) return this;
    const runs = rollingHashes(tokens, this.span, this.#reserve(tokens.count));
    const window = this.minimum - this.span + 1;
    let least = -1;
    for (let last = window - 1; last < runs; last++) {
      const first = last - window + 1;
      if (least >= first && !this.#isLess(last, least)) continue;
      least = least < first ? this.#leastOf(first, last) : last;
      this.#add(least);
    }
    return this;
  }

  /** The last of the least: it stays in the window for longest. */
  #leastOf(first: number, last: number): number {
    let least = last;
    for (let i = last - 1; i >= first; i--) if (this.#isLess(i, least)) least = i;
    return least;
  }

  #isLess(a: number, b: number): boolean {
    const difference = this.#low[a] - this.#low[b];
    return difference < 0 || (difference === 0 && this.#high[a] < this.#high[b]);
  }

  #add(position: number): void {
    if (this.count === this.positions.length) {
      this.positions = grown(this.positions, new Int32Array(2 * this.count));
      this.halves = grown(this.halves, new Uint32Array(4 * this.count));
    }
    this.positions[this.count] = position;
    this.halves[2 * this.count] = this.#low[position];
    this.halves[2 * this.count + 1] = this.#high[position];
    this.count++;
  }

  #reserve(length: number): { low: Uint32Array; high: Uint32Array } {
    if (this.#low.length < length) {
      this.#low = new Uint32Array(2 * length);
      this.#high = new Uint32Array(2 * length);
    }
    return { low: this.#low, high: this.#high };
  }
}

const BASE_LOW = 0x2545f491;
const BASE_HIGH = 0x6c8e9cf5;

/** Hashes of every run of `size` tokens from token `from` to `to`, in two halves; answers how many there are. */
export function rollingHashes(
  { low: lows, high: highs, count }: Pick<Tokens, "low" | "high" | "count">,
  size: number,
  out: { readonly low: Uint32Array; readonly high: Uint32Array },
  from = 0,
  to = count,
): number {
  const [leaveLow, leaveHigh] = [power(BASE_LOW, size), power(BASE_HIGH, size)];
  let [low, high] = [0, 0];
  for (let i = from; i < to; i++) {
    low = (Math.imul(low, BASE_LOW) + lows[i]) | 0;
    high = (Math.imul(high, BASE_HIGH) + highs[i]) | 0;
    const run = i - from - size + 1;
    if (run > 0) {
      low = (low - Math.imul(leaveLow, lows[i - size])) | 0;
      high = (high - Math.imul(leaveHigh, highs[i - size])) | 0;
    }
    if (run < 0) continue;
    out.low[run] = mix(low);
    out.high[run] = mix(high + Math.imul(low, 0x9e3779b1));
  }
  return Math.max(0, to - from - size + 1);
}

/** The finaliser of MurmurHash3: every input bit moves every output bit. */
function mix(hash: number): number {
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35);
  return (hash ^ (hash >>> 16)) >>> 0;
}

function power(base: number, exponent: number): number {
  let result = 1;
  for (let i = 0; i < exponent; i++) result = Math.imul(result, base);
  return result;
}

function grown<T extends Int32Array | Uint32Array>(old: T, larger: T): T {
  larger.set(old);
  return larger;
}
