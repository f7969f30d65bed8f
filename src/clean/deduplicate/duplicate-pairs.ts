import { jaccard, type ShingleSet, shingleSet } from "../../features/minhash/jaccard.ts";
import { createShingles } from "../../features/minhash/shingles.ts";
import { measure, openSigner, type Signatures, type TextColumn } from "../../features/minhash/signature.ts";
import { createWords } from "../../features/minhash/words.ts";
import { bucketPairs } from "./bucket.ts";
import { LISTED_COPIES } from "./decide-stage.ts";
import { type DeduplicateOptions, type Settings, settingsOf } from "./options.ts";
import { SetCache } from "./set-cache.ts";

/** A verified pair of duplicates. */
export interface DuplicatePair {
  readonly a: string;
  readonly b: string;
  readonly similarity: number;
}

/** Options that mean something without the tables of a pipeline. */
export type PairOptions = Omit<DeduplicateOptions, "keep" | "scope" | "largestShare">;

/**
 * The verified pairs among texts in memory, as the stage lists them: ordered by a, then b. For `sluice apply deduplicate`.
 * The longest of equal or crowded texts comes first, then the first in order.
 */
export async function duplicatePairs(
  ids: readonly string[],
  texts: readonly string[],
  options: PairOptions = {},
): Promise<DuplicatePair[]> {
  const settings = settingsOf(options);
  const column = columnOf(texts);
  const signatures = (await openSigner(settings))(column);
  const order = keepOrder(signatures.bytes);
  const groups = equalTexts(signatures, order, settings.normalize);
  const pairs: DuplicatePair[] = [];
  for (const copies of groups.values()) {
    for (const [x, y] of copyPairs(copies)) pairs.push({ a: ids[x], b: ids[y], similarity: 1 });
  }
  const similarities = compare(column, candidates(signatures, [...groups.keys()], settings), settings);
  for (const { x, y, similarity } of similarities) {
    for (const copy of listed(groups.get(x))) {
      for (const other of listed(groups.get(y))) pairs.push({ a: ids[copy], b: ids[other], similarity });
    }
  }
  return pairs.sort((p, q) => compareText(p.a, q.a) || compareText(p.b, q.b));
}

interface Similarity {
  readonly x: number;
  readonly y: number;
  readonly similarity: number;
}

/** Groups by representative, in the order of keeping. */
function equalTexts(
  signatures: Signatures,
  order: readonly number[],
  normalize: boolean,
): Map<number, number[]> {
  const groups = new Map<number, number[]>();
  const first = new Map<string, number>();
  for (const i of order) {
    const byWords = normalize && signatures.words[i] > 0;
    const [one, two] = byWords ? signatures.normalized : signatures.exact;
    const key = `${one[i]} ${two[i]} ${byWords ? signatures.words[i] : signatures.bytes[i]}`;
    const representative = first.get(key);
    if (representative !== undefined) groups.get(representative)?.push(i);
    else {
      first.set(key, i);
      groups.set(i, [i]);
    }
  }
  return groups;
}

/** Candidate pairs among the representatives (in the order of keeping), each as x · 2^26 + y. */
function candidates(
  { keys, keyOffsets }: Signatures,
  representatives: readonly number[],
  settings: Settings,
): number[] {
  const found = new Set<number>();
  for (let band = 0; band < settings.banding.bands; band++) {
    const buckets = new Map<bigint, number[]>();
    for (const i of representatives) {
      if (keyOffsets[i] === keyOffsets[i + 1]) continue;
      const key = keys[keyOffsets[i] + band];
      const bucket = buckets.get(key);
      if (bucket === undefined) buckets.set(key, [i]);
      else bucket.push(i);
    }
    for (const bucket of buckets.values()) {
      for (const [x, y] of bucketPairs(bucket.length)) found.add(bucket[x] * PLACE + bucket[y]);
    }
  }
  return [...found].sort((p, q) => p - q);
}

const PLACE = 2 ** 26;

function* compare(column: TextColumn, pairs: readonly number[], settings: Settings): Generator<Similarity> {
  const words = createWords();
  const shingles = createShingles();
  const cache = new SetCache(settings.memory);
  const setOf = (i: number): ShingleSet => {
    const held = cache.get(i);
    if (held !== undefined) return held.set;
    measure(words, shingles, settings, column.bytes, column.offsets[i], column.offsets[i + 1]);
    const set = shingleSet(shingles);
    cache.put(i, { rank: i, set });
    return set;
  };
  for (const pair of pairs) {
    const [x, y] = [Math.floor(pair / PLACE), pair % PLACE];
    const similarity = jaccard(setOf(x), setOf(y), settings.threshold);
    if (similarity >= settings.threshold) yield { x, y, similarity };
  }
}

function* copyPairs(copies: readonly number[]): Generator<readonly [number, number]> {
  for (let x = 0; x < Math.min(copies.length, LISTED_COPIES); x++) {
    const end = x === 0 ? copies.length : Math.min(copies.length, LISTED_COPIES);
    for (let y = x + 1; y < end; y++) yield [copies[x], copies[y]];
  }
}

function listed(copies: readonly number[] = []): readonly number[] {
  return copies.slice(0, LISTED_COPIES);
}

function keepOrder(bytes: Int32Array): number[] {
  return Array.from(bytes, (_, i) => i).sort((x, y) => bytes[y] - bytes[x] || x - y);
}

function columnOf(texts: readonly string[]): TextColumn {
  const parts = texts.map((text) => Buffer.from(text));
  const offsets = new Int32Array(parts.length + 1);
  for (let i = 0; i < parts.length; i++) offsets[i + 1] = offsets[i] + parts[i].length;
  return { bytes: Buffer.concat(parts), offsets, length: parts.length };
}

function compareText(a: string, b: string): number {
  if (a === b) return 0;
  return a < b ? -1 : 1;
}
