import { type Batch, type ColumnValues, makeBatch, takeRows } from "./batch.ts";
import { type PartFact, writeRecord } from "./manifest.ts";
import type { Step } from "./pipeline.ts";
import type { BatchKernel, BatchStage, Tables } from "./stage.ts";
import { type TaskTools, writePart } from "./task.ts";

/** One pass over one part: several batch stages in a row share the text. Plain data, so that it can travel. */
export interface PassTask {
  readonly part: string;
  /** Stages to run, in pipeline order. */
  readonly steps: readonly PassStep[];
  /** The table file that holds each column which the pass does not compute itself. */
  readonly columns: Readonly<Record<string, string>>;
  /** Rows to keep, ascending, where the stages see survivors only. */
  readonly rows?: Uint32Array;
}

/** A stage in a pass. */
export interface PassStep {
  readonly name: string;
  /** Folder of its result. */
  readonly folder: string;
  /** Where sibling stages of the entry keep their files, by file name. */
  readonly files: Readonly<Record<string, string>>;
  /** Columns of signals that an earlier result of the stage already holds, and the table file. */
  readonly known?: { readonly path: string; readonly columns: readonly string[] };
}

/** What a pass wrote, and how long each stage worked. */
export interface PassResult {
  readonly tables: Readonly<Record<string, PartFact>>;
  readonly milliseconds: Readonly<Record<string, number>>;
}

/** Opened kernels by stage name and the columns known to them; a worker keeps them for its lifetime. */
export type Kernels = Map<string, BatchKernel>;

/** Runs the stages of a pass over its part and commits what each of them wrote. */
export async function runPass(
  task: PassTask,
  stages: ReadonlyMap<string, Step>,
  kernels: Kernels,
  tools: TaskTools,
): Promise<PassResult> {
  const facts: Record<string, PartFact> = {};
  const milliseconds: Record<string, number> = {};
  let begun = performance.now();
  let current = await readColumns(task, tools);
  for (const step of task.steps) {
    const { name, folder } = step;
    const stage = stages.get(name)?.stage as BatchStage;
    const kernel = await openKernel(step, stage, kernels);
    const known = await readKnown(step, tools);
    const computed = await runKernel(kernel, withColumns(current, known, name), name, task.part);
    const tables = withKnown(computed, known, stage);
    facts[name] = await writePart(folder, task.part, tables, stage.tables, tools);
    await writeRecord(tools.files, `${folder}/part-${task.part}.json`, facts[name]);
    current = withColumns(current, tables, name);
    milliseconds[name] = performance.now() - begun;
    begun = performance.now();
  }
  return { tables: facts, milliseconds };
}

async function openKernel(step: PassStep, stage: BatchStage, kernels: Kernels): Promise<BatchKernel> {
  const known = step.known?.columns ?? [];
  const key = [step.name, ...known].join(" ");
  const kernel =
    kernels.get(key) ?? (await stage.open({ stage: step.name, file: (file) => step.files[file], known }));
  kernels.set(key, kernel);
  return kernel;
}

async function readKnown({ known }: PassStep, { files, tables }: TaskTools): Promise<Tables> {
  return known ? { signals: tables.read(await files.read(known.path), known.columns) } : {};
}

/** The tables of a kernel, with the columns of signals that were known, in the order of the schema. */
function withKnown(computed: Tables, known: Tables, stage: BatchStage): Tables {
  if (!known.signals || !computed.signals) return computed;
  const columns = Object.keys(stage.tables.signals).map((name): [string, ColumnValues] => [
    name,
    columnOf(hasColumn(known.signals, name) ? known.signals : computed.signals, name),
  ]);
  return { ...computed, signals: makeBatch(Object.fromEntries(columns)) };
}

async function runKernel(kernel: BatchKernel, batch: Batch, stage: string, part: string): Promise<Tables> {
  try {
    return await kernel(batch);
  } catch (cause) {
    throw new Error(`stage "${stage}", part ${part}: ${(cause as Error).message}`, { cause });
  }
}

/** The columns that the stages need, as one batch; each file is read once. */
async function readColumns(task: PassTask, { files, tables }: TaskTools): Promise<Batch> {
  const paths = [...new Set(Object.values(task.columns))];
  const columns: [string, ColumnValues][] = [];
  for (const path of paths) {
    const names = Object.keys(task.columns).filter((name) => task.columns[name] === path);
    const batch = tables.read(await files.read(path), names);
    for (const name of names) columns.push([name, columnOf(batch, name)]);
  }
  const whole = makeBatch(Object.fromEntries(columns));
  return task.rows ? takeRows(whole, task.rows) : whole;
}

/** The batch with new text and signals of a stage, for the stages after it. */
function withColumns(batch: Batch, tables: Tables, stage: string): Batch {
  if (!tables.text && !tables.signals) return batch;
  const columns = new Map(batch.schema.fields.map((field) => [field.name, columnOf(batch, field.name)]));
  for (const table of ["text", "signals"]) {
    const added = tables[table];
    if (!added) continue;
    if (added.numRows !== batch.numRows) {
      throw new Error(
        `stage "${stage}": table "${table}" has ${added.numRows} rows for ${batch.numRows} documents`,
      );
    }
    for (const field of added.schema.fields) columns.set(field.name, columnOf(added, field.name));
  }
  return makeBatch(Object.fromEntries(columns));
}

function hasColumn(batch: Batch, name: string): boolean {
  return batch.schema.fields.some((field) => field.name === name);
}

function columnOf(batch: Batch, name: string): ColumnValues {
  const i = batch.schema.fields.findIndex((field) => field.name === name);
  return { data: batch.data.children[i] };
}
