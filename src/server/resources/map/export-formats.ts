import { batchOf } from "../../../core/batch.ts";
import type { Row, Schema } from "../../../core/table.ts";
import { tables } from "../../../io/parquet/tables.ts";

/** Formats of an export. */
export type ExportFormat = "csv" | "jsonl" | "parquet";

/** A document of an export. */
export interface ExportedRow {
  readonly id: string;
  readonly title: string | null;
  readonly url: string | null;
  readonly author: string | null;
  readonly source: string | null;
  readonly position: number | null;
  readonly language: string | null;
  readonly cluster: number | null;
  readonly cluster_name: string | null;
  readonly verdict: string;
  readonly tokens: number | null;
  /** Label by task. */
  readonly labels: ReadonlyMap<string, string>;
  readonly text: string;
}

export const mediaTypes: Readonly<Record<ExportFormat, string>> = {
  csv: "text/csv; charset=utf-8",
  jsonl: "application/x-ndjson; charset=utf-8",
  parquet: "application/vnd.apache.parquet",
};

/** Makes pieces of a file from rows, in order, in bounded memory. */
export interface Encoder {
  rows(rows: Iterable<ExportedRow>): Promise<(Uint8Array | string)[]>;
  end(): Promise<(Uint8Array | string)[]>;
}

const schema = {
  id: "VARCHAR",
  title: "VARCHAR",
  url: "VARCHAR",
  author: "VARCHAR",
  source: "VARCHAR",
  position: "BIGINT",
  language: "VARCHAR",
  cluster: "BIGINT",
  cluster_name: "VARCHAR",
  verdict: "VARCHAR",
  tokens: "BIGINT",
  labels: "JSON",
  text: "VARCHAR",
} as const satisfies Schema & Record<keyof ExportedRow, string>;

const columns = Object.keys(schema) as (keyof ExportedRow)[];

/** An encoder for each format. */
export const encoders: Readonly<Record<ExportFormat, () => Encoder>> = {
  csv: () => {
    let head = `${columns.join(",")}\r\n`;
    const withHead = (text: string) => {
      const whole = head + text;
      head = "";
      return whole === "" ? [] : [whole];
    };
    return {
      rows: async (rows) => withHead(Array.from(rows, csvLine).join("")),
      end: async () => withHead(""),
    };
  },
  jsonl: () => ({
    rows: async (rows) => [Array.from(rows, jsonLine).join("")],
    end: async () => [],
  }),
  parquet: parquetEncoder,
};

/** RFC 4180; a text that a spreadsheet would take for a formula is preceded by an apostrophe (OWASP, CSV injection). */
export function csvLine(row: ExportedRow): string {
  const cells = plain(row);
  return `${columns.map((name) => csvField(cells[name])).join(",")}\r\n`;
}

function csvField(value: Row[string]): string {
  if (value === null) return "";
  if (typeof value !== "string") return String(value);
  const safe = /^[=+\-@\t\r]/.test(value) ? `'${value}` : value;
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}

function jsonLine(row: ExportedRow): string {
  return `${JSON.stringify({ ...row, labels: Object.fromEntries(row.labels) })}\n`;
}

/** A row whose labels are JSON. */
function plain(row: ExportedRow): Row {
  return { ...row, labels: JSON.stringify(Object.fromEntries(row.labels)) };
}

/** A Parquet file as Sluice writes it; row groups leave as they are full. */
function parquetEncoder(): Encoder {
  let pieces: Uint8Array[] = [];
  const taken = () => {
    const all = pieces;
    pieces = [];
    return all;
  };
  const writer = tables.writer(schema, {
    write: async (bytes) => {
      pieces.push(bytes.slice());
    },
    sync: async () => {},
    close: async () => {},
  });
  return {
    async rows(rows) {
      await writer.append(batchOf(schema, Array.from(rows, plain)));
      return taken();
    },
    async end() {
      await writer.close();
      return taken();
    },
  };
}
