/**
 * How much better than random search is `sluice rules search` by its goals over texts, at equal trials? Passages of
 * books with planted faults; the target is other passages without; at least 55 % of the tokens must stay. What is found is judged on
 * documents and passages that the search did not see.
 *
 *     node bench/rules-search-text.ts [SEEDS] [TRIALS]
 */
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { perplexityGoals, similarityGoals } from "../src/clean/rules/search/open-goals.ts";
import type { Part } from "../src/clean/rules/search/open-sample.ts";
import { takeRows } from "../src/clean/rules/search/open-space.ts";
import { judgeOf, search, sharesFor } from "../src/clean/rules/search/search.ts";
import { openDatabase } from "../src/io/duckdb.ts";
import { hashed, interval, openProblem } from "./rules-search-open.ts";
import { knownFaults, plantedFaults } from "./rules-search-problems.ts";

const seeds = Number(process.argv[2] ?? 10);
const trials = Number(process.argv[3] ?? 150);
const documents = plantedFaults();
const target = plantedFaults(2).filter(({ label }) => label === 1);
const { rows, spaceOf } = await openProblem(documents, knownFaults);
const folder = mkdtempSync(join(tmpdir(), "rules-search-text-"));
const database = await openDatabase({ threads: 1, memoryBytes: 5e8, spillFolder: folder });

async function load(table: string, texts: readonly string[]): Promise<void> {
  const file = join(folder, `${table}.jsonl`);
  writeFileSync(file, texts.map((text, i) => JSON.stringify({ i, text, aside: isAside(i) })).join("\n"));
  await database.execute(
    `CREATE TABLE ${table} AS SELECT * FROM read_json('${file}', format = 'newline_delimited')`,
  );
}

function isAside(i: number): boolean {
  return hashed(i, 1, 10) < 3;
}

function partOf(isOurs: (i: number) => boolean, where: string): Part {
  const numbers = Uint32Array.from([...documents.keys()].filter(isOurs));
  const own = takeRows(rows, numbers);
  const [all, sum] = [rows, own].map(({ tokens }) => tokens.reduce((a, b) => a + b, 0));
  const texts = `SELECT text FROM documents WHERE ${where} ORDER BY i`;
  return { rows: own, ids: Array.from(numbers, String), scale: all / sum, texts };
}

try {
  await load(
    "documents",
    documents.map(({ text }) => text),
  );
  await load(
    "target",
    target.map(({ text }) => text),
  );
  const tokens = rows.tokens.reduce((a, b) => a + b, 0);
  const budget = 0.55 * tokens;
  const sample = {
    searched: partOf((i) => !isAside(i), "NOT aside"),
    heldOut: partOf(isAside, "aside"),
    tokens,
  };
  const space = spaceOf(sample.searched.rows);
  const source = { database, sql: "SELECT text FROM target ORDER BY i" };
  for (const open of [perplexityGoals, similarityGoals]) {
    const goals = await open(sample, { target: source, database, kind: "words", budget });
    const judgeAside = judgeOf(space, sample.heldOut.rows, goals.heldOut, 0);
    const results = { tpe: [] as number[][], random: [] as number[][] };
    let keepAll = [0, 0];
    const started = performance.now();
    for (let seed = 1; seed <= seeds; seed++) {
      for (const sampler of ["tpe", "random"] as const) {
        const options = {
          trials,
          seed,
          sampler,
          budget: budget / sample.searched.scale,
          shares: sharesFor(sample.searched.rows.length),
        };
        const { best, nothing } = await search(space, sample.searched.rows, goals.searched, options);
        const found = best ?? nothing;
        results[sampler].push([found.value, judgeAside(found.recipe, 1).value]);
        keepAll = [nothing.value, judgeAside(nothing.recipe, 1).value];
      }
    }
    const seconds = (performance.now() - started) / 1e3;
    console.log(
      `\n${goals.searched.name}: ${goals.searched.unit}, least is best; ${Math.round((2 * seeds * trials) / seconds)} trials a second`,
    );
    const line = (k: number) => ({
      "keep all": keepAll[k].toPrecision(5),
      tpe: interval(results.tpe.map((one) => one[k])),
      random: interval(results.random.map((one) => one[k])),
      "tpe - random": interval(results.tpe.map((one, i) => one[k] - results.random[i][k])),
    });
    console.table({ "searched on": line(0), "held out": line(1) });
  }
} finally {
  database.close();
  rmSync(folder, { recursive: true });
}
