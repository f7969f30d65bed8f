import { readFileSync } from "node:fs";
import { type Batch, batchOf, makeBatch, strings, type Texts, textColumn, texts } from "../../core/batch.ts";
import type { BatchStage, Tables } from "../../core/stage.ts";
import { contract, type Row } from "../../core/table.ts";
import { type Cut, CutsReader } from "./cuts-file.ts";

/** The table of documents with their new text. */
export const textTable = { id: "VARCHAR", text: "VARCHAR" } as const;

/**
 * Cuts from every document what a sibling stage wrote into its cuts file, and keeps each cut as a row of `edits`.
 * `kind` and `options` are those of the whole entry.
 */
export function cutStage(kind: string, file: string, options: unknown): BatchStage {
  return {
    kind,
    shape: "batch",
    version: 1,
    options,
    tables: { text: textTable, edits: contract.edits },
    reads: [file],
    columns: ["text"],
    over: "all",
    open: (context) => {
      const cuts = new CutsReader(readFileSync(context.file(file)));
      return (batch) => cutBatch(batch, cuts, context.stage);
    },
  };
}

function cutBatch(batch: Batch, cuts: CutsReader, stage: string): Tables {
  const ids = strings(batch, "id") as string[];
  const found = ids.map((id) => cuts.of(id));
  const id = textColumn(texts(batch, "id"));
  if (found.every(({ length }) => length === 0))
    return { text: makeBatch({ id, text: textColumn(texts(batch)) }) };
  const column = texts(batch);
  const edits = found.flatMap((list, i) =>
    list.length === 0 ? [] : editsOf(ids[i], stage, documentOf(column, i), list),
  );
  return {
    text: makeBatch({ id, text: textColumn(withoutCuts(column, found)) }),
    edits: batchOf(contract.edits, edits),
  };
}

/** The texts without their cuts: bytes are copied, nothing is decoded. */
function withoutCuts(column: Texts, found: readonly (readonly Cut[])[]): Texts {
  const { offsets: old, length } = column;
  const bytes = new Uint8Array(old[length] - old[0]);
  const offsets = new Int32Array(length + 1);
  let out = 0;
  const copy = (from: number, to: number) => {
    bytes.set(column.bytes.subarray(from, to), out);
    out += to - from;
  };
  for (let i = 0; i < length; i++) {
    let at = old[i];
    for (const { start, end } of found[i]) {
      copy(at, old[i] + start);
      at = old[i] + end;
    }
    copy(at, old[i + 1]);
    offsets[i + 1] = out;
  }
  return { bytes: bytes.subarray(0, out), offsets, length };
}

/** A row for each cut. `start` and `end` count characters (code points) of the text that the stage received. */
function editsOf(id: string, stage: string, document: Buffer, cuts: readonly Cut[]): Row[] {
  let byte = 0;
  let point = 0;
  const points = (to: number) => {
    for (; byte < to; byte++) if ((document[byte] & 0xc0) !== 0x80) point++;
    return point;
  };
  return cuts
    .filter(({ start, end }) => end > start)
    .map(({ rule, start, end }) => ({
      id,
      stage,
      rule,
      start: points(start),
      end: points(end),
      removed: document.toString("utf8", start, end),
      replacement: "",
    }));
}

function documentOf({ bytes, offsets }: Texts, i: number): Buffer {
  return Buffer.from(bytes.buffer, bytes.byteOffset + offsets[i], offsets[i + 1] - offsets[i]);
}
