import { describe, expect, test } from "vitest";
import { c4Lines } from "../../../src/clean/edit/c4-lines.ts";
import { edit } from "../../../src/clean/edit/edit.ts";
import { batchOf } from "../../../src/core/batch.ts";
import type { Row } from "../../../src/core/table.ts";
import { measure } from "../../../src/features/signals/measure.ts";
import { dataRecords, hasData } from "../../data.ts";
import { replay, runStage } from "./run.ts";

const isEnd = (line: string) => /[.?!"']$/.test(line) && !line.endsWith("...");

/** The lines that C4 keeps by plain string work: no long word, terminal mark, three words, no javascript, no policy. */
function plainC4(text: string): string {
  const kept: string[] = [];
  for (const raw of text.split(/\r\n|[\n\r\v\f\x1c-\x1e\x85\u2028\u2029]/)) {
    const line = raw.replace(/^[\s\x1c-\x1f\x85]+|[\s\x1c-\x1f\x85]+$/g, "");
    const words = line.split(/[\s\x1c-\x1f\x85]+/);
    const bare = line.replace(/\[\p{Nd}*\]|\[edit\]|\[citation needed\]/gu, "");
    const lower = bare.toLowerCase();
    if (words.some((word) => Array.from(word).length > 1000) || !isEnd(bare) || words.length < 3) continue;
    const isHeld = lower.includes("lorem ipsum") || (!lower.includes("javascript") && lower.includes("{"));
    const policy = /terms of use|privacy policy|cookie policy|uses cookies|use of cookies|use cookies/;
    if (!isHeld && (lower.includes("javascript") || policy.test(lower))) continue;
    kept.push(bare);
  }
  return kept.join("\n");
}

describe.skipIf(!hasData)("C4 on books and web pages", () => {
  const books = dataRecords<{ text: string }>("books.jsonl.gz").filter((_, i) => i % 8 === 0);
  const web = dataRecords<{ text: string }>("quality/keep-or-drop.jsonl.gz");
  const texts = [...web, ...books].map(({ text }) => text);

  test("the text is what plain string work keeps, and the edits replay to it", async () => {
    const { texts: out, edits } = await runStage(edit({ c4: c4Lines() }), texts);
    const byId = Map.groupBy(edits, ({ id }) => String(id));
    const wrong = texts.flatMap((text, i) =>
      out[i] === plainC4(text) && replay(text, byId.get(`${i}`) ?? []) === out[i] ? [] : [i],
    );
    expect(wrong).toEqual([]);
  });

  test("sentences and drops are those of the signals of the same text", async () => {
    const { texts: out, decisions } = await runStage(edit({ c4: c4Lines() }), texts);
    const before = await signalsOf(texts);
    const after = await signalsOf(out);
    const drops = Map.groupBy(decisions, ({ id }) => String(id));
    for (const [i, row] of before.entries()) {
      const rules = (drops.get(`${i}`) ?? []).map(({ rule }) => rule);
      expect(rules.includes("c4.lorem_ipsum")).toBe(Number(row.c4_lorem_lines) > 0);
      expect(rules.includes("c4.curly_bracket")).toBe(Number(row.c4_curly_lines) > 0);
      expect(rules.includes("c4.too_few_sentences")).toBe(Number(row.c4_kept_sentences) < 5);
      expect(after[i].c4_kept_sentences).toBe(row.c4_kept_sentences);
    }
  });
});

async function signalsOf(texts: readonly string[]): Promise<Row[]> {
  const kernel = await measure("c4").open({ stage: "signals", file: (name) => name });
  const rows = texts.map((text, i) => ({ id: `${i}`, text }));
  const { signals } = await kernel(batchOf({ id: "VARCHAR", text: "VARCHAR" }, rows));
  return Array.from(signals, (row) => ({ ...row?.toJSON() }) as Row);
}
