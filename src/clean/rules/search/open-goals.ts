import { type Texts, texts } from "../../../core/batch.ts";
import type { Database } from "../../../core/database.ts";
import { UserError } from "../../../core/errors.ts";
import {
  createUnits,
  isLineEnd,
  scanUnits,
  type UnitKind,
  type Units,
} from "../../../features/ngram-lm/units.ts";
import { UnitNumbers } from "../../../features/ngram-lm/vocabulary.ts";
import { DocumentCounts } from "./document-counts.ts";
import type { Goal } from "./goal.ts";
import { TargetGrams } from "./grams.ts";
import { labelGoal } from "./label-goal.ts";
import type { Part, Sample } from "./open-sample.ts";
import { fitStrengths, type PerplexityPool, perplexityGoal, type Strengths } from "./perplexity-goal.ts";
import { buckets, similarityGoal, visitBuckets } from "./similarity-goal.ts";

/** The goal over the documents of a search, and over those held out; a target text is divided between them. */
export interface Goals {
  readonly searched: Goal;
  readonly heldOut: Goal;
}

/** Where texts come from. */
export interface TextSource {
  readonly database: Pick<Database, "batches">;
  /** A query of one column `text`. */
  readonly sql: string;
}

/** What the goals over texts need. */
export interface TextGoalOptions {
  readonly target: TextSource;
  readonly database: Pick<Database, "batches">;
  readonly kind: UnitKind;
  /** Tokens of the whole corpus that a recipe should keep; Infinity takes all that it keeps. */
  readonly budget: number;
}

const order = 3;
/** Units of each half of a target that are read. */
const mostUnits = 100_000;

/** F1 against labels by id. */
export function labelGoals({ searched, heldOut }: Sample, labels: ReadonlyMap<string, boolean>): Goals {
  const of = ({ ids }: Part) =>
    labelGoal(Int8Array.from(ids, (id) => (labels.has(id) ? Number(labels.get(id)) : -1)));
  return { searched: of(searched), heldOut: of(heldOut) };
}

/** Perplexity of the target to small models of what is kept. */
export async function perplexityGoals(sample: Sample, options: TextGoalOptions): Promise<Goals> {
  const halves = await readHalves(options);
  const pools: { target: TargetGrams; pool: PerplexityPool }[] = [];
  for (const [k, part] of [sample.searched, sample.heldOut].entries()) {
    const target = new TargetGrams(order);
    for (const units of halves[k]) target.add(units);
    const vocabulary = new UnitNumbers();
    for (const units of halves[k]) addUnits(vocabulary, units);
    const counts = new DocumentCounts(target.contexts.length);
    await eachText({ database: options.database, sql: part.texts }, options.kind, (units) => {
      addUnits(vocabulary, units);
      counts.add(units.count, (found) => target.visit(units, found));
    });
    const budget = options.budget / part.scale;
    pools.push({ target, pool: { counts, tokens: part.rows.tokens, vocabulary: vocabulary.size, budget } });
  }
  const strengths: Strengths = fitStrengths(pools[0].target, pools[0].pool);
  const [searched, heldOut] = pools.map(({ target, pool }) => perplexityGoal(target, pool, strengths));
  return { searched, heldOut };
}

/** Divergence of the target from what is kept. */
export async function similarityGoals(sample: Sample, options: TextGoalOptions): Promise<Goals> {
  const halves = await readHalves(options);
  const goals: Goal[] = [];
  for (const [k, part] of [sample.searched, sample.heldOut].entries()) {
    const target = new Float64Array(buckets);
    for (const units of halves[k]) visitBuckets(units, (bucket) => target[bucket]++);
    const counts = new DocumentCounts(buckets);
    await eachText({ database: options.database, sql: part.texts }, options.kind, (units) =>
      counts.add(units.count, (found) => visitBuckets(units, found)),
    );
    goals.push(
      similarityGoal(target, { counts, tokens: part.rows.tokens, budget: options.budget / part.scale }),
    );
  }
  return { searched: goals[0], heldOut: goals[1] };
}

/** Every other text of the target for each side; of a single one every other line. */
async function readHalves({ target, kind }: TextGoalOptions): Promise<readonly [Units[], Units[]]> {
  const all: Units[] = [];
  let read = 0;
  await eachText(target, kind, (units) => {
    if (units.count > 0 && read < 2 * mostUnits) all.push(copyOf(units, 0, units.count));
    read += units.count;
  });
  const pieces = all.length === 1 ? linesOf(all[0]) : all;
  if (pieces.length < 2)
    throw new UserError(
      "rules search: the target needs two texts or lines at least, one is held out. Give a larger --target",
    );
  return [pieces.filter((_, i) => i % 2 === 0), pieces.filter((_, i) => i % 2 === 1)];
}

function linesOf(units: Units): Units[] {
  const lines: Units[] = [];
  for (let i = 0, from = 0; i < units.count; i++) {
    if (!isLineEnd(units, i)) continue;
    lines.push(copyOf(units, from, i + 1));
    from = i + 1;
  }
  return lines;
}

function copyOf({ hashes }: Units, from: number, to: number): Units {
  return { hashes: hashes.slice(2 * from, 2 * to), count: to - from };
}

function addUnits(vocabulary: UnitNumbers, { hashes, count }: Units): void {
  for (let i = 0; i < count; i++) vocabulary.add(hashes[2 * i], hashes[2 * i + 1] || 1);
}

async function eachText(
  { database, sql }: TextSource,
  kind: UnitKind,
  work: (units: Units) => void,
): Promise<void> {
  const units = createUnits();
  for await (const batch of database.batches(sql)) {
    const { bytes, offsets, length }: Texts = texts(batch);
    for (let i = 0; i < length; i++) {
      scanUnits(units, bytes, offsets[i], offsets[i + 1], kind);
      work(units);
    }
  }
}
