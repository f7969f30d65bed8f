/**
 * How fast is each family of signals by itself, and all of them in one pass, per core?
 *
 *     node bench/signal-families.ts [MB of each corpus, default 4] [FAMILY to measure alone]
 *
 * Corpora: passages of books, and web pages that people kept or dropped (../shared/data). A column a corpus, MB of text per second
 * of processor time; each batch counts with the least of several runs.
 */
import { readFileSync } from "node:fs";
import { gunzipSync } from "node:zlib";
import { type Batch, batchOf } from "../src/core/batch.ts";
import { families } from "../src/features/signals/catalogue.ts";
import { dialectFamilies } from "../src/features/signals/dialects/index.ts";
import { moreFamilies } from "../src/features/signals/families/index.ts";
import type { Family } from "../src/features/signals/family.ts";
import { measure } from "../src/features/signals/measure.ts";

const [budget = "4", only] = process.argv.slice(2);
const BATCH = 64;
const RUNS = 5;
const folder = "../shared/data";

interface Corpus {
  readonly name: string;
  readonly batches: readonly Batch[];
  readonly megabytes: number;
}

function corpusOf(name: string, file: string): Corpus {
  const lines = gunzipSync(readFileSync(`${folder}/${file}`))
    .toString("utf8")
    .split("\n")
    .filter((line) => line !== "");
  const rows: { id: string; text: string; url: string }[] = [];
  let bytes = 0;
  for (let i = 0; bytes < Number(budget) * 1e6; i++) {
    const { text } = JSON.parse(lines[i % lines.length]) as { text: string };
    rows.push({ id: `${i}`, text, url: `https://www.example.co.uk/books/${i}/some-page.html?id=${i}` });
    bytes += Buffer.byteLength(text);
  }
  const batches = Array.from({ length: Math.ceil(rows.length / BATCH) }, (_, k) =>
    batchOf({ id: "VARCHAR", text: "VARCHAR", url: "VARCHAR" }, rows.slice(k * BATCH, (k + 1) * BATCH)),
  );
  return { name, batches, megabytes: bytes / 1e6 };
}

async function speed({ batches, megabytes }: Corpus, chosen: readonly Family[]): Promise<number> {
  const kernel = await measure(...chosen).open({ stage: "signals", file: (name) => name });
  const best = new Float64Array(batches.length).fill(Number.POSITIVE_INFINITY);
  for (let run = 0; run < RUNS; run++) {
    for (const [i, batch] of batches.entries()) {
      const before = process.cpuUsage();
      await kernel(batch);
      const { user, system } = process.cpuUsage(before);
      best[i] = Math.min(best[i], (user + system) / 1e6);
    }
  }
  return megabytes / best.reduce((a, b) => a + b, 0);
}

/** The family and those that make its inputs. */
function withInputs(family: Family, all: readonly Family[]): Family[] {
  const makers = (family.inputs ?? []).flatMap(
    (name) => all.find(({ columns }) => Object.hasOwn(columns, name)) ?? [],
  );
  return [...makers, family];
}

/** A family that takes the language for unknown, so that finding it does not count. */
function alone(family: Family): Family {
  return { ...family, inputs: (family.inputs ?? []).filter((name) => name !== "language") };
}

const everything = [...new Set([...families, ...dialectFamilies, ...moreFamilies])];
const corpora = [
  corpusOf("books", "books.jsonl.gz"),
  corpusOf("keep-or-drop", "quality/keep-or-drop.jsonl.gz"),
];
const others = everything.filter(
  ({ columns }) => !Object.keys(columns).some((name) => name.startsWith("language")),
);
const choices: [string, readonly Family[]][] = [
  ...everything.map((family): [string, Family[]] => [family.name, withInputs(family, everything)]),
  ["families/", moreFamilies.map(alone)],
  ["all but language", others.map(alone)],
  ["all", everything],
];
const rows: Record<string, string>[] = [];
for (const [name, chosen] of choices.filter(([name]) => only === undefined || name === only)) {
  const row: Record<string, string> = { families: name };
  for (const corpus of corpora) row[`${corpus.name}, MB/s`] = (await speed(corpus, chosen)).toFixed(1);
  rows.push(row);
}
console.table(rows);
