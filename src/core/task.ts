import type { Batch } from "./batch.ts";
import type { Tables as TableFormat } from "./database.ts";
import { commitFile, type Files, temporaryName, using } from "./files.ts";
import type { PartFact, TableFact } from "./manifest.ts";
import type { Schema } from "./table.ts";

/** What a task may use in its thread. */
export interface TaskTools {
  readonly files: Files;
  readonly tables: TableFormat;
}

/** A part of a stage: its name sorts in document order. */
export interface NamedPart {
  readonly name: string;
  readonly tables: PartFact;
}

/** Writes the non-empty tables of one part and makes them durable. */
export async function writePart(
  folder: string,
  name: string,
  batches: Readonly<Record<string, Batch>>,
  schemas: Readonly<Record<string, Schema>>,
  tools: TaskTools,
): Promise<PartFact> {
  const facts: Record<string, TableFact> = {};
  for (const [table, schema] of Object.entries(schemas)) {
    const batch = batches[table];
    if (!batch || batch.numRows === 0) continue;
    facts[table] = await writeTable(`${folder}/${name}.${table}.parquet`, batch, schema, tools);
  }
  await tools.files.syncFolder(folder);
  return facts;
}

async function writeTable(
  path: string,
  batch: Batch,
  schema: Schema,
  { files, tables }: TaskTools,
): Promise<TableFact> {
  await files.remove(temporaryName(path));
  const rows = await using(await files.create(temporaryName(path)), async (handle) => {
    const writer = tables.writer(schema, handle);
    await writer.append(batch);
    return writer.close();
  });
  return { ...(await commitFile(files, path)), rows };
}
