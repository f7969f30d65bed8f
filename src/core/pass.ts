import { firstDamage, type PartFact, readRecord } from "./manifest.ts";
import type { PassStep, PassTask } from "./pass-task.ts";
import { type KeyedStep, textProvider } from "./plan.ts";
import type { Reuse } from "./reuse.ts";
import { addBusy, earlierSteps, folderOf, type Run } from "./run.ts";
import type { Schedule } from "./schedule.ts";
import type { BatchStage } from "./stage.ts";
import { contract } from "./table.ts";
import type { NamedPart } from "./task.ts";

/** One pass of a group of stages, part by part, with what is already committed. */
export class Pass {
  private readonly run: Run;
  private readonly group: readonly KeyedStep[];
  private readonly rows: ReadonlyMap<string, Uint32Array> | undefined;
  private readonly reuse: ReadonlyMap<string, Reuse>;
  private readonly facts = new Map<string, Readonly<Record<string, PartFact>>>();

  constructor(
    run: Run,
    group: readonly KeyedStep[],
    reuse: ReadonlyMap<string, Reuse>,
    rows?: ReadonlyMap<string, Uint32Array>,
  ) {
    this.run = run;
    this.group = group;
    this.reuse = reuse;
    this.rows = rows;
  }

  schedule(
    schedule: Schedule,
    part: NamedPart,
    fresh: PartFact | undefined,
    urgent: boolean,
    onDone: () => void = () => {},
  ): void {
    const rows = this.rows ? (this.rows.get(part.name) ?? new Uint32Array()) : undefined;
    if (this.group.length === 0 || !part.tables.documents || rows?.length === 0) {
      onDone();
      return;
    }
    const task = async () => {
      const tables = (await this.committed(part.name)) ?? (await this.work(part, fresh, rows));
      this.facts.set(part.name, tables);
      onDone();
    };
    schedule.add(task, { urgent });
  }

  partsOf(step: KeyedStep, parts: readonly NamedPart[]): NamedPart[] {
    return parts.map(({ name }) => ({ name, tables: this.facts.get(name)?.[step.name] ?? {} }));
  }

  private async work(part: NamedPart, fresh: PartFact | undefined, rows: Uint32Array | undefined) {
    const { tables, milliseconds } = await this.run.effects.pool.runPass(this.task(part, fresh, rows));
    for (const [stage, time] of Object.entries(milliseconds)) addBusy(this.run, stage, time);
    return tables;
  }

  private task(part: NamedPart, fresh: PartFact | undefined, rows: Uint32Array | undefined): PassTask {
    const produced = new Set<string>();
    const columns: Record<string, string> = {};
    for (const step of this.group) {
      for (const column of ["id", ...(step.stage as BatchStage).columns]) {
        if (!produced.has(column)) columns[column] ??= this.columnFile(column, step, part, fresh);
      }
      if ("text" in step.stage.tables) produced.add("text");
      for (const column of Object.keys(step.stage.tables.signals ?? {}))
        if (column !== "id") produced.add(column);
    }
    const steps = this.group.map((step) => ({
      name: step.name,
      folder: folderOf(this.run, step),
      files: siblingFiles(this.run, step),
      ...this.known(step, part),
    }));
    return { part: part.name, steps, columns, rows };
  }

  /** The columns that an earlier result has of this part. */
  private known(step: KeyedStep, part: NamedPart): Pick<PassStep, "known"> {
    const reuse = this.reuse.get(step.name);
    const path = reuse?.files.get(part.name);
    return reuse && path ? { known: { path, columns: reuse.columns } } : {};
  }

  private columnFile(column: string, step: KeyedStep, part: NamedPart, fresh: PartFact | undefined): string {
    const earlier = earlierSteps(this.run, step);
    const source = earlier[0];
    if (fresh || (column !== "text" && column in contract.documents))
      return filePath(this.run, source, part.tables, "documents");
    const table = column === "text" ? "text" : "signals";
    const provider =
      column === "text"
        ? textProvider(earlier)
        : (earlier.findLast((candidate) => column in (candidate.stage.tables.signals ?? {})) as KeyedStep);
    if (provider === source) return filePath(this.run, source, part.tables, "documents");
    const facts = partFacts(this.run, provider).get(part.name) as PartFact;
    return filePath(this.run, provider, facts, table);
  }

  /** What an interrupted run already committed of this part, when it is all there and whole. */
  private async committed(part: string): Promise<Record<string, PartFact> | undefined> {
    const facts: Record<string, PartFact> = {};
    for (const step of this.group) {
      const folder = folderOf(this.run, step);
      const found = await readRecord<PartFact>(this.run.effects.files, `${folder}/part-${part}.json`);
      if (!found || (await firstDamage(this.run.effects.files, folder, Object.values(found), "full")))
        return undefined;
      facts[step.name] = found;
    }
    return facts;
  }
}

/** The tables of a finished step by part. */
export function partFacts(run: Run, step: KeyedStep): Map<string, PartFact> {
  const manifest = run.finished.get(step.name)?.manifest;
  return new Map(manifest?.partNames.map((name, i) => [name, manifest.parts[i]]));
}

function filePath(run: Run, step: KeyedStep, facts: PartFact, table: string): string {
  return `${folderOf(run, step)}/${facts[table].file}`;
}

function siblingFiles(run: Run, step: KeyedStep): Record<string, string> {
  const siblings = earlierSteps(run, step).filter(({ entry }) => entry === step.entry);
  const entries = siblings.flatMap((sibling) => {
    const finished = run.finished.get(sibling.name);
    return (finished?.manifest.files ?? []).map(({ file }) => [file, `${finished?.folder}/${file}`]);
  });
  return Object.fromEntries(entries);
}
