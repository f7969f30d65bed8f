import type { Similar } from "./verify.ts";

/**
 * Clusters as stars around the kept document, never chains: in the order of keeping, a document becomes a keeper when no
 * earlier keeper is a verified duplicate of it; otherwise it is a copy of the most similar such keeper (the first of equals).
 * Takes pairs of ranks in the order of `b`, where a < b, and yields each copy with its keeper (`a`) in the same order.
 */
export async function* stars(
  pairs: AsyncIterable<Similar> | Iterable<Similar>,
  documents: number,
): AsyncGenerator<Similar> {
  const isCopy = new Uint8Array(documents + 1);
  let best: Similar | undefined;
  for await (const pair of pairs) {
    if (best !== undefined && pair.b !== best.b) {
      isCopy[best.b] = 1;
      yield best;
      best = undefined;
    }
    if (isCopy[pair.a] === 0 && isBetter(pair, best)) best = pair;
  }
  if (best !== undefined) yield best;
}

function isBetter(pair: Similar, best: Similar | undefined): boolean {
  if (best === undefined || pair.similarity > best.similarity) return true;
  return pair.similarity === best.similarity && pair.a < best.a;
}
