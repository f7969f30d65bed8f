import { type Finder, type Finding, joinRange, type Match } from "./findings.ts";
import { lookUp } from "./gram-table.ts";
import { createGrams, hashGrams } from "./grams.ts";
import type { ExactIndex } from "./index-file.ts";
import type { Settings } from "./options.ts";
import { sameExampleWords, sameWords } from "./same-words.ts";
import type { Words } from "./words.ts";

/** A gram of the document that stands in examples: its words, and the places there. */
interface Hit {
  readonly from: number;
  readonly to: number;
  /** Numbers of places in the index whose words are equal, never empty. */
  readonly places: readonly number[];
}

/** A run of hits on one example; `latest` is where its last gram begins. */
interface Run {
  from: number;
  to: number;
  grams: number;
  latest: number;
}

/** Finds the grams that a document shares with examples, each verified on the words, and what share they are. */
export function exactFinder(index: ExactIndex, settings: Settings): Finder {
  const grams = createGrams();
  return (words) => {
    const hits: Hit[] = [];
    for (const length of index.lengths) {
      hashGrams(grams, words, length);
      collectHits(index, words, grams.hashes, grams.count, length, hits);
    }
    if (hits.length === 0) return [];
    hits.sort((a, b) => a.from - b.from || a.to - b.to);
    return new Judge(index, settings, hits, words.count).findings();
  };
}

function collectHits(
  index: ExactIndex,
  words: Words,
  hashes: Uint32Array,
  count: number,
  length: number,
  hits: Hit[],
): void {
  const met = new Map<number, Hit>();
  for (let at = 0; at < count; at++) {
    const gram = lookUp(index.table, hashes[2 * at], hashes[2 * at + 1]);
    if (gram < 0) continue;
    const earlier = met.get(gram);
    const known = earlier !== undefined && sameWords(words, earlier.from, at, length);
    const places = known ? earlier.places : placesOf(index, gram, words, at, length);
    if (places.length === 0) continue;
    const hit = { from: at, to: at + length, places };
    hits.push(hit);
    met.set(gram, hit);
  }
}

function placesOf(index: ExactIndex, gram: number, words: Words, at: number, length: number): number[] {
  const places: number[] = [];
  for (let place = index.starts[gram]; place < index.starts[gram + 1]; place++)
    if (index.lengthOf[place] === length && sameExampleWords(index, index.firsts[place], words, at, length))
      places.push(place);
  return places;
}

/** Weighs the hits of one document. */
class Judge {
  readonly #index: ExactIndex;
  readonly #settings: Settings;
  readonly #hits: readonly Hit[];
  readonly #words: number;

  constructor(index: ExactIndex, settings: Settings, hits: readonly Hit[], words: number) {
    this.#index = index;
    this.#settings = settings;
    this.#hits = hits;
    this.#words = words;
  }

  findings(): Finding[] {
    const coverage = this.#settings.coverage === "example" ? this.#ofExamples() : this.#ofDocument();
    const bySet = new Map<number, [example: number, coverage: number][]>();
    for (const [example, share] of coverage) {
      if (share < this.#settings.minimumCoverage) continue;
      const set = this.#index.sets[example];
      const listed = bySet.get(set);
      if (listed) listed.push([example, share]);
      else bySet.set(set, [[example, share]]);
    }
    return [...bySet].sort(([a], [b]) => a - b).map(([set, examples]) => this.#finding(set, examples));
  }

  /** Share of the grams of each example that the document holds, each gram counted once. */
  #ofExamples(): Map<number, number> {
    const counted = new Set<readonly number[]>();
    const held = new Map<number, number>();
    for (const { places } of this.#hits) {
      if (counted.has(places)) continue;
      counted.add(places);
      for (const place of places) {
        const example = this.#index.examples[place];
        held.set(example, (held.get(example) ?? 0) + 1);
      }
    }
    return new Map(
      [...held].map(([example, count]) => [example, Math.min(1, count / this.#index.totals[example])]),
    );
  }

  /** Share of the grams of the document that the set of each example holds. */
  #ofDocument(): Map<number, number> {
    const { sets, examples } = this.#index;
    const starts = new Map<number, Set<number>>();
    const found = new Set<number>();
    const known = new Map<readonly number[], number[]>();
    for (const { from, places } of this.#hits) {
      let mine = known.get(places);
      if (mine === undefined) {
        for (const place of places) found.add(examples[place]);
        mine = [...new Set(places.map((place) => sets[examples[place]]))];
        known.set(places, mine);
      }
      for (const set of mine) starts.set(set, (starts.get(set) ?? new Set()).add(from));
    }
    const total = Math.max(1, this.#words - this.#settings.grams + 1);
    const share = (example: number) => Math.min(1, (starts.get(sets[example])?.size ?? 0) / total);
    return new Map([...found].map((example) => [example, share(example)]));
  }

  #finding(set: number, accepted: [example: number, coverage: number][]): Finding {
    const best = accepted.toSorted((a, b) => b[1] - a[1] || a[0] - b[0]).slice(0, this.#settings.evidence);
    const runs = new Map(best.map(([example]) => [example, [] as Run[]]));
    const spans: { from: number; to: number }[] = [];
    const relevance = this.#relevance(new Set(accepted.map(([example]) => example)), runs);
    for (const { from, to, places } of this.#hits) {
      const { counts, listed } = relevance(places);
      for (const mine of listed) extendRun(mine, from, to, this.#settings.evidence);
      if (counts) joinRange(spans, from, to);
    }
    const matches: Match[] = best.flatMap(([example, coverage]) =>
      (runs.get(example) ?? []).map(({ from, to, grams }) => ({ from, to, grams, example, coverage })),
    );
    return { set, coverage: best[0][1], matches: matches.slice(0, this.#settings.evidence), spans };
  }

  /** Looks through the places of a gram once, however often the document has it: some grams stand in thousands of examples. */
  #relevance(accepted: ReadonlySet<number>, runs: ReadonlyMap<number, Run[]>) {
    const known = new Map<readonly number[], { counts: boolean; listed: Run[][] }>();
    return (places: readonly number[]) => {
      const found = known.get(places);
      if (found !== undefined) return found;
      const examples = [...new Set(places.map((place) => this.#index.examples[place]))];
      const listed = examples.flatMap((example) => (runs.has(example) ? [runs.get(example) as Run[]] : []));
      const fresh = { counts: examples.some((example) => accepted.has(example)), listed };
      known.set(places, fresh);
      return fresh;
    };
  }
}

/** Adds a gram to the last run or begins another, of `most` at most. */
function extendRun(runs: Run[], from: number, to: number, most: number): void {
  const last = runs.at(-1);
  if (last === undefined || from > last.to) {
    if (runs.length < most) runs.push({ from, to, grams: 1, latest: from });
  } else {
    if (from > last.latest) last.grams++; // grams of two lengths may begin at one word
    last.to = Math.max(last.to, to);
    last.latest = from;
  }
}
