import { mayHold } from "./bloom.ts";
import { type Finder, type Finding, joinRange } from "./findings.ts";
import { createGrams, hashGrams } from "./grams.ts";
import type { BloomIndex } from "./index-file.ts";
import type { Settings } from "./options.ts";
import type { Words } from "./words.ts";

/** Finds the grams of a document that the filter of a set holds; coverage is that of the document. */
export function bloomFinder(index: BloomIndex, settings: Settings): Finder {
  const grams = createGrams();
  return (words) => {
    const hits = index.blooms.map(() => new Map<number, number>());
    for (const length of index.lengths) {
      hashGrams(grams, words, length);
      for (let at = 0; at < grams.count; at++)
        for (let set = 0; set < hits.length; set++)
          if (mayHold(index.blooms[set], grams.hashes[2 * at], grams.hashes[2 * at + 1]))
            hits[set].set(at, Math.max(length, hits[set].get(at) ?? 0));
    }
    return hits.flatMap((held, set) =>
      held.size === 0 ? [] : (findingOf(held, set, words, settings) ?? []),
    );
  };
}

function findingOf(
  hits: ReadonlyMap<number, number>,
  set: number,
  words: Words,
  { grams, minimumCoverage, evidence }: Settings,
): Finding | undefined {
  const coverage = Math.min(1, hits.size / Math.max(1, words.count - grams + 1));
  if (coverage < minimumCoverage) return undefined;
  const places = [...hits].sort(([a], [b]) => a - b);
  const spans: { from: number; to: number }[] = [];
  for (const [at, length] of places) joinRange(spans, at, at + length);
  const matches = spans.slice(0, evidence).map((span) => {
    const inside = places.filter(([at]) => at >= span.from && at < span.to).length;
    return { ...span, example: -1, grams: inside, coverage };
  });
  return { set, coverage, matches, spans };
}
