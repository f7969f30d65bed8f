import { type EditMap, edit } from "../../../src/clean/edit/edit.ts";
import { batchOf } from "../../../src/core/batch.ts";
import type { BatchStage } from "../../../src/core/stage.ts";
import type { Row } from "../../../src/core/table.ts";

/** What a stage makes of texts: their new texts, and the rows of its other tables. */
export interface Edited {
  readonly texts: string[];
  readonly edits: Row[];
  readonly decisions: Row[];
  readonly signals: Row[];
}

/** Runs a batch stage on texts, whose ids are "0", "1"…, as one batch. */
export async function runStage(stage: BatchStage, texts: readonly string[]): Promise<Edited> {
  const kernel = await stage.open({ stage: "clean", file: (name) => name });
  const rows = texts.map((text, i) => ({ id: `${i}`, text }));
  const tables = await kernel(batchOf({ id: "VARCHAR", text: "VARCHAR" }, rows));
  const read = (name: string): Row[] =>
    Array.from(tables[name] ?? [], (row) => {
      const plain = { ...row?.toJSON() } as Row;
      for (const [key, value] of Object.entries(plain))
        if (typeof value === "bigint") plain[key] = Number(value);
      return plain;
    });
  return {
    texts: read("text").map(({ text }) => String(text)),
    edits: read("edits"),
    decisions: read("decisions"),
    signals: read("signals"),
  };
}

/** Applies rules to one text. */
export async function editOne(rules: EditMap, text: string) {
  const { texts, edits, decisions } = await runStage(edit(rules), [text]);
  return {
    text: texts[0],
    edits: edits.map(({ rule, removed, replacement }) => [rule, removed, replacement]),
    drops: decisions.map(({ rule }) => rule),
  };
}

/** The text with rows of `edits` applied: they count characters. */
export function replay(text: string, edits: readonly Row[]): string {
  const characters = Array.from(text);
  let out = "";
  let at = 0;
  for (const { start, end, replacement } of edits) {
    out += characters.slice(at, Number(start)).join("") + replacement;
    at = Number(end);
  }
  return out + characters.slice(at).join("");
}
