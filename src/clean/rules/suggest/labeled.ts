import type { Batch } from "../../../core/batch.ts";
import { identifier } from "../../../core/database.ts";
import { drawSignals, scattered, scatterLimit } from "../contrast/draw.ts";
import { type NumericSignal, numericSignals } from "../contrast/sample.ts";
import type { Ledger } from "../ledger/ledger.ts";

/** Parts of the examples for cross-validation. */
export const folds = 5;
/** Examples that are looked at; more change the third digit. */
export const mostExamples = 10_000;

/** Documents whose answer is known, with their signals. */
export interface Labeled {
  /** 1 for a document that should go. */
  readonly unwanted: Uint8Array;
  /** Part of the examples that each belongs to, with as many unwanted ones in each. */
  readonly fold: Uint8Array;
  readonly signals: readonly LabeledSignal[];
  /** Examples that there are. */
  readonly known: number;
}

/** A signal of the examples. */
export interface LabeledSignal extends NumericSignal {
  /** By example; NaN where it was not measured. */
  readonly values: Float64Array;
  /** Examples with a value, by value. */
  readonly order: Uint32Array;
}

/** Reads the documents with a known answer (`readPeople` with a question comes before it), at most `most` of them, evenly scattered. */
export async function readLabeled(ledger: Ledger, most = mostExamples): Promise<Labeled> {
  const signals = numericSignals(ledger);
  const answered = `SELECT _answer, _ordinal FROM ${ledger.columns.rows(["_answer"])}`;
  const [{ known }] = await ledger.database.rows(`SELECT count(_answer) AS known FROM (${answered})`);
  const names = signals.map(({ name }) => name);
  await drawSignals(ledger, {
    table: "labeled",
    rows: answered,
    keeps: ["_answer"],
    chosen: `_answer IS NOT NULL AND ${scattered} < ${scatterLimit(Number(known), 1.1 * most)}`,
    signals: names,
  });
  const cells = names.map((name) => `coalesce(${identifier(name)}, 'nan'::DOUBLE) AS ${identifier(name)}`);
  const sql = `SELECT ${["(_answer % 2)::DOUBLE AS _unwanted", ...cells].join(", ")} FROM labeled ORDER BY ${scattered}, _ordinal LIMIT ${most}`;
  const batches: Batch[] = [];
  for await (const batch of ledger.database.batches(sql)) batches.push(batch);
  await ledger.database.execute("DROP TABLE labeled");
  const joined = (i: number) => Float64Array.from(batches.flatMap((batch) => [...numbersOf(batch, i)]));
  const unwanted = Uint8Array.from(joined(0));
  const measured = signals.map((signal, i) => {
    const values = joined(i + 1);
    return { ...signal, values, order: orderOf(values) };
  });
  return { unwanted, fold: foldsOf(unwanted), signals: measured, known: Number(known) };
}

function numbersOf(batch: Batch, i: number): Float64Array {
  return batch.getChildAt(i)?.toArray() ?? new Float64Array();
}

/** Places of the numbers in ascending order. */
export function orderOf(values: Float64Array): Uint32Array {
  const places = Uint32Array.from(values.keys()).filter((i) => !Number.isNaN(values[i]));
  return places.sort((i, j) => values[i] - values[j] || i - j);
}

/** Deals the examples of each answer out in turn: they come in a scattered order. */
export function foldsOf(unwanted: Uint8Array): Uint8Array {
  const dealt = [0, 0];
  return unwanted.map((answer) => dealt[answer]++ % folds);
}
