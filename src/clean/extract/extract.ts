import {
  type Batch,
  batchOf,
  column,
  makeBatch,
  numbers,
  strings,
  textColumn,
  texts,
} from "../../core/batch.ts";
import type { BatchStage, Tables } from "../../core/stage.ts";
import { contract, type Row, type Schema } from "../../core/table.ts";
import { PageLimitError } from "./limits.ts";
import { extractMainText, type MainText } from "./main-text.ts";
import { checkOptions, type ExtractOptions } from "./options.ts";
import { countWords } from "./words.ts";

const text = { id: "VARCHAR", text: "VARCHAR" } as const satisfies Schema;
const extraction = {
  id: "VARCHAR",
  title: "VARCHAR",
  author: "VARCHAR",
  published: "TIMESTAMP",
  confidence: "DOUBLE",
  words: "BIGINT",
} as const satisfies Schema;

/**
 * Replaces HTML pages by their main text. Documents whose `media_type` is not HTML pass unchanged. Pages without main
 * text or with too little of it are dropped with the reason; pages that exceed a limit too, and stand in quarantine as well.
 */
export function extract(options: ExtractOptions = {}): BatchStage {
  const { minimumWords } = checkOptions(options);
  return {
    shape: "batch",
    kind: "extract",
    version: 2,
    options: { minimumWords },
    tables: { text, decisions: contract.decisions, extraction, quarantine: contract.quarantine },
    reads: [],
    columns: ["text", "metadata", "source", "position"],
    over: "all",
    open:
      ({ stage }) =>
      (batch) =>
        extractBatch(batch, stage, minimumWords),
  };
}

function extractBatch(batch: Batch, stage: string, minimumWords: number): Tables {
  const ids = strings(batch, "id") as string[];
  const isHtml = strings(batch, "metadata").map(isPage);
  if (!isHtml.includes(true))
    return { text: makeBatch({ id: column("VARCHAR", ids), text: textColumn(texts(batch)) }) };
  const decisions: Row[] = [];
  const extracted: Row[] = [];
  const faults: Fault[] = [];
  const out = strings(batch, "text").map((html, i) => {
    if (!isHtml[i]) return html ?? "";
    const { page, error } = read(html ?? "");
    const words = countWords(page.text);
    const verdict = error === null ? judge(words, minimumWords) : failed(error);
    if (verdict !== null) decisions.push({ id: ids[i], stage, verdict: "drop", ...verdict });
    if (error === null) extracted.push({ id: ids[i], ...describe(page, words) });
    else faults.push({ row: i, error, excerpt: (html ?? "").slice(0, excerptCharacters).toWellFormed() });
    return page.text;
  });
  return {
    text: makeBatch({ id: column("VARCHAR", ids), text: column("VARCHAR", out) }),
    decisions: batchOf(contract.decisions, decisions),
    extraction: batchOf(extraction, extracted),
    quarantine: batchOf(contract.quarantine, placed(faults, batch)),
  };
}

/** A page that could not be read. */
interface Fault {
  readonly row: number;
  readonly error: string;
  readonly excerpt: string;
}

/** Characters of a page that quarantine keeps. */
const excerptCharacters = 200;

/** Rows of `quarantine`: faults with the place where the page was read. */
function placed(faults: readonly Fault[], batch: Batch): Row[] {
  if (faults.length === 0) return [];
  const [sources, positions] = [strings(batch, "source"), numbers(batch, "position")];
  return faults.map(({ row, error, excerpt }) => ({
    source: sources[row],
    position: positions[row],
    error: `extract: ${error}`,
    excerpt,
  }));
}

/** Whether the metadata of a document calls it an HTML page. */
function isPage(metadata: string | null): boolean {
  if (metadata === null || !metadata.includes("media_type")) return false;
  try {
    const value = JSON.parse(metadata) as { media_type?: unknown } | null;
    return /^\s*(?:text\/html|application\/xhtml\+xml)\s*(?:;|$)/i.test(String(value?.media_type ?? ""));
  } catch {
    return false;
  }
}

const nothing: MainText = { text: "", title: null, author: null, published: null, confidence: 0 };

/** The main text, or nothing and the reason. A page never stops the run. */
function read(html: string): { page: MainText; error: string | null } {
  try {
    return { page: extractMainText(html), error: null };
  } catch (error) {
    const reason =
      error instanceof PageLimitError ? error.message : `page could not be read: ${String(error)}`;
    return { page: nothing, error: reason };
  }
}

function failed(reason: string): Row {
  return { rule: "extraction_failed", value: null, bound: null, reason };
}

function judge(words: number, minimumWords: number): Row | null {
  if (words === 0) {
    return { rule: "no_main_text", value: 0, bound: "words > 0", reason: "the page holds no main text" };
  }
  if (words >= minimumWords) return null;
  const reason = `main text has ${words} words, at least ${minimumWords} are asked for`;
  return { rule: "too_few_words", value: words, bound: `words >= ${minimumWords}`, reason };
}

function describe({ title, author, published, confidence }: MainText, words: number): Row {
  return { title, author, published: published === null ? null : new Date(published), confidence, words };
}
