import { type Batch, batchOf, makeBatch, strings, textColumn, texts } from "../../core/batch.ts";
import type { Tables } from "../../core/stage.ts";
import { contract, type Row } from "../../core/table.ts";
import { editRows } from "./edit-rows.ts";
import type { Editor } from "./rule.ts";
import type { Sheet } from "./sheet.ts";
import { TextBuilder } from "./text-builder.ts";

/** The decision on documents of whose text nothing is left. */
export const EMPTY = "empty";

/** Applies editors by name to each document of a batch; where nothing changes, the bytes are passed on as they are. */
export function editBatch(
  batch: Batch,
  stage: string,
  editors: readonly (readonly [name: string, editor: Editor])[],
  sheet: Sheet,
  seen: (row: number, edits: readonly Row[]) => void = () => {},
): Tables {
  const ids = strings(batch, "id") as string[];
  const given = texts(batch);
  const out = new TextBuilder(given);
  const edits: Row[] = [];
  const decisions: Row[] = [];
  for (let i = 0; i < ids.length; i++) {
    sheet.load(out.source(i));
    for (const [name, editor] of editors) if (editor.concerns(sheet.as(name))) editor.edit(sheet);
    const rows = sheet.draft === undefined ? [] : editRows(ids[i], stage, sheet.draft);
    if (rows.length > 0) out.replace(i, sheet.bytes);
    seen(i, rows);
    for (const row of rows) edits.push(row);
    for (const { part: _, ...fault } of sheet.faults)
      decisions.push({ id: ids[i], stage, verdict: "drop", ...fault });
    if (rows.length > 0 && isBlank(sheet.text)) decisions.push(emptied(ids[i], stage, rows));
  }
  return {
    text: makeBatch({ id: textColumn(texts(batch, "id")), text: textColumn(out.finish()) }),
    edits: batchOf(contract.edits, edits),
    decisions: batchOf(contract.decisions, decisions),
  };
}

function isBlank(text: string): boolean {
  return !/\S/.test(text);
}

function emptied(id: string, stage: string, rows: readonly Row[]): Row {
  const rules = [...new Set(rows.map(({ rule }) => rule))].join(", ");
  const reason = `nothing is left of the text after ${rules}`;
  return { id, stage, rule: EMPTY, verdict: "drop", value: 0, bound: "characters > 0", reason };
}
