import { numbers } from "../../../core/batch.ts";
import type { Database } from "../../../core/database.ts";
import { type Handle, withVerdict } from "../handles.ts";
import type { Candidate } from "./candidates.ts";
import { mostBounds, type Rows, type SearchBound, type SearchSpace } from "./space.ts";

/** Where the columns of rules are: SQL of rows with the columns, `_tokens`, and what orders them. */
export interface RowSource {
  readonly database: Pick<Database, "batches">;
  /** SQL of a relation that has the columns of the candidates and `_tokens`. */
  readonly relation: string;
  /** Fixes the order of rows. */
  readonly order: string;
}

/** Reads what the candidates read of every row: 8 bytes a bound and 1 byte a rule of each row. */
export async function readRows(
  candidates: readonly Candidate[],
  { database, relation, order }: RowSource,
): Promise<Rows> {
  const bounds = candidates.map(({ rule }) => rule.handles.slice(0, mostBounds));
  const columns = candidates.flatMap(({ rule }, r) => [
    `${verdictSql(rule.when, bounds[r])} AS v${r}`,
    ...bounds[r].map(({ expression }, k) => `CAST((\n${expression}\n) AS DOUBLE) AS b${r}_${k}`),
  ]);
  const sql = `SELECT ${["CAST(_tokens AS DOUBLE) AS tokens", ...columns].join(", ")} FROM ${relation} AS r ORDER BY ${order}`;
  const parts = new Map<string, Float64Array[]>();
  for await (const batch of database.batches(sql)) {
    for (const { name } of batch.schema.fields) {
      const known = parts.get(name);
      if (known === undefined) parts.set(name, [numbers(batch, name)]);
      else known.push(numbers(batch, name));
    }
  }
  const column = (name: string) => joined(parts.get(name) ?? []);
  const tokens = column("tokens");
  return {
    length: tokens.length,
    tokens,
    values: bounds.map((own, r) => own.map((_, k) => column(`b${r}_${k}`))),
    verdicts: candidates.map((_, r) => Uint8Array.from(column(`v${r}`))),
  };
}

/** A byte of verdicts: bit p for the comparisons in the bits of p taken for true, the others for false. */
function verdictSql(when: string, handles: readonly Handle[]): string {
  const cases = Array.from({ length: 2 ** handles.length }, (_, pattern) => {
    const ordered = handles.map((handle, k) => ({ handle, holds: (pattern & (1 << k)) !== 0 }));
    // From the end, so that earlier places stay where they are.
    const settled = ordered
      .toSorted((a, b) => b.handle.comparison.start - a.handle.comparison.start)
      .reduce((text, { handle, holds }) => withVerdict(text, handle, holds), when);
    return `CASE WHEN (\n${settled}\n) THEN ${1 << pattern} ELSE 0 END`;
  });
  return cases.join(" + ");
}

/** The space over rows: bounds may stand where these rows have values. */
export function spaceOver(candidates: readonly Candidate[], rows: Rows): SearchSpace {
  return {
    rules: candidates.map(({ rule, inForce }, r) => ({
      name: rule.name,
      when: rule.when,
      inForce,
      bounds: rule.handles.slice(0, mostBounds).map((handle, k) => boundOver(handle, rows.values[r][k])),
    })),
  };
}

function boundOver(handle: Handle, column: Float64Array): SearchBound {
  const sorted = column.filter((value) => !Number.isNaN(value)).sort();
  const values: number[] = [];
  const below: number[] = [];
  for (let i = 0; i < sorted.length; i++) {
    if (i > 0 && sorted[i] === sorted[i - 1]) continue;
    values.push(sorted[i]);
    below.push(i / column.length);
  }
  return {
    handle,
    values: Float64Array.from(values),
    below: Float64Array.from(below),
    measured: sorted.length / Math.max(1, column.length),
  };
}

/** The rows with these numbers, in this order. */
export function takeRows(rows: Rows, wanted: Uint32Array): Rows {
  const take = (column: Float64Array) => Float64Array.from(wanted, (i) => column[i]);
  return {
    length: wanted.length,
    tokens: take(rows.tokens),
    values: rows.values.map((bounds) => bounds.map(take)),
    verdicts: rows.verdicts.map((column) => Uint8Array.from(wanted, (i) => column[i])),
  };
}

function joined(parts: readonly Float64Array[]): Float64Array {
  const whole = new Float64Array(parts.reduce((sum, { length }) => sum + length, 0));
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.length;
  }
  return whole;
}
