import { readFileSync } from "node:fs";
import {
  type Batch,
  batchOf,
  column,
  makeBatch,
  numberColumn,
  strings,
  textColumn,
  texts,
} from "../../core/batch.ts";
import type { BatchContext, BatchKernel, BatchStage, Tables } from "../../core/stage.ts";
import { contract, type Row, type Schema } from "../../core/table.ts";
import { bloomFinder } from "./bloom-finder.ts";
import { type ByteSpan, cutSpans } from "./cut.ts";
import { evidenceRows } from "./evidence.ts";
import { exactFinder } from "./exact-finder.ts";
import type { Finding } from "./findings.ts";
import { openIndex } from "./index-file.ts";
import { INDEX_FILE } from "./index-stage.ts";
import type { Settings } from "./options.ts";
import { Words } from "./words.ts";

/** Columns of `contamination`: a row for every run of words that a document shares with an example. */
export const contaminationColumns = {
  id: "VARCHAR",
  benchmark: "VARCHAR",
  /** Id of the example; null where the index is a Bloom filter. */
  example: "VARCHAR",
  /** Grams in the run. */
  grams: "BIGINT",
  /** Share of the grams of the example, or of the document. */
  coverage: "DOUBLE",
  /** Characters of the text that the stage received, half-open. */
  start: "BIGINT",
  end: "BIGINT",
  matched: "VARCHAR",
} as const satisfies Schema;

/** Columns of the private table `contamination_cuts`: documents that were cut, and in how many places. */
export const cutColumns = { id: "VARCHAR", cuts: "BIGINT" } as const satisfies Schema;

const textColumns = { id: "VARCHAR", text: "VARCHAR" } as const satisfies Schema;

/** Name of the rule that a set makes. */
export function ruleOf(set: string): string {
  return `contaminated.${set}`;
}

/** Looks every document up in the index and writes what it found, and as the action has it the text without it or a signal. */
export function scanStage(settings: Settings, undone: readonly string[] = []): BatchStage {
  const { against, action, window, grams, coverage, minimumCoverage, evidence, normalize, signal } = settings;
  const byAction: Record<Settings["action"], Record<string, Schema>> = {
    drop: {},
    cut: { text: textColumns, edits: contract.edits, contamination_cuts: cutColumns },
    tag: { signals: { ...contract.signals, [signal]: "DOUBLE" } },
  };
  const names = against.map(({ name }) => name);
  return {
    shape: "batch",
    kind: "contamination",
    version: 1,
    options: {
      ...{ names, grams, coverage, minimumCoverage, evidence, normalize, action },
      ...(action === "cut" && { window, undone }),
      ...(action === "tag" && { signal }),
    },
    tables: { contamination: contaminationColumns, ...byAction[action] },
    reads: [INDEX_FILE],
    columns: ["text"],
    over: "all",
    ...(action === "cut" && {
      rules: names.map(ruleOf),
      without: (rule: string) => scanStage(settings, [...undone, rule].sort()),
    }),
    open: (context) => openScan(context, settings, undone),
  };
}

/** What one document of a batch shares with the sets. */
interface Found {
  readonly row: number;
  readonly id: string;
  readonly findings: readonly Finding[];
  readonly spans: readonly ByteSpan[];
  readonly evidence: readonly Row[];
}

function openScan(context: BatchContext, settings: Settings, undone: readonly string[]): BatchKernel {
  const index = openIndex(readFileSync(context.file(INDEX_FILE)));
  const find = index.kind === "bloom" ? bloomFinder(index, settings) : exactFinder(index, settings);
  const words = new Words(settings.normalize);
  const names = settings.against.map(({ name }) => name);
  const known = { names, examples: index.kind === "exact" ? index.ids : [] };
  return (batch) => {
    const ids = strings(batch, "id") as string[];
    const { bytes, offsets } = texts(batch);
    const found: Found[] = [];
    for (const [row, id] of ids.entries()) {
      const text = bytes.subarray(offsets[row], offsets[row + 1]);
      words.read(text, 0, text.length);
      const findings = find(words);
      if (findings.length === 0) continue;
      const evidence = evidenceRows(id, text, words, findings, known);
      found.push({
        row,
        id,
        findings,
        spans: spansOf(words, findings, names).filter(({ rule }) => !undone.includes(rule)),
        evidence,
      });
    }
    const contamination = batchOf(
      contaminationColumns,
      found.flatMap(({ evidence }) => evidence),
    );
    return { contamination, ...tablesOf(settings, batch, found, context.stage) };
  };
}

function spansOf(words: Words, findings: readonly Finding[], names: readonly string[]): ByteSpan[] {
  return findings.flatMap(({ set, spans }) =>
    spans.map(({ from, to }) => ({
      rule: ruleOf(names[set]),
      from: words.starts[from],
      to: words.stops[to - 1],
    })),
  );
}

function tablesOf(
  { action, signal, window }: Settings,
  batch: Batch,
  found: readonly Found[],
  stage: string,
): Tables {
  const id = textColumn(texts(batch, "id"));
  if (action === "tag") {
    const shares = new Float64Array(batch.numRows);
    for (const { row, findings } of found)
      shares[row] = Math.max(...findings.map(({ coverage }) => coverage));
    return { signals: makeBatch({ id, [signal]: numberColumn(shares) }) };
  }
  if (action === "drop") return {};
  if (found.length === 0) return { text: makeBatch({ id, text: textColumn(texts(batch)) }) };
  const { bytes, offsets } = texts(batch);
  const cut = found
    .filter(({ spans }) => spans.length > 0)
    .map((document) => {
      const text = bytes.subarray(offsets[document.row], offsets[document.row + 1]);
      return { document, ...cutSpans(document.id, stage, text, document.spans, window) };
    });
  const out: (string | null)[] = strings(batch, "text").map((text) => text ?? "");
  for (const { document, text } of cut) out[document.row] = text;
  return {
    text: makeBatch({ id, text: column("VARCHAR", out) }),
    edits: batchOf(
      contract.edits,
      cut.flatMap(({ edits }) => edits),
    ),
    contamination_cuts: batchOf(
      cutColumns,
      cut.map(({ document, edits }) => ({ id: document.id, cuts: edits.length })),
    ),
  };
}
