import type { Batch } from "./batch.ts";
import { commitStage, prepareFolders } from "./commit.ts";
import { type Database, identifier, type TableWriter } from "./database.ts";
import { commitFile, type FileFact, type FileHandle, temporaryName } from "./files.ts";
import { manifestFile, type TableFact } from "./manifest.ts";
import { type KeyedStep, providers } from "./plan.ts";
import { earlierSteps, finishedBefore, folderOf, type Run, withDatabase } from "./run.ts";
import type { FileSink, QueryContext, QueryStage } from "./stage.ts";
import { contract } from "./table.ts";
import { stageTable, viewQueries } from "./views.ts";

/** Runs a stage over whole tables and commits what it wrote. */
export async function runQuery(run: Run, step: KeyedStep): Promise<void> {
  await prepareFolders(run, [step]);
  await withDatabase(run, async (database) => {
    for (const [name, sql] of viewQueries(finishedBefore(run, step))) {
      await database.execute(`CREATE VIEW ${identifier(name)} AS ${sql}`);
    }
    const output = new Output(run, step);
    try {
      const notes = (await (step.stage as QueryStage).run(contextOf(run, step, database, output))) ?? {};
      const { tables, files } = await output.commit();
      await commitStage(run, step, [{ name: "all", tables }], files, notes);
    } finally {
      await output.close();
    }
  });
}

function contextOf(run: Run, step: KeyedStep, database: Database, output: Output): QueryContext {
  return {
    stage: step.name,
    execute: (sql) => database.execute(sql),
    rows: (sql) => database.rows(sql),
    batches: (sql) => database.batches(sql),
    table: (name) => relation(run, step, name),
    async write(table, sql) {
      for await (const batch of database.batches(sql)) await output.append(table, batch);
    },
    append: (table, batch) => output.append(table, batch),
    create: (name) => output.create(name),
    file: (name) => siblingFile(run, step, name),
    allowed: (guard) => run.options.allow.includes(guard),
    progress: (done, total) =>
      run.effects.report({ type: "progress", stage: step.name, done, total, rows: 0, bytes: 0 }),
  };
}

/** A private table of a sibling, or the view of that name. */
function relation(run: Run, step: KeyedStep, name: string): string {
  const [provider] = providers(name, step.entry, earlierSteps(run, step));
  const finished = provider && run.finished.get(provider.name);
  const isPrivate = !(name in contract) && provider?.entry === step.entry && name in provider.stage.tables;
  return isPrivate && finished ? `(${stageTable(finished, name)})` : identifier(name);
}

function siblingFile(run: Run, step: KeyedStep, name: string): string {
  for (const sibling of earlierSteps(run, step).filter(({ entry }) => entry === step.entry)) {
    const finished = run.finished.get(sibling.name);
    if (finished?.manifest.files.some(({ file }) => file === name)) return `${finished.folder}/${name}`;
  }
  throw new Error(`stage "${step.name}": no sibling stage wrote the file "${name}"`);
}

/** Tables and files of one stage on their way to disk, under temporary names until the commit. */
class Output {
  private readonly run: Run;
  private readonly step: KeyedStep;
  private readonly tables = new Map<string, { handle: FileHandle; writer: TableWriter; path: string }>();
  private readonly sinks = new Map<string, string>();
  private readonly opened = new Set<FileHandle>();

  constructor(run: Run, step: KeyedStep) {
    this.run = run;
    this.step = step;
  }

  async append(table: string, batch: Batch): Promise<void> {
    const open = this.tables.get(table) ?? (await this.openTable(table));
    await open.writer.append(batch);
  }

  async create(name: string): Promise<FileSink> {
    const stage = this.step.stage as QueryStage;
    if (!stage.files?.includes(name) && !stage.files?.includes("*")) {
      throw new Error(`stage "${this.step.name}": the file "${name}" is not among its files`);
    }
    if (!/^\w[\w.-]*$/.test(name) || name === manifestFile) {
      throw new Error(`stage "${this.step.name}": "${name}" is no name for a file of a stage`);
    }
    const path = `${folderOf(this.run, this.step)}/${name}`;
    const handle = await this.open(path);
    this.sinks.set(name, path);
    return {
      write: (bytes) => handle.write(bytes),
      close: async () => {
        this.opened.delete(handle);
        await handle.close();
      },
    };
  }

  async commit(): Promise<{ tables: Record<string, TableFact>; files: FileFact[] }> {
    const { files } = this.run.effects;
    const tables: Record<string, TableFact> = {};
    for (const [name, { handle, writer, path }] of [...this.tables].sort(byName)) {
      const rows = await writer.close();
      await handle.close();
      this.opened.delete(handle);
      tables[name] = { ...(await commitFile(files, path)), rows };
    }
    const facts: FileFact[] = [];
    for (const [, path] of [...this.sinks].sort(byName)) facts.push(await commitFile(files, path));
    await files.syncFolder(folderOf(this.run, this.step));
    return { tables, files: facts };
  }

  /** Closes what a failure left open. */
  async close(): Promise<void> {
    await Promise.allSettled([...this.opened].map((handle) => handle.close()));
  }

  private async open(path: string): Promise<FileHandle> {
    const handle = await this.run.effects.files.create(temporaryName(path));
    this.opened.add(handle);
    return handle;
  }

  private async openTable(table: string) {
    const schema = this.step.stage.tables[table];
    if (!schema) throw new Error(`stage "${this.step.name}": the table "${table}" is not among its tables`);
    const path = `${folderOf(this.run, this.step)}/all.${table}.parquet`;
    const handle = await this.open(path);
    const open = { handle, writer: this.run.effects.tables.writer(schema, handle), path };
    this.tables.set(table, open);
    return open;
  }
}

function byName([a]: readonly [string, unknown], [b]: readonly [string, unknown]): number {
  return a < b ? -1 : 1;
}
