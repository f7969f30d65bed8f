import { readFileSync } from "node:fs";
import { type Batch, batchOf, column, makeBatch, strings, textColumn, texts } from "../../core/batch.ts";
import type { BatchStage, Tables } from "../../core/stage.ts";
import { contract, type Row } from "../../core/table.ts";
import { CutsReader } from "./cuts-file.ts";
import { Draft } from "./draft.ts";
import { editRows } from "./edit-rows.ts";

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
  if (found.every(({ length }) => length === 0))
    return { text: makeBatch({ id: column("VARCHAR", ids), text: textColumn(texts(batch)) }) };
  const { bytes, offsets } = texts(batch);
  const edits: Row[] = [];
  const out = ids.map((id, i) => {
    const document = Buffer.from(bytes.buffer, bytes.byteOffset + offsets[i], offsets[i + 1] - offsets[i]);
    if (found[i].length === 0) return document.toString();
    const draft = new Draft(document.toString());
    let [byte, unit] = [0, 0];
    const units = (to: number) => {
      unit += document.toString("utf8", byte, to).length;
      byte = to;
      return unit;
    };
    const changes = found[i].map(({ rule, start, end }) => ({
      rule,
      start: units(start),
      end: units(end),
      replacement: "",
    }));
    // From the end, so that earlier offsets stay right while rules take turns.
    for (const { rule, ...change } of changes.reverse()) draft.change(rule, [change]);
    edits.push(...editRows(id, stage, draft));
    return draft.text;
  });
  return {
    text: makeBatch({ id: column("VARCHAR", ids), text: column("VARCHAR", out) }),
    edits: batchOf(contract.edits, edits),
  };
}
