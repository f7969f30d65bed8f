/**
 * Do our dialects agree with the originals, signal by signal and verdict by verdict, on real documents?
 *
 *     sh bench/peers/conformance.sh /tmp/peers-conformance
 *     node bench/peers/conformance.ts /tmp/peers-conformance [DATA] [DOCUMENTS]
 *
 * DATA is the folder with books.jsonl.gz, quality/, web/, extraction/ and languages.jsonl.gz; SLUICE_DATA, or ../shared/data.
 */
import { execFileSync } from "node:child_process";
import { createHash } from "node:crypto";
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { Row } from "../../src/core/table.ts";
import type { Measurements } from "../../src/features/signals/family.ts";
import { realDocuments } from "./conformance-documents.ts";
import { compared, holdsNoWord, measured, onGivenTokens } from "./conformance-ours.ts";
import { datatroveRules, dclmRules, dolmaRules, failing, reasonOf } from "./conformance-verdicts.ts";

const TOLERANCE = 1e-9;
const [peers = "/tmp/peers-conformance", given, total = "2000"] = process.argv.slice(2);
const folder = given ?? process.env.SLUICE_DATA ?? join(import.meta.dirname, "../../../shared/data");

interface Original {
  readonly id: string;
  readonly values: Readonly<Record<string, number | "null" | null>>;
  readonly verdicts: {
    readonly datatrove: Readonly<Record<string, string | null>>;
    readonly dclm: Readonly<Record<string, boolean | string | null>>;
  };
  readonly tokens: readonly string[];
}

const documents = realDocuments(folder, Number(total));
const originals = runOriginals();
const ours = await measured(documents);
const onTheirTokens = onGivenTokens(holdsNoWord);
const theirTokens = documents.map(({ text }, i) => onTheirTokens(text, originals[i].tokens));
printDocuments();
for (const family of compared) printSignals(family.name, Object.keys(family.columns));
printVerdicts();

/** What the originals say; kept beside them, for they take minutes. */
function runOriginals(): Original[] {
  const script = join(import.meta.dirname, "conformance.py");
  const more = join(import.meta.dirname, "conformance_more.py");
  const input = documents.map(({ id, text }) => JSON.stringify({ id, text })).join("\n");
  const hash = createHash("sha256").update(input);
  for (const part of [script, more]) hash.update(readFileSync(part));
  const kept = join(peers, `originals-${hash.digest("hex").slice(0, 12)}.jsonl`);
  if (!existsSync(kept)) {
    const stdio = ["pipe", "pipe", "inherit"] as const;
    const options = { input, maxBuffer: 2 ** 31 - 1, stdio: [...stdio] };
    writeFileSync(kept, execFileSync(join(peers, "venv/bin/python"), [script, peers], options));
  }
  const rows = readFileSync(kept, "utf8").trimEnd().split("\n");
  return rows.map((row) => JSON.parse(row) as Original);
}

function printDocuments(): void {
  const bytes = documents.reduce((sum, { text }) => sum + Buffer.byteLength(text), 0);
  const sets = Map.groupBy(documents, ({ set }) => set);
  const parts = [...sets].map(([set, { length }]) => `${length} ${set}`).join(", ");
  console.log(`${documents.length} documents (${parts}), ${(bytes / 1e6).toFixed(1)} MB`);
}

/** Whether two values agree; undefined where the original did not come to compute one. */
function agrees(mine: unknown, theirs: number | "null" | null | undefined): boolean | undefined {
  if (theirs === undefined || theirs === null || Number.isNaN(theirs)) return undefined;
  if (theirs === "null") return mine === null;
  return typeof mine === "number" && Math.abs(mine - theirs) <= TOLERANCE;
}

function tally(rows: readonly (Row | Measurements)[], name: string) {
  let [seen, differ, largest] = [0, 0, 0];
  const examples: string[] = [];
  for (const [i, row] of rows.entries()) {
    const theirs = originals[i].values[name];
    const same = agrees(row[name], theirs);
    if (same === undefined) continue;
    seen++;
    if (same) continue;
    differ++;
    largest = Math.max(largest, Math.abs(Number(row[name]) - Number(theirs)));
    if (examples.length < 3) examples.push(`${originals[i].id}: ${row[name]} / ${theirs}`);
  }
  return { seen, differ, largest, examples };
}

function percent(part: number, whole: number): string {
  return whole === 0 ? "" : `${((100 * part) / whole).toFixed(part === 0 ? 0 : 2)} %`;
}

function printSignals(family: string, names: readonly string[]): void {
  const table = names.map((signal) => {
    const { seen, differ, largest, examples } = tally(ours, signal);
    if (process.env.EXAMPLES && differ > 0) console.log(signal, examples.join("; "));
    const row = {
      signal,
      compared: seen,
      differ,
      share: percent(differ, seen),
      "largest difference": largest,
    };
    if (!(signal in theirTokens[0])) return row;
    return { ...row, "differ on their tokens": tally(theirTokens, signal).differ };
  });
  console.log(`\n${family}`);
  console.table(table);
}

function printVerdicts(): void {
  const table = [
    ...Object.entries(datatroveRules).map(([name, rules]) =>
      verdictRow("datatrove", name, (row, original) => {
        const mine = failing(rules, row);
        const theirs = original.verdicts.datatrove[name];
        return {
          drops: theirs !== null,
          same: mine.length > 0 === (theirs !== null),
          reason: mine.map(reasonOf).includes(theirs) || mine.length === 0,
        };
      }),
    ),
    ...Object.entries(dclmRules).map(([name, rules]) =>
      verdictRow("dclm", name, (row, original) => {
        const theirs = Boolean(original.verdicts.dclm[name]);
        return { drops: theirs, same: failing(rules, row).length > 0 === theirs };
      }),
    ),
    ...Object.entries(dolmaRules).map(([name, rules]) =>
      verdictRow("dolma", name, (row, original) => {
        const theirs = failing(rules, fromNulls(original.values)).join();
        return { drops: theirs !== "", same: failing(rules, row).join() === theirs };
      }),
    ),
  ];
  console.log("\nverdicts");
  console.table(table);
}

function fromNulls(values: Original["values"]): Row {
  return Object.fromEntries(
    Object.entries(values).map(([name, value]) => [name, value === "null" ? null : value]),
  );
}

interface Judgement {
  readonly drops: boolean;
  readonly same: boolean;
  readonly reason?: boolean;
}

/** Verdicts that differ though our definitions are fed with the tokens of the original. */
function onTheirs(judge: (row: Row, original: Original) => Judgement): number {
  return ours.filter((row, i) => !judge({ ...row, ...theirTokens[i] } as Row, originals[i]).same).length;
}

function verdictRow(dialect: string, filter: string, judge: (row: Row, original: Original) => Judgement) {
  const judged = ours.map((row, i) => judge(row, originals[i]));
  const differ = judged.filter(({ same }) => !same).length;
  const examples = judged.flatMap(({ same }, i) => (same ? [] : [documents[i].id])).slice(0, 5);
  return {
    dialect,
    filter,
    "dropped by the original": judged.filter(({ drops }) => drops).length,
    differ,
    share: percent(differ, judged.length),
    "differ on their tokens": dialect === "datatrove" ? onTheirs(judge) : "",
    "other reason": judged.filter(({ same, reason }) => same && reason === false).length,
    "for example": examples.join(" "),
  };
}
