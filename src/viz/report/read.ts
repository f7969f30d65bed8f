import type { Row, Value } from "../../core/table.ts";
import { excerpt } from "../charts/format.ts";
import type { SignalBound } from "./bounds.ts";
import type {
  CostFacts,
  LearningCurve,
  NextStep,
  ReportFacts,
  RuleFacts,
  RunFacts,
  Totals,
} from "./facts.ts";
import { type Ask, mapQualityQuery, reportQueries } from "./queries.ts";
import { readDuplicates } from "./read-duplicates.ts";
import { readFunnel } from "./read-funnel.ts";
import { readHistograms } from "./read-histograms.ts";
import { readTasks } from "./read-labels.ts";
import { readTokens } from "./read-tokens.ts";

/** Runs SQL over the public views and gives its rows. */
export type Rows = (sql: string) => Promise<Row[]>;

/** What a report says beyond the tables: the caller knows it. */
export interface ReportExtras {
  readonly run: RunFacts;
  readonly tables?: readonly string[];
  /** Units of signals by name. */
  readonly units?: Readonly<Record<string, string>>;
  readonly bounds?: readonly SignalBound[];
  readonly learning?: readonly LearningCurve[];
  readonly cost?: CostFacts;
  readonly next?: readonly NextStep[];
}

/** Reads everything a report says from the views of a workspace. */
export async function readReportFacts(
  rows: Rows,
  { bounds, units, ...extras }: ReportExtras,
): Promise<ReportFacts> {
  const ask: Ask = (name) => rows(reportQueries[name]);
  const totals = totalsOf((await ask("totals"))[0]);
  const rules = (await ask("rules")).map(ruleOf);
  return {
    ...extras,
    totals,
    funnel: readFunnel(totals, await ask("funnel"), await ask("funnelRules")),
    rules,
    histograms: await readHistograms(rows, rules, { bounds, units }),
    duplicates: await readDuplicates(ask, rows),
    tasks: readTasks(totals.kept, await ask("labels"), await ask("voters"), await ask("agreements")),
    scores: scoresOf(await ask("scores")),
    map: await readMap(ask, rows),
    tokens: totals.tokenizer === null ? undefined : await readTokens(ask, totals.tokenizer),
    quarantine: (await ask("quarantine")).map((row) => ({
      error: text(row.error),
      records: number(row.records),
      source: text(row.source),
      excerpt: text(row.excerpt),
    })),
    stages: (await ask("stages")).map(stageOf),
  };
}

function totalsOf(row: Row): Totals {
  return {
    documents: number(row.documents),
    kept: number(row.kept),
    quarantined: number(row.quarantined),
    tokens: orNull(row.tokens, number),
    tokenizer: orNull(row.tokenizer, text),
  };
}

function ruleOf(row: Row): RuleFacts {
  return {
    stage: text(row.stage),
    rule: text(row.rule),
    documents: number(row.documents),
    alone: number(row.alone),
    bound: orNull(row.bound, text),
    reason: orNull(row.reason, text),
  };
}

function scoresOf(rows: readonly Row[]): ReportFacts["scores"] {
  const scored = rows.map((row) => ({
    model: text(row.model),
    isBest: row.best === true,
    document: { id: text(row.id), score: number(row.score), text: text(row.text) },
  }));
  return [...new Set(scored.map(({ model }) => model))].map((model) => {
    const own = scored.filter((one) => one.model === model);
    const best = own.filter(({ isBest }) => isBest).map(({ document }) => document);
    return {
      model,
      best,
      worst: own
        .filter(({ isBest, document }) => !isBest && !best.some(({ id }) => id === document.id))
        .map(({ document }) => document),
    };
  });
}

async function readMap(ask: Ask, rows: Rows): Promise<ReportFacts["map"]> {
  const points = await ask("points");
  if (points.length === 0) return undefined;
  const [{ present }] = await rows(
    "SELECT count(*) AS present FROM information_schema.tables WHERE table_name = 'map_quality'",
  );
  const quality = number(present) > 0 ? await rows(mapQualityQuery) : [];
  return {
    documents: number(points[0].documents),
    points: points.map((row) => ({
      x: number(row.x),
      y: number(row.y),
      cluster: number(row.cluster ?? -1),
      title: [text(row.title), excerpt(text(row.text), 120)].filter(Boolean).join(": "),
    })),
    clusters: (await ask("clusters")).map((row) => ({
      cluster: number(row.cluster),
      name: text(row.name),
      size: number(row.size),
      terms: (row.terms as readonly string[] | null) ?? [],
    })),
    quality: Object.fromEntries(quality.map((row) => [text(row.measure), number(row.value)])),
  };
}

function stageOf(row: Row) {
  return {
    name: text(row.name),
    rowsIn: orNull(row.rows_in, number),
    rowsOut: orNull(row.rows_out, number),
    dropped: orNull(row.dropped, number),
    seconds: orNull(row.seconds, number),
    peakBytes: orNull(row.peak_rss_bytes, number),
    bytesWritten: orNull(row.bytes_written, number),
    cached: row.cached === true,
  };
}

function orNull<T>(value: Value | undefined, read: (value: Value) => T): T | null {
  return value === null || value === undefined ? null : read(value);
}

/** A count or measure as a number; null reads as 0. */
function number(value: Value): number {
  return Number(value ?? 0);
}

function text(value: Value): string {
  return value === null ? "" : String(value);
}
