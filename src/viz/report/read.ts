import type { Row, Value } from "../../core/table.ts";
import { excerpt } from "../charts/format.ts";
import type { FunnelData } from "../charts/funnel.ts";
import type {
  CostFacts,
  LearningCurve,
  NextStep,
  ReportFacts,
  RuleFacts,
  RunFacts,
  Totals,
} from "./facts.ts";
import { mapQualityQuery, reportQueries } from "./queries.ts";
import { readHistograms, type SignalBound } from "./read-histograms.ts";
import { readTasks } from "./read-labels.ts";

/** Runs SQL over the public views and gives its rows. */
export type Rows = (sql: string) => Promise<Row[]>;

/** What a report says beyond the tables: the caller knows it. */
export interface ReportExtras {
  readonly run: RunFacts;
  readonly bounds?: readonly SignalBound[];
  readonly learning?: readonly LearningCurve[];
  readonly cost?: CostFacts;
  readonly next?: readonly NextStep[];
}

/** Reads everything a report says from the views of a workspace. */
export async function readReportFacts(rows: Rows, { bounds, ...extras }: ReportExtras): Promise<ReportFacts> {
  const ask = (name: keyof typeof reportQueries) => rows(reportQueries[name]);
  const totals = totalsOf((await ask("totals"))[0]);
  const rules = (await ask("rules")).map(ruleOf);
  return {
    ...extras,
    totals,
    funnel: funnelOf(await ask("funnel"), totals, rules),
    rules,
    histograms: await readHistograms(rows, rules, bounds),
    duplicates: await readDuplicates(ask),
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

type Ask = (name: keyof typeof reportQueries) => Promise<Row[]>;

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

/** Tokens where they are known or can be estimated for all documents, documents otherwise. */
function funnelOf(
  rows: readonly Row[],
  { documents, tokens }: Totals,
  rules: readonly RuleFacts[],
): FunnelData {
  const byTokens = tokens !== null && rows.every((row) => row.tokens !== null && row.all_tokens !== null);
  const lost = rows.map((row) => number(byTokens ? row.tokens : row.documents));
  const sum = lost.reduce((all, value) => all + value, 0);
  return {
    unit: byTokens ? "tokens" : "documents",
    estimated: byTokens && sum > 0,
    input: byTokens ? tokens + sum : documents,
    steps: rows.map((row, i) => ({
      stage: text(row.stage),
      lost: lost[i],
      rules: rules
        .filter(({ stage }) => stage === row.stage)
        .slice(0, 5)
        .map(({ rule, documents: n }) => `${rule}: ${n}`),
    })),
  };
}

async function readDuplicates(ask: Ask): Promise<ReportFacts["duplicates"]> {
  const [sums] = await ask("duplicates");
  return {
    documents: number(sums.documents),
    removed: number(sums.removed),
    clusters: number(sums.clusters),
    sizes: (await ask("duplicateSizes")).map((row) => ({
      size: number(row.size),
      clusters: number(row.clusters),
    })),
    largest: (await ask("largestDuplicates")).map((row) => ({
      cluster: number(row.cluster),
      size: number(row.size),
      method: text(row.method),
      similarity: orNull(row.similarity, number),
      keeper: text(row.keeper),
      text: text(row.text),
      copy: orNull(row.copy, text),
    })),
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
    return {
      model,
      best: own.filter(({ isBest }) => isBest).map(({ document }) => document),
      worst: own.filter(({ isBest }) => !isBest).map(({ document }) => document),
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

async function readTokens(ask: Ask, tokenizer: string): Promise<ReportFacts["tokens"]> {
  const groups = {
    source: await ask("tokensBySource"),
    language: await ask("tokensByLanguage"),
    label: await ask("tokensByLabel"),
    cluster: await ask("tokensByCluster"),
  };
  const by = Object.entries(groups).map(([name, parts]) => ({
    name,
    parts: parts.map((row) => ({
      name: text(row.name),
      tokens: number(row.tokens),
      documents: number(row.documents),
    })),
  }));
  return { tokenizer, by };
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
