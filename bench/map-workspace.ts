/** A workspace with any number of documents, their map, vectors, signals, labels and tokens, written as its stages would. */
import { existsSync, mkdirSync, writeFileSync } from "node:fs";
import { batchOf } from "../src/core/batch.ts";
import { sha256 } from "../src/core/json.ts";
import { contract, type Row, type Schema } from "../src/core/table.ts";
import { makeRandom } from "../src/features/vectors/random.ts";
import { files } from "../src/io/files.ts";
import { tables } from "../src/io/parquet/tables.ts";

const rowsPerBatch = 4_096;
const dimensions = 64;

type Random = ReturnType<typeof makeRandom>;

/** Makes the workspace unless the folder is there. About `bytes` of text to a document. */
export async function mapWorkspace(
  folder: string,
  documents: number,
  bytes = 2_000,
  { rowsPerPart = 65_536 } = {},
): Promise<void> {
  if (existsSync(`${folder}/run.json`)) return;
  mkdirSync(`${folder}/tmp`, { recursive: true });
  const random = makeRandom(7);
  const sentences = Array.from({ length: 20_000 }, () => sentence(random));
  const text = () => {
    const parts: string[] = [];
    for (let length = 0; length < bytes * (0.2 + 1.6 * random.next()); ) {
      const part = sentences[Math.floor(random.next() * sentences.length)];
      length += part.length;
      parts.push(part);
    }
    return parts.join(" ");
  };
  const id = (i: number) => sha256(String(i)).slice(0, 20);
  const ids = Array.from({ length: documents }, (_, i) => id(i));
  const sorted = [...ids].sort();
  const stage = (name: string, table: string, schema: Schema, row: (i: number) => Row) =>
    writeStage(folder, rowsPerPart, name, table, schema, documents, row);
  const stages = [
    await stage("documents", "documents", contract.documents, (i) => ({
      id: ids[i],
      text: text(),
      source: `crawl/part-${i % 7}/file-${i % 90}.warc.gz`,
      position: i,
      title: sentences[i % sentences.length].slice(0, 40),
      language: ["en", "de", "fr", "ja"][i % 4],
    })),
    await stage("signals", "signals", { id: "VARCHAR", word_count: "INTEGER", alpha: "DOUBLE" }, (i) => ({
      id: ids[i],
      word_count: i % 1000,
      alpha: i % 50 === 0 ? null : random.next(),
    })),
    await stage("vectors", "vectors", contract.vectors, (i) => ({
      id: ids[i],
      model: "lsa-64",
      vector: Float32Array.from({ length: dimensions }, () => random.normal() / 8),
    })),
    await stage("map", "map", contract.map, (i) => ({
      id: sorted[i],
      x: 3 * random.normal() + 10 * (i % 5),
      y: 3 * random.normal() + 7 * (i % 3),
      z: null,
      cluster: (i % 16) - 1,
    })),
    await writeStage(folder, rowsPerPart, "clusters", "clusters", contract.clusters, 15, (i) => ({
      cluster: i,
      name: `cluster ${i}`,
      terms: ["a", "b"],
      size: Math.floor(documents / 16),
    })),
    await stage("kind", "labels", contract.labels, (i) => ({
      id: ids[i],
      task: "kind",
      label: i % 3 === 0 ? "story" : "prose",
      probability: 0.9,
      source: "label-model",
    })),
    await stage("tokens", "tokens", contract.tokens, (i) => ({
      id: ids[i],
      tokenizer: "gpt2",
      tokens: 200 + (i % 900),
    })),
  ];
  writeFileSync(`${folder}/workspace.json`, '{ "format": 1 }');
  writeFileSync(
    `${folder}/run.json`,
    JSON.stringify({ pipeline: "bench", file: "-", finished: true, stages }),
  );
}

async function writeStage(
  folder: string,
  rowsPerPart: number,
  name: string,
  table: string,
  schema: Schema,
  count: number,
  row: (i: number) => Row,
) {
  const key = "0000000000000000";
  const own = `${folder}/stages/${name}/${key}`;
  mkdirSync(own, { recursive: true });
  const parts: Record<string, { file: string; bytes: number; hash: string; rows: number }>[] = [];
  for (let from = 0; from < count; from += rowsPerPart) {
    const file = `${String(parts.length).padStart(6, "0")}-00000.${table}.parquet`;
    const handle = await files.create(`${own}/${file}`);
    const writer = tables.writer(schema, handle);
    const end = Math.min(from + rowsPerPart, count);
    for (let at = from; at < end; at += rowsPerBatch) {
      const length = Math.min(rowsPerBatch, end - at);
      await writer.append(
        batchOf(
          schema,
          Array.from({ length }, (_, i) => row(at + i)),
        ),
      );
    }
    const rows = await writer.close();
    await handle.close();
    parts.push({ [table]: { file, bytes: (await files.size(`${own}/${file}`)) ?? 0, hash: "", rows } });
  }
  const manifest = {
    format: 1,
    stage: name,
    key,
    tables: { [table]: schema },
    parts,
    partNames: [],
    files: [],
  };
  writeFileSync(`${own}/stage.json`, JSON.stringify({ ...manifest, notes: {} }));
  return {
    name,
    entry: name,
    key,
    kind: name,
    rows_in: 0,
    rows_out: count,
    dropped: 0,
    quarantined: 0,
    seconds: 0,
    peak_rss_bytes: 0,
    bytes_written: 0,
    cached: false,
    rules: [],
    notes: {},
  };
}

function sentence(random: Random): string {
  const word = () => {
    const rank = Math.floor(40_000 ** random.next());
    return (rank * 2_654_435_761)
      .toString(26)
      .replace(/\d/g, "e")
      .slice(0, 3 + (rank % 7));
  };
  return `${Array.from({ length: 6 + Math.floor(12 * random.next()) }, word).join(" ")}.`;
}
