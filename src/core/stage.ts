import type { Batch } from "./batch.ts";
import type { Row, Schema } from "./table.ts";

/**
 * A stage is plain data plus plain functions: what it is called, what decides its result, which tables it writes,
 * and the work. The runner owns parallelism, resume, progress, memory and placement; a stage knows none of them.
 */
export type Stage = SourceStage | BatchStage | QueryStage;

interface Definition {
  /** The verb: `measure`, `deduplicate`. */
  readonly kind: string;
  /** Raise it whenever the same options and input would give other bytes. Part of the key. */
  readonly version: number;
  /** Everything else that decides the result: plain data, regular expressions and functions (by their source text). */
  readonly options: unknown;
  /** Tables it writes and their columns. Public names as in `contract`; any other name is private to the pipeline entry. */
  readonly tables: Readonly<Record<string, Schema>>;
  /**
   * Earlier results it depends on, besides the text of batch stages: public table names, `text` (id and current text),
   * `survivors` (ids that no earlier stage dropped), or private tables and files of a sibling in the same entry.
   */
  readonly reads: readonly string[];
  /** Looks for mistakes of the person that show before anything is read: an unknown signal, SQL that cannot run. */
  check?(context: CheckContext): Promise<void>;
  /** Names of the rules that can be undone, one by one, with `without`. */
  readonly rules?: readonly string[];
  /** The same stage with one of its `rules` turned off: `sluice run --undo RULE`. */
  without?(rule: string): Stage;
  /** On the last stage of an entry: the whole entry, looking for copies in an earlier release as well. */
  against?(release: string): Entry;
}

/** What a stage can be checked against before the run. */
export interface CheckContext {
  /** Types of the columns of `documents`, and of the signals that earlier stages measure. */
  readonly columns: Readonly<Record<string, string>>;
  /** Runs a statement in an engine without tables. */
  rows(sql: string): Promise<Row[]>;
}

/** Reads input files into documents and quarantine, unit by unit, in any order, on any worker. */
export interface SourceStage extends Definition {
  readonly shape: "source";
  /** Lists the units of work and what identifies their content; runs once, in the main thread. */
  plan(sample: number | undefined): Promise<readonly Unit[]>;
  /** Reads one unit. Yields records in their order in the input; a faulty record is yielded as a fault, never thrown. */
  read(unit: Unit): AsyncIterable<readonly SourceRecord[]>;
}

/** Input files that one task reads, with a fingerprint of their content: it goes into the key of the stage. */
export interface Unit {
  readonly files: readonly InputFile[];
  /** Records to read at most, for `--sample`. */
  readonly limit?: number;
}

/** One input file: its name in the `source` column, its size, and the hash of its content. */
export interface InputFile {
  readonly source: string;
  readonly bytes: number;
  readonly hash: string;
}

/** One record of an input file: a document or a fault. */
export type SourceRecord = SourceDocument | SourceFault;

/** A document as it was read. `position` is the record number (from 0) or the byte offset, as the format has it. */
export interface SourceDocument {
  readonly source: string;
  readonly position: number;
  /** Kept when given; otherwise made from content and position. */
  readonly id?: string;
  readonly text: string | Uint8Array;
  readonly url?: string | null;
  readonly title?: string | null;
  readonly author?: string | null;
  readonly created?: Date | null;
  readonly language?: string | null;
  /** Other fields of the record, and `media_type` where the format tells it. */
  readonly metadata?: Record<string, unknown> | null;
}

/** A record that could not be read: it ends in quarantine. */
export interface SourceFault {
  readonly source: string;
  readonly position: number;
  readonly error: string;
  readonly excerpt: string;
}

/** Record batch in, record batches out: any part, any order, any worker. Neighbouring batch stages run in one pass. */
export interface BatchStage extends Definition {
  readonly shape: "batch";
  /**
   * Columns of the incoming batch besides `id`: `text` (the current text), other columns of `documents`, or signals.
   * Rows come in document order.
   */
  readonly columns: readonly string[];
  /** `survivors` leaves out what earlier stages dropped; `all` measures every document once and for ever. */
  readonly over: "all" | "survivors";
  /**
   * Columns of table `signals` that a result of this stage with other options holds just as this one would: they are taken
   * over from there, and the kernel computes the rest.
   */
  reuses?(options: unknown): readonly string[];
  /** Prepares the kernel, once per worker: compile patterns, load models, allocate scratch memory. */
  open(context: BatchContext): BatchKernel | Promise<BatchKernel>;
}

/**
 * Computes the tables of a stage for one batch. A table that carries `text` gives the documents their new text
 * (row i belongs to row i of the input); other tables may have any number of rows. Absent tables are empty.
 */
export type BatchKernel = (batch: Batch) => Tables | Promise<Tables>;

/** Result batches by table name. */
export type Tables = Readonly<Record<string, Batch>>;

/** What a kernel can ask for when it is opened. */
export interface BatchContext {
  /** Name of the stage, for the `stage` column of decisions and edits. */
  readonly stage: string;
  /** Path of a file that a sibling stage of the same entry wrote (a fitted model). Read-only. */
  file(name: string): string;
  /** Columns of signals that come with the batch, from an earlier result: the kernel leaves them out of its own. */
  readonly known?: readonly string[];
}

/** Sees every row: set work in SQL, or a computation over the whole table. Runs alone, in the main thread. */
export interface QueryStage extends Definition {
  readonly shape: "query";
  /** Names of the files it writes besides its tables: fitted models, training shards. */
  readonly files?: readonly string[];
  run(context: QueryContext): Promise<StageNotes | undefined>;
}

/** What a stage wants the person to read on its line of the terminal and in the report: `{ "largest cluster": 41 }`. */
export type StageNotes = Readonly<Record<string, string | number>>;

/** The world of a query stage. */
export interface QueryContext {
  readonly stage: string;
  /** Runs a statement in the embedded engine: temporary tables, macros. */
  execute(sql: string): Promise<void>;
  /** Small results as rows. BIGINT comes as number when it is safe. */
  rows(sql: string): Promise<Row[]>;
  /** Large results batch by batch, a few thousand rows each, in order. */
  batches(sql: string): AsyncIterable<Batch>;
  /** SQL name of a public view or of a private table of the same entry: always use it in FROM. */
  table(name: string): string;
  /** Makes the result of a query (columns by name) the content of a table; give it an ORDER BY that fixes the order of rows. */
  write(table: string, sql: string): Promise<void>;
  /** Appends computed rows to a table, in order; bounded memory however often it is called. */
  append(table: string, batch: Batch): Promise<void>;
  /** A new file under its final name once the stage is complete; `write` in order, any number of times. */
  create(name: string): Promise<FileSink>;
  /** Path of a file that a sibling stage of the same entry wrote. */
  file(name: string): string;
  /** True when the person allowed a guard to be passed: `--allow RULE`. */
  allowed(guard: string): boolean;
  /** Tells the progress bar how far the stage is. */
  progress(done: number, total: number): void;
}

/** A file being written. */
export interface FileSink {
  write(bytes: Uint8Array): Promise<void>;
  close(): Promise<void>;
}

/** What stands behind a key of a pipeline: one stage, or several that belong together (fit, then apply); the last one gives its name. */
export type Entry = Stage | readonly Stage[];
