import { batchOf } from "../../core/batch.ts";
import type { QueryContext, QueryStage, StageNotes } from "../../core/stage.ts";
import type { Row, Schema } from "../../core/table.ts";
import { createMembers, memberReads } from "../segments/members.ts";
import { createRepeats } from "../segments/repeats.ts";
import { type CandidateTables, candidateBounds, candidateDocuments } from "./candidates.ts";
import { Collection, type Found } from "./collection.ts";
import type { Settings } from "./options.ts";
import { BYTES_PER_SYMBOL } from "./repeated-windows.ts";
import { WindowFilter } from "./window-filter.ts";

/** Columns of the private table `members`: every document in question by rank in document order. */
export const memberColumns = {
  id: "VARCHAR",
  rank: "BIGINT",
  characters: "BIGINT",
} as const satisfies Schema;

/** Columns of the private table `found`: tokens `first` to `end`, half-open, of a document that lie in repeated substrings. They may overlap. */
export const foundColumns = { rank: "BIGINT", first: "BIGINT", end: "BIGINT" } as const satisfies Schema;

const ROWS_PER_BATCH = 8192;

/** Finds the substrings that occur twice: candidates by fingerprints, certainty by a suffix array over the candidates alone. */
export function findStage(settings: Settings): QueryStage {
  const { unit, minimum, keep, scope } = settings;
  return {
    shape: "query",
    kind: "find",
    version: 1,
    options: { unit, minimum, keep, scope },
    tables: { members: memberColumns, found: foundColumns },
    reads: ["fingerprints", "text", ...memberReads(scope)],
    run: (context) => run(context, settings),
  };
}

const names: CandidateTables = { members: "substring_members", seeds: "substring_seeds" };

async function run(context: QueryContext, settings: Settings): Promise<StageNotes> {
  const { members, seeds } = names;
  const search = { table: "fingerprints", items: "hashes", scope: settings.scope };
  await createMembers(context, members, search);
  await context.write("members", `SELECT id, rank, characters FROM ${members} ORDER BY rank`);
  await createRepeats(context, seeds, { table: "fingerprints", members, first: true });
  const { documents, tokens } = await candidateBounds(context, names, settings);
  const filter = tokens * BYTES_PER_SYMBOL > settings.memory ? await filled(context, settings) : undefined;
  const parts = partsFor(filter, settings);
  const collection = new Collection(settings);
  const found = new FoundRows(context);
  for (let part = 0; part < parts; part++) {
    let done = part * documents;
    for await (const row of searched(context, settings, { filter, collection, part, parts })) {
      if (row === "next document") context.progress(++done, parts * documents);
      else await found.add(row);
    }
  }
  await found.flush();
  for (const table of [seeds, members]) await context.execute(`DROP TABLE ${table}`);
  return { candidates: documents, "suffix array, MB": Math.ceil(collection.peak / 1e6) };
}

/** Windows that occur twice among the candidates, when these may be more than memory holds. */
async function filled(context: QueryContext, settings: Settings): Promise<WindowFilter> {
  const filter = new WindowFilter(settings.minimum, settings.memory / 4);
  for await (const { scope, tokens, stretches } of candidateDocuments(context, names, settings))
    for (const stretch of stretches) filter.add(scope, tokens, stretch);
  return filter;
}

/** Passes over the candidates beyond which memory grows instead. */
const MOST_PARTS = 64;
/** Of the fingerprints in a part, the stretches around them overlap less than those of all: they take so much more. */
const SPARSE = 4;

/** In how many parts the first occurrences of all that repeats fit into half of the memory. */
function partsFor(filter: WindowFilter | undefined, { memory }: Settings): number {
  const needed = ((filter?.distinct ?? 0) * BYTES_PER_SYMBOL) / (memory / 2);
  return needed <= 1 ? 1 : Math.min(MOST_PARTS, Math.ceil(SPARSE * needed));
}

interface Search {
  readonly filter: WindowFilter | undefined;
  readonly collection: Collection;
  /** Only fingerprints that leave this remainder are followed: every substring that repeats holds one of some part. */
  readonly part: number;
  readonly parts: number;
}

async function* searched(
  context: QueryContext,
  settings: Settings,
  { filter, collection, part, parts }: Search,
): AsyncGenerator<Found | "next document"> {
  let scope = 0;
  for await (const candidate of candidateDocuments(context, names, settings, part, parts)) {
    if (candidate.scope !== scope) yield* collection.finish();
    scope = candidate.scope;
    const { rank, text, tokens } = candidate;
    for (const stretch of candidate.stretches)
      for (const narrow of filter?.repeated(scope, tokens, stretch) ?? [stretch])
        yield* collection.add(rank, text, tokens, narrow);
    yield "next document";
  }
  yield* collection.finish();
}

/** Rows of `found` on their way to disk. */
class FoundRows {
  readonly #context: QueryContext;
  #rows: Row[] = [];

  constructor(context: QueryContext) {
    this.#context = context;
  }

  async add({ rank, first, end }: Found): Promise<void> {
    if (this.#rows.push({ rank, first, end }) === ROWS_PER_BATCH) await this.flush();
  }

  async flush(): Promise<void> {
    if (this.#rows.length > 0) await this.#context.append("found", batchOf(foundColumns, this.#rows));
    this.#rows = [];
  }
}
