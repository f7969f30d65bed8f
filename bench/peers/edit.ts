/**
 * How do text and speed of the edits compare with datatrove (C4, e-mail and IP addresses) and ftfy (mojibake), on the same texts in the same run?
 *
 *     python3 -m venv /tmp/peers && /tmp/peers/bin/pip install datatrove ftfy numpy
 *     node bench/peers/edit.ts /tmp/peers/bin/python [FILE.jsonl.gz…]
 *
 * One thread each; CPU time. The first 4 MB of each file are taken; for mojibake both get the same texts, some of which were read wrongly.
 */
import { execFileSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { gunzipSync } from "node:zlib";
import { c4Lines } from "../../src/clean/edit/c4-lines.ts";
import { edit } from "../../src/clean/edit/edit.ts";
import { redact } from "../../src/clean/edit/redact.ts";
import { repairUnicode } from "../../src/clean/edit/repair-unicode.ts";
import { batchOf, strings } from "../../src/core/batch.ts";
import type { BatchStage } from "../../src/core/stage.ts";

interface Peer {
  readonly cpu_seconds: number;
  readonly version: string;
  readonly texts: readonly (string | null)[];
}

const BUDGET = 4_000_000;
const data = process.env.SLUICE_DATA ?? "../shared/data";
const [python = "python3", ...given] = process.argv.slice(2);
const files =
  given.length > 0
    ? given
    : [`${data}/books.jsonl.gz`, `${data}/quality/keep-or-drop.jsonl.gz`, `${data}/languages.jsonl.gz`];
const stages: Readonly<Record<string, BatchStage>> = {
  c4: edit({ c4: c4Lines({ off: ["too_few_sentences"] }) }),
  pii: redact({ kinds: ["email", "ip"] }),
  mojibake: edit({
    unicode: repairUnicode({ off: ["control", "zero_width", "normal_form", "quotes", "dashes"] }),
  }),
};

function textsOf(file: string): string[] {
  const texts: string[] = [];
  let bytes = 0;
  for (const line of gunzipSync(readFileSync(file)).toString("utf8").split("\n")) {
    if (line === "" || bytes > BUDGET) break;
    texts.push(JSON.parse(line).text.toWellFormed());
    bytes += Buffer.byteLength(texts[texts.length - 1]);
  }
  return texts;
}

/** Our texts, null where a document is dropped for what it says, and the least CPU time of three runs. */
async function ours(stage: BatchStage, texts: readonly string[]) {
  const kernel = await stage.open({ stage: "edit", file: (name) => name });
  const batch = batchOf(
    { id: "VARCHAR", text: "VARCHAR" },
    texts.map((text, i) => ({ id: `${i}`, text })),
  );
  let seconds = Number.POSITIVE_INFINITY;
  let tables = await kernel(batch);
  for (let run = 0; run < 3; run++) {
    const before = process.cpuUsage();
    tables = await kernel(batch);
    const { user, system } = process.cpuUsage(before);
    seconds = Math.min(seconds, (user + system) / 1e6);
  }
  const rules = strings(tables.decisions, "rule");
  const dropped = new Set(strings(tables.decisions, "id").filter((_, i) => rules[i] !== "empty"));
  const out = strings(tables.text, "text").map((text, i) => (dropped.has(`${i}`) ? null : text));
  return { out, seconds };
}

for (const file of files) {
  const texts = textsOf(file);
  const megabytes = texts.reduce((sum, text) => sum + Buffer.byteLength(text), 0) / 1e6;
  const folder = mkdtempSync(join(tmpdir(), "sluice-edit-"));
  const input = join(folder, "texts.jsonl");
  writeFileSync(input, texts.map((text) => `${JSON.stringify({ text })}\n`).join(""));
  const script = join(import.meta.dirname, "edit.py");
  const peers: Record<string, Peer> = JSON.parse(
    execFileSync(python, [script, input], { encoding: "utf8", maxBuffer: 2 ** 30 }),
  );
  rmSync(folder, { recursive: true });
  const rows = [];
  for (const [name, stage] of Object.entries(stages)) {
    const { out, seconds } = await ours(stage, texts);
    const differing = texts.flatMap((_, i) => (out[i] === peers[name].texts[i] ? [] : [i]));
    for (const i of differing.slice(0, Number(process.env.SHOW ?? 0)))
      console.log(name, i, JSON.stringify({ ours: out[i], peer: peers[name].texts[i] }).slice(0, 600));
    rows.push({
      edit: name,
      peer: peers[name].version,
      documents: texts.length,
      "other text": differing.length,
      "ours MB/s": (megabytes / seconds).toFixed(1),
      "peer MB/s": (megabytes / peers[name].cpu_seconds).toFixed(2),
      ratio: (peers[name].cpu_seconds / seconds).toFixed(1),
    });
  }
  console.log(`${file}, ${megabytes.toFixed(1)} MB`);
  console.table(rows);
}
