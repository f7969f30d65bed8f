import type { CheckedRule } from "../check.ts";
import { type Handle, withVerdict } from "../handles.ts";
import type { Axis } from "./axis.ts";
import { checkedRule, columnsIn, type Draft, holds, voicesOf } from "./draft.ts";
import type { Ledger } from "./ledger.ts";
import { peopleColumns } from "./people.ts";

/** One bin, as it is for every place of the bound: the bound alone decides over `movable`. */
export interface Bin {
  /** Kept wherever the bound stands. */
  readonly kept: number;
  /** Dropped beyond the bound, kept before it. */
  readonly movable: number;
  /** Dropped by this rule wherever the bound stands. */
  readonly dropped: number;
  /** Dropped by something else, whatever this rule says. */
  readonly elsewhere: number;
}

/** The bins of the documents of a group: of one source, or of all (null). */
export interface GroupBins {
  readonly group: string | number | null;
  readonly bins: readonly Bin[];
}

/** What to count. */
export interface HistogramOptions {
  readonly draft: Draft;
  readonly axis: Axis;
  /** Borders of the bins: bin i holds values from edge i up to, not including, edge i + 1; the outer ones what lies beyond. */
  readonly edges: readonly number[];
  /** The rule that is looked at, and its bound on this axis. */
  readonly rule?: CheckedRule;
  readonly handle?: Handle;
  readonly by?: "source" | "language";
}

/** Counts the documents of every bin, and of every bin in every group; `readPeople` comes before it. */
export async function histogramOf(ledger: Ledger, options: HistogramOptions): Promise<GroupBins[]> {
  const { draft, axis, edges, rule, by } = options;
  const group = by === undefined ? "NULL" : by === "source" ? "_source" : '"language"';
  const beyond = await beyondSql(ledger, options);
  const { others, voices } = voicesOf(ledger, draft, rule ? [rule.name] : []);
  const rest = [others, ...[...voices].filter(([name]) => name !== rule?.name).map(([, sql]) => sql)];
  if (by === "language") await ledger.columns.read(["language"]);
  await ledger.columns.compute("_bin", JSON.stringify([axis.value, edges]), () =>
    binSql(ledger, axis, edges),
  );
  const names = [...columnsIn(draft), ...(rule?.columns ?? []), ...peopleColumns, "_bin", "language"];
  const rows = await ledger.database.rows(`
    WITH judged AS (SELECT ${group} AS _group, _bin, _kept OR _hand = 2 AS _held,
      _dropped OR _hand = 1 OR ${rest.join(" OR ")} AS _others, ${beyond.always} AS _always, ${beyond.reached} AS _reached
      FROM ${ledger.columns.rows(names)} WHERE _bin IS NOT NULL)
    SELECT _group, _bin, count(*) AS documents, count(*) FILTER (NOT _held AND _others) AS elsewhere,
      count(*) FILTER (NOT _held AND NOT _others AND _always) AS dropped,
      count(*) FILTER (NOT _held AND NOT _others AND NOT _always AND _reached) AS movable
    FROM judged GROUP BY ALL`);
  const counts = rows.map((row) => ({
    group: row._group as string | number | null,
    bin: Number(row._bin),
    ...binOf(row as Readonly<Record<string, unknown>>),
  }));
  const groups = Map.groupBy(counts, (count) => count.group);
  const all = { group: null, bins: added(counts, edges.length - 1) };
  if (by === undefined) return [all];
  return [all, ...[...groups].map(([name, own]) => ({ group: name, bins: added(own, edges.length - 1) }))];
}

/** What the rule drops wherever its bound stands, and what it drops when the bound takes everything in. */
async function beyondSql(
  ledger: Ledger,
  { draft, rule, handle }: HistogramOptions,
): Promise<{ always: string; reached: string }> {
  if (rule === undefined) return { always: "false", reached: "false" };
  if (handle === undefined) return { always: holds(rule), reached: "false" };
  const [always, reached] = await Promise.all(
    [false, true].map((verdict) =>
      checkedRule(ledger, draft.stage, rule.name, withVerdict(rule.when, handle, verdict)),
    ),
  );
  return { always: holds(always), reached: holds(reached) };
}

function binOf(row: Readonly<Record<string, unknown>>): Bin {
  const [documents, elsewhere, dropped, movable] = ["documents", "elsewhere", "dropped", "movable"].map(
    (name) => Number(row[name]),
  );
  return { kept: documents - elsewhere - dropped - movable, movable, dropped, elsewhere };
}

function added(counts: readonly (Bin & { readonly bin: number })[], length: number): Bin[] {
  const bins = Array.from({ length }, () => ({ kept: 0, movable: 0, dropped: 0, elsewhere: 0 }));
  for (const { bin, kept, movable, dropped, elsewhere } of counts) {
    const sum = bins[bin];
    sum.kept += kept;
    sum.movable += movable;
    sum.dropped += dropped;
    sum.elsewhere += elsewhere;
  }
  return bins;
}

function binSql({ columns }: Ledger, axis: Axis, edges: readonly number[]): string {
  return `SELECT CASE WHEN value IS NOT NULL THEN ${place(edges, 0, edges.length - 2)} END::USMALLINT AS _bin
    FROM (SELECT _ordinal, ${axis.value} AS value FROM ${columns.rows(axis.columns)}) ORDER BY _ordinal`;
}

/** The bin of a value among bins `first` to `last`, by halves: six comparisons find one of forty. */
function place(edges: readonly number[], first: number, last: number): string {
  if (first >= last) return String(first);
  const middle = Math.ceil((first + last) / 2);
  return `CASE WHEN value < ${edges[middle]}::DOUBLE THEN ${place(edges, first, middle - 1)} ELSE ${place(edges, middle, last)} END`;
}
