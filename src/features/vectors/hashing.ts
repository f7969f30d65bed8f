import { astralKind, characters, OTHER, UNSPACED, WORD } from "./characters.ts";

/** Number of hash buckets: 2^16, so that a bucket fits in a Uint16. */
export const BUCKETS = 65536;

/** Counts hashed features of one text at a time; the arrays are scratch memory, valid until the next count. */
export interface FeatureCounter {
  /** Reads UTF-8 bytes and returns how many distinct buckets have a weight. */
  count(bytes: Uint8Array, start: number, end: number): number;
  /** Buckets in order of first appearance. */
  readonly buckets: Uint16Array;
  /** Signed sublinear term frequency: ±(1 + ln count). */
  readonly weights: Float32Array;
}

const FNV_OFFSET = 0x811c9dc5 | 0;
const FNV_PRIME = 0x01000193;

/**
 * Signed feature hashing (Weinberger et al. 2009) of lower-case words and word pairs; characters of scripts
 * without spaces count as pairs and triples instead. Stops after `words` words (or unspaced characters).
 */
export function makeFeatureCounter(words: number): FeatureCounter {
  const { kind, lower } = characters();
  const counts = new Int32Array(BUCKETS);
  const seen = new Uint8Array(BUCKETS);
  const buckets = new Uint16Array(BUCKETS);
  const weights = new Float32Array(BUCKETS);
  let distinct = 0;

  const add = (hash: number) => {
    const mixed = avalanche(hash);
    const bucket = mixed & 0xffff;
    if (seen[bucket] === 0) {
      seen[bucket] = 1;
      buckets[distinct++] = bucket;
    }
    counts[bucket] += mixed < 0 ? -1 : 1;
  };

  const read = (bytes: Uint8Array, start: number, end: number) => {
    let left = words;
    let hash = FNV_OFFSET;
    let previous = 0;
    let last = 0;
    let beforeLast = 0;
    let at = start;
    let inWord = false;
    while (at < end && left > 0) {
      let code = bytes[at++];
      let type = OTHER;
      if (code < 0x80) type = kind[code];
      else if (code >= 0xf0) {
        code =
          ((code & 7) << 18) | ((bytes[at] & 63) << 12) | ((bytes[at + 1] & 63) << 6) | (bytes[at + 2] & 63);
        at += 3;
        type = astralKind(code);
      } else if (code >= 0xe0) {
        code = ((code & 15) << 12) | ((bytes[at] & 63) << 6) | (bytes[at + 1] & 63);
        at += 2;
        type = kind[code];
      } else if (code >= 0xc0) {
        code = ((code & 31) << 6) | (bytes[at++] & 63);
        type = kind[code];
      }
      if (type === WORD) {
        hash = Math.imul(hash ^ lower[code], FNV_PRIME);
        inWord = true;
        last = beforeLast = 0;
        continue;
      }
      if (inWord) {
        add(hash);
        if (previous !== 0) add(pair(previous, hash));
        previous = hash;
        hash = FNV_OFFSET;
        inWord = false;
        left--;
      }
      if (type !== UNSPACED) last = beforeLast = 0;
      else {
        if (last !== 0) add(pair(last, code));
        if (beforeLast !== 0) add(pair(pair(beforeLast, last), code));
        beforeLast = last;
        last = code;
        previous = 0;
        left--;
      }
    }
    if (inWord && left > 0) {
      add(hash);
      if (previous !== 0) add(pair(previous, hash));
    }
  };

  const settle = () => {
    let kept = 0;
    for (let i = 0; i < distinct; i++) {
      const bucket = buckets[i];
      const count = counts[bucket];
      if (count !== 0) {
        buckets[kept] = bucket;
        weights[kept++] = Math.sign(count) * (1 + Math.log(Math.abs(count)));
      }
      counts[bucket] = seen[bucket] = 0;
    }
    return kept;
  };

  return {
    buckets,
    weights,
    count(bytes, start, end) {
      distinct = 0;
      read(bytes, start, end);
      return settle();
    },
  };
}

function pair(left: number, right: number): number {
  return Math.imul(Math.imul(left, 0x85ebca6b) ^ right, 0xc2b2ae35) | 1;
}

/** The finaliser of MurmurHash3 (Austin Appleby): every input bit reaches every output bit. */
function avalanche(hash: number): number {
  let mixed = hash ^ (hash >>> 16);
  mixed = Math.imul(mixed, 0x85ebca6b);
  mixed ^= mixed >>> 13;
  mixed = Math.imul(mixed, 0xc2b2ae35);
  return mixed ^ (mixed >>> 16);
}
