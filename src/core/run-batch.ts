import { type Batch, numbers, strings } from "./batch.ts";
import { commitStage, prepareFolders } from "./commit.ts";
import { identifier } from "./database.ts";
import { UserError } from "./errors.ts";
import { firstDamage, readRecord } from "./manifest.ts";
import { Pass, partFacts } from "./pass.ts";
import { dependencies, type KeyedStep, textProvider } from "./plan.ts";
import { reusable } from "./reuse.ts";
import {
  addBusy,
  earlierSteps,
  finishedBefore,
  folderOf,
  type Run,
  stopIfInterrupted,
  withDatabase,
} from "./run.ts";
import { Schedule } from "./schedule.ts";
import { type UnitRecord, unitName } from "./source-task.ts";
import type { BatchStage } from "./stage.ts";
import { contract } from "./table.ts";
import { Tally } from "./tally.ts";
import type { NamedPart } from "./task.ts";
import { readFiles, viewQueries } from "./views.ts";

/** Bytes of text in a part: small corpora still make work for all workers, large ones do not make too many files. */
export function partBytes(inputBytes: number): number {
  return Math.min(16, Math.max(4, 2 ** Math.ceil(Math.log2(inputBytes / 2 ** 26 + 1)))) * 2 ** 20;
}

/** Reads the input, and runs every batch stage that needs nothing else on each part as soon as it is on disk. */
export async function runSource(run: Run, step: KeyedStep, group: readonly KeyedStep[]): Promise<void> {
  const folder = folderOf(run, step);
  await prepareFolders(run, [step, ...group]);
  const pass = new Pass(run, group, await reusable(run, group));
  const units = new Map<number, UnitRecord>();
  const reading = new Tally(run, step.name, run.units.length);
  const passing = new Tally(run, group[0]?.name ?? step.name, 0);
  const schedule = new Schedule(run.options.workers, () => stopIfInterrupted(run));
  const bytes = partBytes(
    run.units.reduce((sum, unit) => sum + unit.files.reduce((s, file) => s + file.bytes, 0), 0),
  );
  for (const [index, unit] of run.units.entries()) {
    schedule.add(async () => {
      const parts: NamedPart[] = [];
      const onPart = (part: NamedPart) => {
        parts.push(part);
        reading.part(part);
        if (group.length === 0) return;
        passing.expect(1);
        pass.schedule(schedule, part, part.tables, true, () => {
          passing.part(part);
          passing.task();
        });
      };
      const done = await committedUnit(run, folder, index);
      const begun = run.effects.clock();
      if (done) done.parts.forEach(onPart);
      else await run.effects.pool.readUnit({ index, unit, folder, partBytes: bytes }, onPart);
      addBusy(run, step.name, run.effects.clock() - begun);
      units.set(index, { parts });
      reading.task();
    });
  }
  await schedule.drain();
  const parts = [...units].sort(([a], [b]) => a - b).flatMap(([, record]) => record.parts);
  await checkIds(run, step, parts);
  await commitStage(run, step, parts, [], {});
  for (const member of group) await commitStage(run, member, pass.partsOf(member, parts), [], {});
}

/** Runs a group of batch stages in one pass over all parts. */
export async function runGroup(run: Run, group: readonly KeyedStep[]): Promise<void> {
  await prepareFolders(run, group);
  const parts = sourceParts(run);
  const rows =
    (group[0].stage as BatchStage).over === "survivors" ? await survivingRows(run, group[0]) : undefined;
  const pass = new Pass(run, group, await reusable(run, group), rows);
  const schedule = new Schedule(run.options.workers, () => stopIfInterrupted(run));
  const tally = new Tally(run, group[0].name, parts.length);
  for (const part of parts) {
    pass.schedule(schedule, part, undefined, false, () => {
      tally.part(part);
      tally.task();
    });
  }
  await schedule.drain();
  for (const member of group) await commitStage(run, member, pass.partsOf(member, parts), [], {});
}

/** The pending batch stages that can share one pass with the first of them. */
export function passGroup(run: Run, first: KeyedStep, available: ReadonlySet<string>): KeyedStep[] {
  const group: KeyedStep[] = [];
  const { over } = first.stage as BatchStage;
  const base = first.stage.shape === "source" ? first.name : textProvider(earlierSteps(run, first)).name;
  let text = base;
  for (const step of run.steps.slice(run.steps.indexOf(first))) {
    if (step.stage.shape !== "batch" || run.finished.has(step.name)) continue;
    if (step.stage.over !== (over ?? "all")) continue;
    const earlier = earlierSteps(run, step);
    const inGroup = new Set(group.map(({ name }) => name));
    const ready = dependencies(step, earlier).every(({ name }) => available.has(name) || inGroup.has(name));
    const decided =
      over !== "survivors" || !dependencies(step, earlier).some(({ name }) => inGroup.has(name));
    if (!ready || !decided || textProvider(earlier).name !== text) continue;
    group.push(step);
    if ("text" in step.stage.tables) text = step.name;
  }
  return group;
}

function sourceParts(run: Run): NamedPart[] {
  return [...partFacts(run, run.steps[0])].map(([name, tables]) => ({ name, tables }));
}

/** Row numbers of the documents that no stage before `step` dropped, by part. */
async function survivingRows(run: Run, step: KeyedStep): Promise<Map<string, Uint32Array>> {
  const rows = new Map<string, number[]>();
  const documents = sourceFiles(run, sourceParts(run));
  if (documents.length === 0) return new Map();
  await withDatabase(run, async (database) => {
    for (const [name, sql] of viewQueries(finishedBefore(run, step))) {
      await database.execute(`CREATE VIEW ${identifier(name)} AS ${sql}`);
    }
    const numbered = readFiles(documents, contract.documents, ["filename", "file_row_number"]);
    const sql = `SELECT filename, file_row_number FROM (${numbered}) WHERE id IN (SELECT id FROM survivors)`;
    for await (const batch of database.batches(sql)) collectRows(batch, rows);
  });
  return new Map([...rows].map(([part, list]) => [part, Uint32Array.from(list).sort()]));
}

function collectRows(batch: Batch, rows: Map<string, number[]>): void {
  const files = strings(batch, "filename") as string[];
  const rowNumbers = numbers(batch, "file_row_number");
  for (let i = 0; i < files.length; i++) {
    const part = files[i].slice(files[i].lastIndexOf("/") + 1).replace(".documents.parquet", "");
    const list = rows.get(part);
    if (list) list.push(rowNumbers[i]);
    else rows.set(part, [rowNumbers[i]]);
  }
}

/** An id that occurs twice is the user's mistake, told with both places. */
async function checkIds(run: Run, step: KeyedStep, parts: readonly NamedPart[]): Promise<void> {
  const documents = sourceFiles(run, parts);
  if (documents.length === 0) return;
  const table = readFiles(documents, contract.documents);
  const twice = `SELECT id FROM (${table}) GROUP BY id HAVING count(*) > 1 ORDER BY id LIMIT 1`;
  const places = `SELECT id, source, position FROM (${table}) WHERE id = (${twice}) ORDER BY source, position LIMIT 2`;
  const [first, second] = await withDatabase(run, (database) => database.rows(places));
  if (!first || !second) return;
  const [a, b] = [first, second].map(({ source, position }) => `${source}:${position}`);
  throw new UserError(
    `stage "${step.name}": ids must be unique, ${JSON.stringify(first.id)} stands at ${a} and at ${b}. Name another id column, or none: ids are then made from content and position`,
  );
}

function sourceFiles(run: Run, parts: readonly NamedPart[]): string[] {
  const folder = folderOf(run, run.steps[0]);
  return parts.flatMap(({ tables }) => (tables.documents ? [`${folder}/${tables.documents.file}`] : []));
}

async function committedUnit(run: Run, folder: string, index: number): Promise<UnitRecord | undefined> {
  const record = await readRecord<UnitRecord>(run.effects.files, `${folder}/${unitName(index)}.json`);
  if (!record) return undefined;
  const promised = record.parts.flatMap((part) => Object.values(part.tables));
  return (await firstDamage(run.effects.files, folder, promised, "full")) === undefined ? record : undefined;
}
