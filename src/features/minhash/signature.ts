import xxhash from "xxhash-wasm";
import { createSimHasher } from "../simhash/simhash.ts";
import { writeBandKeys } from "./bands.ts";
import type { Banding } from "./s-curve.ts";
import { collectShingles, createShingles, type Shingles } from "./shingles.ts";
import { createSketcher } from "./sketch.ts";
import { createWords, scanWords, type WordKind, type Words } from "./words.ts";

/** What decides a signature. */
export interface SignatureOptions {
  readonly shingle: number;
  readonly words: WordKind;
  readonly banding: Banding;
  readonly seed: number;
  /** Only the hashes of the bytes: what finding equal texts needs. The rest is zero, and there are no keys. */
  readonly bytesOnly?: boolean;
  /** The SimHash of the shingles too. */
  readonly simhash?: boolean;
}

/** Signatures of a column of texts, one entry per text; `keys` holds the 64-bit band keys of all texts one after another. */
export interface Signatures {
  /** Two 64-bit hashes of the bytes. */
  readonly exact: readonly [BigUint64Array, BigUint64Array];
  /** Two 64-bit hashes of the lower-cased words: the text without case, white space and punctuation. */
  readonly normalized: readonly [BigUint64Array, BigUint64Array];
  readonly bytes: Int32Array;
  readonly words: Int32Array;
  /** Distinct shingles. */
  readonly shingles: Int32Array;
  /** 0 unless asked for. */
  readonly simhash: BigUint64Array;
  readonly keys: BigUint64Array;
  /** Where the keys of each text begin: none for a text without words. */
  readonly keyOffsets: Int32Array;
}

/** UTF-8 texts one after another: text i is `bytes` from `offsets[i]` to `offsets[i + 1]`. */
export interface TextColumn {
  readonly bytes: Uint8Array;
  readonly offsets: Int32Array;
  readonly length: number;
}

const SECOND_SEED = 0x9e3779b97f4a7c15n;

/** Opens a signature kernel with its own scratch memory. */
export async function openSigner(options: SignatureOptions): Promise<(texts: TextColumn) => Signatures> {
  const { h64Raw } = await xxhash();
  const words = createWords();
  const shingles = createShingles();
  const { bands, rows } = options.banding;
  const sketch = createSketcher(bands * rows, options.seed);
  const simhash = createSimHasher();
  return ({ bytes, offsets, length }) => {
    const result = emptySignatures(length, bands);
    const keyHalves = new Uint32Array(result.keys.buffer);
    const simhashHalves = new Uint32Array(result.simhash.buffer);
    let keys = 0;
    for (let i = 0; i < length; i++) {
      const [from, to] = [offsets[i], offsets[i + 1]];
      hashInto(result.exact, i, bytes.subarray(from, to));
      result.bytes[i] = to - from;
      if (options.bytesOnly) continue;
      measure(words, shingles, options, bytes, from, to);
      hashInto(result.normalized, i, wordBytes(words));
      result.words[i] = words.count;
      result.shingles[i] = shingles.count;
      if (options.simhash) simhash(shingles, simhashHalves, 2 * i);
      if (shingles.count > 0 && bands > 0) {
        writeBandKeys(keyHalves, 2 * keys, sketch(shingles), options.banding);
        keys += bands;
      }
      result.keyOffsets[i + 1] = keys;
    }
    return { ...result, keys: result.keys.subarray(0, keys) };
  };

  function hashInto(
    [first, second]: readonly [BigUint64Array, BigUint64Array],
    i: number,
    input: Uint8Array,
  ): void {
    first[i] = h64Raw(input, 0n);
    second[i] = h64Raw(input, SECOND_SEED);
  }
}

/** Collects the words and the distinct shingles of one text. */
export function measure(
  words: Words,
  shingles: Shingles,
  options: Pick<SignatureOptions, "words" | "shingle">,
  bytes: Uint8Array,
  from: number,
  to: number,
): void {
  scanWords(words, bytes, from, to, options.words);
  collectShingles(shingles, words, options.shingle);
}

function wordBytes({ hashes, count }: Words): Uint8Array {
  return new Uint8Array(hashes.buffer, 0, 8 * count);
}

function emptySignatures(length: number, bands: number): Signatures {
  return {
    exact: [new BigUint64Array(length), new BigUint64Array(length)],
    normalized: [new BigUint64Array(length), new BigUint64Array(length)],
    bytes: new Int32Array(length),
    words: new Int32Array(length),
    shingles: new Int32Array(length),
    simhash: new BigUint64Array(length),
    keys: new BigUint64Array(length * bands),
    keyOffsets: new Int32Array(length + 1),
  };
}
