import type { Row } from "../../../core/table.ts";
import type { Ledger } from "./ledger.ts";
import type { Amount } from "./outcome.ts";
import { peopleColumns } from "./people.ts";

/** Who drops documents: a rule of a stage, or everything that is no rule (`stage` null). */
export interface Dropper {
  readonly stage: string | null;
  readonly rule: string;
}

/** Two that fire together. */
export interface Pair {
  readonly a: Dropper;
  readonly b: Dropper;
  /** Documents that both drop. */
  readonly both: number;
  /** `both` divided by the documents that either drops. */
  readonly jaccard: number;
  /** Share of the documents of `a` that `b` drops too. */
  readonly aInB: number;
  readonly bInA: number;
}

/** Documents that are dropped by exactly these, and by nothing else. */
export interface Combination extends Amount {
  readonly droppers: readonly Dropper[];
}

/** Which rules fire together. */
export interface Overlap {
  /** In the order of the pipeline, with all the documents that each drops; those that drop none are left out. */
  readonly droppers: readonly (Dropper & Amount)[];
  /** Highest Jaccard first. */
  readonly pairs: readonly Pair[];
  /** The largest ones, most documents first. */
  readonly combinations: readonly Combination[];
  /** How many there are. */
  readonly distinct: number;
}

/** What stands for the decisions of stages that are no rules, and those by hand. */
export const otherStages: Dropper = { stage: null, rule: "(other stages)" };

/** Counts pairs and exact combinations of rules as they dropped documents; `readPeople` comes before it. */
export async function overlapOf(ledger: Ledger, most: number): Promise<Overlap> {
  const { database, maskType } = ledger;
  const droppers = droppersOf(ledger);
  const bits = droppers.map((_, i) => `(${i}, '${1n << BigInt(i)}'::${maskType})`).join(", ");
  const other = `'${1n << BigInt(droppers.length - 1)}'::${maskType}`;
  await database.execute(`CREATE OR REPLACE TEMP TABLE combinations AS SELECT
    _mask | CASE WHEN _dropped OR _hand = 1 THEN ${other} ELSE 0::${maskType} END AS mask, count(*) AS documents, sum(_tokens)::BIGINT AS tokens
    FROM ${ledger.columns.rows(peopleColumns)} GROUP BY mask HAVING mask <> 0`);
  const own = `bits AS (SELECT * FROM (VALUES ${bits}) AS b(place, bit)),
    spoken AS (SELECT place, mask, documents, tokens FROM combinations JOIN bits ON (mask & bit) <> 0)`;
  const totals = await database.rows(
    `WITH ${own} SELECT place, sum(documents)::BIGINT AS documents, sum(tokens)::BIGINT AS tokens FROM spoken GROUP BY place ORDER BY place`,
  );
  const pairs =
    await database.rows(`WITH ${own} SELECT s.place AS a, bits.place AS b, sum(s.documents)::BIGINT AS both
    FROM spoken AS s JOIN bits ON (s.mask & bits.bit) <> 0 AND s.place < bits.place GROUP BY ALL`);
  const largest = await database.rows(
    `SELECT mask, documents, tokens, count(*) OVER () AS distinct_masks FROM combinations ORDER BY documents DESC, mask LIMIT ${most}`,
  );
  await database.execute("DROP TABLE combinations");
  const sizes = new Map(totals.map((row) => [Number(row.place), amountOf(row)]));
  return {
    droppers: droppers.flatMap((dropper, i) => {
      const size = sizes.get(i);
      return size ? [{ ...dropper, ...size }] : [];
    }),
    pairs: pairs.map((row) => pairOf(row, droppers, sizes)).sort(byJaccard),
    combinations: largest.map((row) => ({ ...amountOf(row), droppers: inMask(row.mask, droppers) })),
    distinct: Number(largest[0]?.distinct_masks ?? 0),
  };
}

function droppersOf({ stages }: Ledger): Dropper[] {
  const rules = stages.flatMap(({ name: stage, rules }) => rules.map((rule) => ({ stage, rule: rule.name })));
  return [...rules, otherStages];
}

function amountOf(row: Row): Amount {
  return { documents: Number(row.documents), tokens: Number(row.tokens) };
}

function pairOf(row: Row, droppers: readonly Dropper[], sizes: ReadonlyMap<number, Amount>): Pair {
  const [a, b, both] = [Number(row.a), Number(row.b), Number(row.both)];
  const [ofA, ofB] = [sizes.get(a)?.documents ?? 0, sizes.get(b)?.documents ?? 0];
  return {
    a: droppers[a],
    b: droppers[b],
    both,
    jaccard: both / (ofA + ofB - both),
    aInB: both / ofA,
    bInA: both / ofB,
  };
}

function byJaccard(one: Pair, other: Pair): number {
  return other.jaccard - one.jaccard || other.both - one.both;
}

function inMask(mask: unknown, droppers: readonly Dropper[]): Dropper[] {
  const bits = BigInt(String(mask));
  return droppers.filter((_, i) => (bits & (1n << BigInt(i))) !== 0n);
}
