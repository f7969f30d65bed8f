import { type Batch, column, makeBatch } from "./batch.ts";
import { DocumentColumns } from "./document-columns.ts";
import { writeRecord } from "./manifest.ts";
import type { SourceFault, SourceStage, Unit } from "./stage.ts";
import { type NamedPart, type TaskTools, writePart } from "./task.ts";

/** The commit record of a source unit. */
export interface UnitRecord {
  readonly parts: readonly NamedPart[];
}

/** Where a unit is read and what it becomes. */
export interface UnitTask {
  readonly index: number;
  readonly unit: Unit;
  readonly folder: string;
  /** Bytes of text in a part, about. */
  readonly partBytes: number;
}

/** Name of the commit record of a unit, without its ending. */
export function unitName(index: number): string {
  return `unit-${String(index).padStart(6, "0")}`;
}

/** Reads one unit of input into parts; tells every part as it is committed. */
export async function readUnit(
  stage: SourceStage,
  { index, unit, folder, partBytes }: UnitTask,
  tools: TaskTools,
  onPart: (part: NamedPart) => void,
): Promise<UnitRecord> {
  const parts: NamedPart[] = [];
  let documents = await DocumentColumns.create(partBytes * 1.25);
  let faults: SourceFault[] = [];
  const flush = async () => {
    const name = `${String(index).padStart(6, "0")}-${String(parts.length).padStart(5, "0")}`;
    const batches = { documents: documents.batch(), quarantine: faultBatch(faults) };
    const part = { name, tables: await writePart(folder, name, batches, stage.tables, tools) };
    parts.push(part);
    onPart(part);
    documents = await DocumentColumns.create(partBytes * 1.25);
    faults = [];
  };
  for await (const records of stage.read(unit)) {
    for (const record of records) {
      if ("error" in record) faults.push(record);
      else documents.add(record);
      if (documents.bytes >= partBytes || documents.length + faults.length >= maximumRows) await flush();
    }
  }
  if (documents.length + faults.length > 0) await flush();
  await writeRecord(tools.files, `${folder}/${unitName(index)}.json`, { parts });
  return { parts };
}

const maximumRows = 65_536;

function faultBatch(faults: readonly SourceFault[]): Batch {
  const of = (name: keyof SourceFault) => faults.map((fault) => fault[name]);
  return makeBatch({
    source: column("VARCHAR", of("source")),
    position: column("BIGINT", of("position")),
    error: column("VARCHAR", of("error")),
    excerpt: column("VARCHAR", of("excerpt")),
  });
}
