import type { Ledger } from "../ledger/ledger.ts";
import { drawSignals, scattered, scatterLimit } from "./draw.ts";
import type { Subsets } from "./subsets.ts";

/** Rows of one subset that the distributions are made of; the standard error of a share is then at most 0.23 %. */
export const mostRows = 50_000;

/** The values of signals in two subsets, in the table `contrasted`: `_side` (1 for A, 2 for B) and the signals. */
export interface ContrastSample {
  readonly signals: readonly NumericSignal[];
  /** Documents of A and of B in the whole corpus. */
  readonly documents: readonly [number, number];
  /** How many of them are in the table. */
  readonly sampled: readonly [number, number];
}

/** A signal that holds numbers. */
export interface NumericSignal {
  readonly name: string;
  /** Only whole numbers: a count. */
  readonly whole: boolean;
}

const wholeType = /^U?(?:TINY|SMALL|BIG|HUGE)?INT(?:EGER)?$/;
const numericType = /^(?:U?(?:TINY|SMALL|BIG|HUGE)?INT(?:EGER)?|DOUBLE|FLOAT|DECIMAL.*)$/;

/** The numeric signals of a workspace. */
export function numericSignals({ origins }: Pick<Ledger, "origins">): NumericSignal[] {
  return Object.entries(origins.known).flatMap(([name, type]) =>
    origins.signals.has(name) && numericType.test(type) ? [{ name, whole: wholeType.test(type) }] : [],
  );
}

/**
 * Draws the rows of both subsets in one scan of the columns. A subset with more than `mostRows` documents is thinned by a fixed
 * scattering of the places of documents, so that the same corpus gives the same answer.
 */
export async function drawContrast(
  ledger: Ledger,
  subsets: Subsets,
  most = mostRows,
): Promise<ContrastSample> {
  const signals = numericSignals(ledger);
  const side = `SELECT ${subsets.sql} AS _side, _ordinal FROM ${ledger.columns.rows(subsets.columns)}`;
  const counted = await ledger.database.rows(
    `SELECT _side, count(*) AS documents FROM (${side}) GROUP BY _side`,
  );
  const of = (rows: typeof counted, place: number) =>
    Number(rows.find((row) => row._side === place)?.documents ?? 0);
  const documents = [of(counted, 1), of(counted, 2)] as const;
  const [a, b] = documents.map((size) => scatterLimit(size, most));
  await drawSignals(ledger, {
    table: "contrasted",
    rows: side,
    keeps: ["_side"],
    chosen: `${scattered} < CASE _side WHEN 1 THEN ${a} WHEN 2 THEN ${b} ELSE 0 END`,
    signals: signals.map(({ name }) => name),
  });
  const drawn = await ledger.database.rows(
    "SELECT _side, count(*) AS documents FROM contrasted GROUP BY _side",
  );
  return { signals, documents, sampled: [of(drawn, 1), of(drawn, 2)] };
}
