import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import {
  type DuckDBConnection,
  DuckDBInstance,
  DuckDBListValue,
  DuckDBTimestampValue,
  type DuckDBValue,
  FLOAT,
  LIST,
  UBIGINT,
} from "@duckdb/node-api";
import { type Batch, batchOf, column, makeBatch } from "../../../src/core/batch.ts";
import type { BatchStage, QueryContext, QueryStage, StageNotes } from "../../../src/core/stage.ts";
import { type ColumnType, contract, type Row, type Schema, type Value } from "../../../src/core/table.ts";

/** A small world for the stages of one entry: tables in an in-memory DuckDB. */
export interface World {
  readonly rows: (sql: string) => Promise<Row[]>;
  readonly notes: Record<string, StageNotes | undefined>;
  /** CPU seconds by stage. */
  readonly seconds: Record<string, number>;
  close(): void;
}

/** Runs the stages of an entry over documents, and answers where their tables can be asked. */
export async function runEntry(
  documents: readonly Row[],
  stages: readonly (BatchStage | QueryStage)[],
  {
    dropped = [],
    signals,
    vectors = [],
    memory = "4GB",
    allowed = [],
    threads = 2,
  }: {
    dropped?: string[];
    vectors?: Row[];
    threads?: number;
    signals?: { schema: Schema; rows: Row[] };
    memory?: string;
    allowed?: string[];
  } = {},
): Promise<World> {
  const spill = mkdtempSync(`${tmpdir()}/deduplicate-`);
  const instance = await DuckDBInstance.create(":memory:", {
    memory_limit: memory,
    threads: String(threads),
    temp_directory: spill,
  });
  const connection = await instance.connect();
  const world = new Tables(connection, await instance.connect(), allowed);
  const notes: Record<string, StageNotes | undefined> = {};
  const seconds: Record<string, number> = {};
  await world.create("documents", contract.documents);
  for (let i = 0; i < documents.length; i += 2000) {
    await world.append("documents", batchOf(contract.documents, documents.slice(i, i + 2000)));
  }
  await connection.run(`CREATE VIEW "text" AS SELECT id, text FROM documents`);
  await world.create("gone", { id: "VARCHAR" });
  await world.append(
    "gone",
    batchOf(
      { id: "VARCHAR" },
      dropped.map((id) => ({ id })),
    ),
  );
  await connection.run(
    "CREATE VIEW survivors AS SELECT id FROM documents WHERE id NOT IN (SELECT id FROM gone)",
  );
  if (signals) {
    await world.create("signals", signals.schema);
    await world.append("signals", batchOf(signals.schema, signals.rows));
  }
  await world.create("vectors", contract.vectors);
  await world.append("vectors", batchOf(contract.vectors, vectors));
  for (const stage of stages) {
    const start = process.cpuUsage();
    for (const [table, schema] of Object.entries(stage.tables)) await world.create(table, schema);
    if (stage.shape === "batch") await world.measure(stage);
    else notes[stage.kind] = await stage.run(world.context(stage));
    const { user, system } = process.cpuUsage(start);
    seconds[stage.kind] = (user + system) / 1e6;
  }
  return {
    rows: (sql) => world.rows(sql),
    notes,
    seconds,
    close() {
      connection.closeSync();
      instance.closeSync();
      rmSync(spill, { recursive: true, force: true });
    },
  };
}

class Tables {
  private readonly connection: DuckDBConnection;
  /** A statement on a connection ends the result that streams from it: rows are written through another. */
  private readonly writer: DuckDBConnection;
  private readonly schemas = new Map<string, Schema>();
  private readonly allowed: readonly string[];

  constructor(connection: DuckDBConnection, writer: DuckDBConnection, allowed: readonly string[]) {
    this.connection = connection;
    this.writer = writer;
    this.allowed = allowed;
  }

  async create(table: string, schema: Schema): Promise<void> {
    this.schemas.set(table, schema);
    const columns = Object.entries(schema).map(([name, type]) => `"${name}" ${type}`);
    await this.connection.run(`CREATE TABLE "${table}" (${columns.join(", ")})`);
  }

  async append(table: string, batch: Batch): Promise<void> {
    const names = Object.keys(this.schemas.get(table)!);
    const appender = await this.writer.createAppender(table);
    const vectors = names.map((name) => batch.getChild(name)!);
    const kinds = names.map((name) => this.schemas.get(table)![name]);
    for (let i = 0; i < batch.numRows; i++) {
      for (let c = 0; c < names.length; c++) appendCell(appender, kinds[c], vectors[c].get(i));
      appender.endRow();
    }
    appender.closeSync();
  }

  async rows(sql: string): Promise<Row[]> {
    const reader = await this.connection.runAndReadAll(sql);
    return reader
      .getRowObjects()
      .map((row) => Object.fromEntries(Object.entries(row).map(([k, v]) => [k, small(plain(v))])));
  }

  async *batches(sql: string): AsyncGenerator<Batch> {
    const result = await this.connection.stream(sql);
    const names = result.columnNames();
    const types = result.columnTypes().map((type) => String(type) as ColumnType);
    for (
      let chunk = await result.fetchChunk();
      chunk && chunk.rowCount > 0;
      chunk = await result.fetchChunk()
    ) {
      yield makeBatch(
        Object.fromEntries(
          names.map((name, i) => [name, column(types[i], chunk!.getColumnValues(i).map(plain))]),
        ),
      );
    }
  }

  async measure(stage: BatchStage): Promise<void> {
    const kernel = await stage.open({ stage: stage.kind, file: (name) => name });
    for await (const batch of this.batches(
      `SELECT id, ${stage.columns.join(", ")} FROM documents ORDER BY source, position, id`,
    )) {
      for (const [table, result] of Object.entries(await kernel(batch))) await this.append(table, result);
    }
  }

  context(stage: QueryStage): QueryContext {
    const declared = (table: string) => {
      if (!(table in stage.tables)) throw new Error(`${stage.kind} does not declare ${table}`);
    };
    return {
      stage: "copies",
      execute: async (sql) => void (await this.connection.run(sql)),
      rows: (sql) => this.rows(sql),
      batches: (sql) => this.batches(sql),
      table: (name) => {
        if (!stage.reads.includes(name)) throw new Error(`${stage.kind} reads ${name} without saying so`);
        return `"${name}"`;
      },
      write: async (table, sql) => {
        declared(table);
        const names = Object.keys(stage.tables[table]).map((name) => `"${name}"`);
        await this.connection.run(
          `INSERT INTO "${table}" SELECT ${names.join(", ")} FROM (${sql}) AS result`,
        );
      },
      append: async (table, batch) => {
        declared(table);
        await this.append(table, batch);
      },
      create: () => Promise.reject(new Error("writes no file")),
      file: (name) => name,
      allowed: (guard) => this.allowed.includes(guard),
      progress: () => {},
    };
  }
}

type Appender = Awaited<ReturnType<DuckDBConnection["createAppender"]>>;

function appendCell(appender: Appender, type: ColumnType, value: unknown): void {
  if (value === null || value === undefined) appender.appendNull();
  else if (type === "VARCHAR" || type === "JSON") appender.appendVarchar(String(value));
  else if (type === "DOUBLE") appender.appendDouble(Number(value));
  else if (type === "INTEGER") appender.appendInteger(Number(value));
  else if (type === "BIGINT") appender.appendBigInt(BigInt(value as bigint));
  else if (type === "UBIGINT") appender.appendUBigInt(BigInt(value as bigint));
  else if (type === "BOOLEAN") appender.appendBoolean(Boolean(value));
  else if (type === "TIMESTAMP")
    appender.appendTimestamp(new DuckDBTimestampValue(BigInt(Number(value)) * 1000n));
  else if (type === "UBIGINT[]")
    appender.appendList(new DuckDBListValue(Array.from(value as BigUint64Array)), LIST(UBIGINT));
  else if (type === "FLOAT[]")
    appender.appendList(new DuckDBListValue(Array.from(value as Iterable<number>)), LIST(FLOAT));
  else throw new Error(`no appender for ${type}`);
}

function plain(value: DuckDBValue): Value {
  if (value instanceof DuckDBListValue) return value.items as readonly number[];
  return value !== null && typeof value === "object" ? String(value) : (value as Value);
}

function small(value: Value): Value {
  return typeof value === "bigint" ? Number(value) : value;
}
