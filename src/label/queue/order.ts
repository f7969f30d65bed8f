import type { DocumentIds } from "./document-ids.ts";

/** In which order documents come: at random, those the model is least sure of first, or those functions contradict each other on. */
export type QueueOrder = "random" | "uncertainty" | "disagreement";

/** Documents in the order of the hash of their ids: the same for everybody, and another one for every task. */
export function randomOrder(ids: DocumentIds, documents: Uint32Array, seed: number): Uint32Array {
  return sortedBy(documents, (document) => ids.hash(document, seed));
}

/** What the model says of a document: how probable its label is, or that a person or nobody gave one. */
export interface Certainty {
  /** Probability of the label of the model; NaN without one. */
  readonly probability: Float32Array;
  /** 1 where people already decided. */
  readonly known: Uint8Array;
}

/**
 * Documents by the probability of their label, the least probable first. After them those that nobody labeled: the model
 * wavers on the first and learns from each answer, while a corpus that functions hardly cover would drown them in the others.
 * Last those whose label people gave. Ties keep the order given.
 */
export function uncertaintyOrder(random: Uint32Array, { probability, known }: Certainty): Uint32Array {
  return sortedBy(random, (document) => {
    if (known[document] === 1) return 0xffffffff;
    const p = probability[document];
    return Number.isNaN(p) ? 0xfffffffe : Math.round(Math.min(1, Math.max(0, p)) * 0xfffffffd);
  });
}

/** Documents by the entropy of the labels that functions give them, the most contested first; ties keep the order given. */
export function disagreementOrder(random: Uint32Array, entropy: Float32Array): Uint32Array {
  const most = entropy.reduce((max, value) => Math.max(max, value), 1);
  return sortedBy(random, (document) => Math.round((1 - entropy[document] / most) * 0xffffffff));
}

/** Entropy in bits of the labels among some votes. */
export function entropyOf(labels: ArrayLike<number>, from: number, to: number): number {
  if (to - from < 2) return 0;
  const counts = new Map<number, number>();
  for (let e = from; e < to; e++) counts.set(labels[e], (counts.get(labels[e]) ?? 0) + 1);
  let bits = 0;
  for (const n of counts.values()) bits -= (n / (to - from)) * Math.log2(n / (to - from));
  return bits;
}

/** Stable sort by a key of 32 bits: key and place share one 64-bit number, which typed arrays sort without calling back. */
export function sortedBy(documents: Uint32Array, key: (document: number) => number): Uint32Array {
  const pairs = new BigUint64Array(documents.length);
  const halves = new Uint32Array(pairs.buffer); // little-endian, as every machine that Node runs on
  documents.forEach((document, place) => {
    halves[2 * place] = place;
    halves[2 * place + 1] = key(document);
  });
  pairs.sort();
  return documents.map((_, i) => documents[halves[2 * i]]);
}
