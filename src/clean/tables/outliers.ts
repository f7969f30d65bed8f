import { z } from "zod";
import { batchOf, column, makeBatch } from "../../core/batch.ts";
import { checkOptions, written } from "../../core/options.ts";
import type { QueryContext, QueryStage, StageNotes } from "../../core/stage.ts";
import { contract, type Row } from "../../core/table.ts";
import { isolationScores } from "../../features/tabular/isolation-forest.ts";
import { quartileDistance, robustZ } from "../../features/tabular/outlier-scores.ts";
import { guardRules } from "../rules/guard.ts";
import { checkStems, columnReads, documentIds, readNumberColumns, stemOf } from "./columns.ts";

const schema = z.strictObject({
  /** Signals, columns of `documents` or fields of `metadata` (also as `metadata.field`). */
  columns: z.array(z.string().min(1)).nonempty(),
  /** `isolation` looks at all columns together, the others at each alone. */
  method: z.enum(["robust-z", "iqr", "isolation"]).default("robust-z"),
  /** What a score must exceed to be an outlier: 3.5 robust deviations, 1.5 interquartile ranges, an isolation score of 0.6. */
  bound: z.number().positive().optional(),
  /** `tag` writes the scores as signals and decides nothing. */
  action: z.enum(["drop", "tag"]).default("drop"),
  /** Trees of the isolation forest, and rows in each (Liu et al. 2008). */
  trees: z.int().min(1).max(10_000).default(100),
  sample: z.int().min(2).max(1_000_000).default(256),
  seed: z.int().min(0).default(1),
  /** Share of the documents that one rule may drop before the guard stops the run. */
  share: z.number().gt(0).max(1).default(0.5),
});

/** Options of `outliers`. */
export type OutliersOptions = z.input<typeof schema>;

type Settings = Omit<z.output<typeof schema>, "bound"> & { readonly bound: number };

/** Iglewicz and Hoaglin 1993; Tukey 1977; Liu, Ting and Zhou 2008, figure 3. */
const bounds = { "robust-z": 3.5, iqr: 1.5, isolation: 0.6 } as const;

/** What the score of a method counts, in words. */
const units = {
  "robust-z": "robust standard deviations from the median",
  iqr: "interquartile ranges outside the quartiles",
  isolation: "by isolation forest",
} as const;

/** Scores by rule: one rule a column, or one for all of them. */
interface Scored {
  readonly rule: string;
  readonly signal: string;
  readonly scores: Float64Array;
  /** The values of a single column, for the reason. */
  readonly values: Float64Array | undefined;
}

/**
 * Finds documents with unusual numbers and drops them, each with its score and the bound, or tags all with their scores. A missing
 * value is never an outlier, an infinite one always.
 */
export function outliers(options: OutliersOptions): QueryStage {
  const { bound, ...rest } = checkOptions("outliers", schema, options, tell);
  checkStems("outliers", rest.columns);
  return outlierStage({ ...rest, bound: bound ?? bounds[rest.method] }, []);
}

function outlierStage(settings: Settings, undone: readonly string[]): QueryStage {
  const { share: _, ...options } = settings;
  const names = rulesOf(settings);
  const scores = Object.fromEntries(names.map(({ signal }) => [signal, "DOUBLE" as const]));
  return {
    shape: "query",
    kind: "outliers",
    version: 1,
    options: { ...options, undone },
    tables:
      settings.action === "tag"
        ? { signals: { ...contract.signals, ...scores } }
        : { decisions: contract.decisions },
    reads: columnReads,
    ...(settings.action === "drop" && {
      rules: names.map(({ rule }) => rule),
      without: (rule: string) => outlierStage(settings, [...undone, rule].sort()),
    }),
    run: (context) => run(context, settings, undone),
  };
}

function rulesOf({
  columns,
  method,
}: Pick<Settings, "columns" | "method">): { rule: string; signal: string }[] {
  const name = method.replace("-", "_");
  if (method === "isolation")
    return [{ rule: `outlier.${name}(${columns.join(", ")})`, signal: "isolation_score" }];
  return columns.map((column) => ({
    rule: `outlier.${name}(${column})`,
    signal: `${stemOf(column)}_${name}`,
  }));
}

async function run(
  context: QueryContext,
  settings: Settings,
  undone: readonly string[],
): Promise<StageNotes> {
  const columns = await readNumberColumns(context, "outliers", settings.columns);
  const scored = rulesOf(settings).map((rule, c): Scored => {
    const single = settings.method === "isolation" ? undefined : columns[c];
    return { ...rule, scores: scoresOf(columns, c, settings), values: single };
  });
  const documents = columns[0].length;
  const beyond = ({ scores }: Scored) =>
    scores.reduce((n, score) => n + (isBeyond(score, settings) ? 1 : 0), 0);
  const counts = scored.map((rule) => ({ rule: rule.rule, documents: beyond(rule) }));
  if (settings.action === "drop") {
    const rules = counts.filter(({ rule }) => !undone.includes(rule));
    guardRules(
      { documents, rules },
      { stage: context.stage, share: settings.share, allowed: (rule) => context.allowed(rule) },
    );
  }
  const inForce = scored.filter(({ rule }) => !undone.includes(rule));
  for await (const { first, ids } of documentIds(context)) {
    if (settings.action === "tag") await context.append("signals", signalBatch(ids, first, scored));
    else await appendDecisions(context, ids, first, inForce, settings);
  }
  return Object.fromEntries(counts.map(({ rule, documents }) => [rule, documents]));
}

function scoresOf(columns: readonly Float64Array[], c: number, settings: Settings): Float64Array {
  if (settings.method === "isolation") return isolationScores(columns, settings);
  return settings.method === "iqr" ? quartileDistance(columns[c]) : robustZ(columns[c]);
}

function isBeyond(score: number, { bound }: Settings): boolean {
  return Math.abs(score) > bound;
}

async function appendDecisions(
  context: QueryContext,
  ids: readonly string[],
  first: number,
  scored: readonly Scored[],
  settings: Settings,
): Promise<void> {
  const rows = ids.flatMap((id, i): Row[] =>
    scored
      .filter(({ scores }) => isBeyond(scores[first + i], settings))
      .map((rule) => ({
        id,
        stage: context.stage,
        verdict: "drop",
        ...decisionOf(rule, first + i, settings),
      })),
  );
  if (rows.length > 0) await context.append("decisions", batchOf(contract.decisions, rows));
}

function decisionOf(
  { rule, scores, values }: Scored,
  row: number,
  { method, bound, columns }: Settings,
): Row {
  const score = Number(scores[row].toPrecision(4));
  const what = values === undefined ? columns.join(", ") : `${values[row]}`;
  const reason = `${what}: ${score} ${units[method]}`;
  return {
    rule,
    value: scores[row],
    bound: method === "isolation" ? `> ${bound}` : `beyond ${bound}`,
    reason,
  };
}

function signalBatch(ids: readonly string[], first: number, scored: readonly Scored[]) {
  const cells = scored.map(({ signal, scores }) => {
    const values = Array.from(scores.subarray(first, first + ids.length), (score) =>
      Number.isNaN(score) ? null : score,
    );
    return [signal, column("DOUBLE", values)] as const;
  });
  return makeBatch({ id: column("VARCHAR", ids), ...Object.fromEntries(cells) });
}

function tell(name: string, value: unknown): string | undefined {
  if (name === "columns" && typeof value === "string")
    return `columns is a list: columns: [${written(value)}].`;
  return undefined;
}
