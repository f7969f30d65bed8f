import { numbers, texts } from "../../core/batch.ts";
import type { QueryContext } from "../../core/stage.ts";
import type { Schema } from "../../core/table.ts";
import { jaccard, shingleSet } from "../../features/minhash/jaccard.ts";
import { createShingles } from "../../features/minhash/shingles.ts";
import { measure } from "../../features/minhash/signature.ts";
import { createWords } from "../../features/minhash/words.ts";
import type { Settings } from "./options.ts";
import { type Held, heldBytes, SetCache } from "./set-cache.ts";

/** A verified pair by ranks, the one to keep first. */
export interface Similar {
  readonly a: number;
  readonly b: number;
  readonly similarity: number;
}

/** Columns of a private table of verified pairs of ranks, the one to keep first. */
export const similarColumns = { a: "BIGINT", b: "BIGINT", similarity: "DOUBLE" } as const satisfies Schema;

/** Where verification finds its tables: `createTexts`, and the two of `createPlaces`. */
export interface VerifyTables {
  readonly texts: string;
  readonly places: string;
  readonly links: string;
}

type Link = readonly [earlier: number, later: number];

/**
 * Compares every linked pair by the true Jaccard similarity of its shingle sets and yields those at or above the
 * threshold. Texts stream by in the order of places; a partner that memory no longer holds is read again later.
 */
export async function* verify(
  context: QueryContext,
  settings: Settings,
  tables: VerifyTables,
): AsyncGenerator<Similar> {
  const [{ documents }] = await context.rows(`SELECT count(*) AS documents FROM ${tables.places}`);
  const sizes = new Float64Array(Number(documents) + 1);
  const missed: Link[] = [];
  yield* pass(context, settings, tables, new SetCache(settings.memory), sizes, missed);
  missed.sort(([a, b], [c, d]) => a - c || b - d);
  for (let next = 0; next < missed.length; ) {
    const end = endOfFitting(missed, next, sizes, settings.memory);
    const links = `${tables.links}_again`;
    const values = missed.slice(next, end).map(([earlier, later]) => `(${earlier}, ${later})`);
    await context.execute(
      `CREATE OR REPLACE TEMP TABLE ${links} AS SELECT * FROM (VALUES ${values.join(", ")}) AS again (earlier, later)`,
    );
    yield* pass(context, settings, { ...tables, links }, new SetCache(Number.POSITIVE_INFINITY), sizes, []);
    next = end;
  }
}

/** One pass over the linked texts. Records the size of each set, and the pairs whose partner was no longer held. */
async function* pass(
  context: QueryContext,
  settings: Settings,
  tables: VerifyTables,
  cache: SetCache,
  sizes: Float64Array,
  missed: Link[],
): AsyncGenerator<Similar> {
  const words = createWords();
  const shingles = createShingles();
  let current: Held | undefined;
  for await (const batch of context.batches(eventsQuery(tables))) {
    const places = numbers(batch, "place");
    const partners = numbers(batch, "partner");
    const ranks = numbers(batch, "rank");
    const { bytes, offsets } = texts(batch);
    context.progress(places[0], sizes.length);
    for (let i = 0; i < places.length; i++) {
      if (Number.isNaN(partners[i])) {
        measure(words, shingles, settings, bytes, offsets[i], offsets[i + 1]);
        current = { rank: ranks[i], set: shingleSet(shingles) };
        cache.put(places[i], current);
        sizes[places[i]] = heldBytes(current);
        continue;
      }
      const partner = cache.get(partners[i]);
      if (partner === undefined) missed.push([partners[i], places[i]]);
      else if (current !== undefined) {
        const similarity = jaccard(partner.set, current.set, settings.threshold);
        if (similarity >= settings.threshold) yield ordered(partner.rank, current.rank, similarity);
      }
    }
  }
}

/** One ordered stream: each text by place, followed by its links to earlier places. */
function eventsQuery({ texts, places, links }: VerifyTables): string {
  return `SELECT * FROM (
      SELECT p.place, CAST(NULL AS BIGINT) AS partner, p.rank, t.text
      FROM ${places} p JOIN ${texts} t ON t.rank = p.rank
      WHERE p.place IN (SELECT earlier FROM ${links}) OR p.place IN (SELECT later FROM ${links})
      UNION ALL SELECT later, earlier, NULL, NULL FROM ${links}) AS events
    ORDER BY place, partner NULLS FIRST`;
}

/** Most pairs that are read again in one statement. */
const PAIRS_PER_STATEMENT = 20_000;

/** Where the run of links from `start` ends whose documents fit into memory together: at least one link. */
function endOfFitting(links: readonly Link[], start: number, sizes: Float64Array, memory: number): number {
  const documents = new Set<number>();
  let used = 0;
  for (let end = start; end < links.length; end++) {
    for (const place of links[end]) {
      if (!documents.has(place)) used += sizes[place];
      documents.add(place);
    }
    if (end > start && (used > memory || end - start === PAIRS_PER_STATEMENT)) return end;
  }
  return links.length;
}

function ordered(a: number, b: number, similarity: number): Similar {
  return a < b ? { a, b, similarity } : { a: b, b: a, similarity };
}
