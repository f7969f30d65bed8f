/** Column types of Sluice tables, in DuckDB's words. */
export type ColumnType =
  | "VARCHAR"
  | "DOUBLE"
  | "BIGINT"
  | "UBIGINT"
  | "INTEGER"
  | "BOOLEAN"
  | "TIMESTAMP"
  | "JSON"
  | "BLOB"
  | "FLOAT[]"
  | "UBIGINT[]"
  | "VARCHAR[]";

/** Column names and their types, in the order in which they are stored. */
export type Schema = Readonly<Record<string, ColumnType>>;

/** One value of a row. A null is a missing measurement, an abstention, or an unknown. */
export type Value =
  | string
  | number
  | bigint
  | boolean
  | null
  | Date
  | Uint8Array
  | readonly string[]
  | readonly number[]
  | readonly bigint[]
  | Float32Array
  | BigUint64Array;

/** One row of a table by column name. */
export type Row = Record<string, Value>;

const decision = { stage: "VARCHAR", rule: "VARCHAR", verdict: "VARCHAR" } as const;

/**
 * The public tables: these views exist in every workspace, empty when a pipeline has no such stage.
 * Names and types are an interface (ARCHITECTURE.md, "Tables"); `signals` gains a column per measurement.
 */
export const contract = {
  documents: {
    id: "VARCHAR",
    text: "VARCHAR",
    source: "VARCHAR",
    position: "BIGINT",
    url: "VARCHAR",
    title: "VARCHAR",
    author: "VARCHAR",
    created: "TIMESTAMP",
    language: "VARCHAR",
    metadata: "JSON",
  },
  quarantine: { source: "VARCHAR", position: "BIGINT", error: "VARCHAR", excerpt: "VARCHAR" },
  signals: { id: "VARCHAR" },
  decisions: { id: "VARCHAR", ...decision, value: "DOUBLE", bound: "VARCHAR", reason: "VARCHAR" },
  edits: {
    id: "VARCHAR",
    stage: "VARCHAR",
    rule: "VARCHAR",
    start: "BIGINT",
    end: "BIGINT",
    removed: "VARCHAR",
    replacement: "VARCHAR",
  },
  duplicates: {
    id: "VARCHAR",
    keeper: "VARCHAR",
    cluster: "BIGINT",
    method: "VARCHAR",
    similarity: "DOUBLE",
    kept: "BOOLEAN",
  },
  votes: {
    id: "VARCHAR",
    task: "VARCHAR",
    voter: "VARCHAR",
    kind: "VARCHAR",
    label: "VARCHAR",
    confidence: "DOUBLE",
    at: "TIMESTAMP",
    seconds: "DOUBLE",
  },
  labels: { id: "VARCHAR", task: "VARCHAR", label: "VARCHAR", probability: "DOUBLE", source: "VARCHAR" },
  preferences: {
    id: "VARCHAR",
    prompt: "VARCHAR",
    chosen: "VARCHAR",
    rejected: "VARCHAR",
    margin: "DOUBLE",
    voter: "VARCHAR",
    at: "TIMESTAMP",
  },
  scores: { id: "VARCHAR", model: "VARCHAR", score: "DOUBLE", uncertainty: "DOUBLE" },
  vectors: { id: "VARCHAR", model: "VARCHAR", vector: "FLOAT[]" },
  map: { id: "VARCHAR", x: "DOUBLE", y: "DOUBLE", z: "DOUBLE", cluster: "BIGINT" },
  clusters: { cluster: "BIGINT", name: "VARCHAR", terms: "VARCHAR[]", size: "BIGINT" },
  mixture: {
    id: "VARCHAR",
    split: "VARCHAR",
    rank: "BIGINT",
    copy: "INTEGER",
    part: "VARCHAR",
    weight: "DOUBLE",
    tokens: "BIGINT",
  },
  tokens: { id: "VARCHAR", tokenizer: "VARCHAR", tokens: "BIGINT" },
} as const satisfies Record<string, Schema>;

/** Name of a public table that stages write; `kept` and `stages` are derived from them. */
export type TableName = keyof typeof contract;
