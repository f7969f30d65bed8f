/**
 * How long the rule workbench takes on the command line, over a synthetic workspace of a million documents (or as many as are named:
 * `node bench/rules-cli.ts 100000`): whole commands with the start of the process, and the answers alone once the workspace is open.
 * As a ratio: opening by the places of rows against opening by joins and decisions.
 */
import { spawnSync } from "node:child_process";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { contrastOf } from "../src/clean/rules/contrast/contrast.ts";
import { openSubsets } from "../src/clean/rules/contrast/subsets.ts";
import { runTables } from "../src/clean/rules/ledger/alignment.ts";
import { readCharacters } from "../src/clean/rules/ledger/amounts.ts";
import { type Ledger, openLedger } from "../src/clean/rules/ledger/ledger.ts";
import { lossesOf } from "../src/clean/rules/ledger/losses.ts";
import { overlapOf } from "../src/clean/rules/ledger/overlap.ts";
import { readPeople } from "../src/clean/rules/ledger/people.ts";
import { openTrial, trialOf } from "../src/clean/rules/ledger/trial.ts";
import { readLabeled } from "../src/clean/rules/suggest/labeled.ts";
import { suggest } from "../src/clean/rules/suggest/suggest.ts";
import { openWorkspace } from "../src/core/workspace.ts";
import { files } from "../src/io/files.ts";
import { openViews } from "../src/io/open-views.ts";
import { ruleStages } from "../src/server/resources/rules/run-rules.ts";
import { rulesWorkspace } from "./rules-workspace.ts";

const documents = Number(process.argv[2] ?? 1_000_000);
const folder = join(tmpdir(), `rules-cli-${documents}.sluice`);
const rounds = 3;
const commands = [
  ["list"],
  ["losses"],
  ["losses", "--by", "source"],
  ["overlap"],
  ["examples", "too_few_words"],
  ["try", "word_count < 60"],
  ["contrast", "kept"],
  ["suggest", "--labels", "quality"],
];

await rulesWorkspace(folder, documents);
console.log(
  `${documents.toLocaleString("en-US")} documents, 23 rules, 24 signals\n\nwhole commands, seconds`,
);
for (const words of commands) printCommand(words);
console.log("\nthe workspace open, milliseconds (processor in brackets)");
const slow = await opened(false);
slow.ledger.database.close();
const { ledger, taken } = await opened(true);
tell("ledger by joins and decisions", [slow.taken]);
tell(
  "ledger by the places of rows",
  [taken],
  `   ${(slow.taken.wall / taken.wall).toFixed(1)} times as fast`,
);
await printAnswers(ledger);
ledger.database.close();

interface Time {
  readonly wall: number;
  readonly processor: number;
}

function printCommand(words: readonly string[]): void {
  const times = Array.from({ length: rounds }, () => {
    const begun = performance.now();
    const sluice = join(import.meta.dirname, "../bin/sluice.js");
    const { status, stderr } = spawnSync(process.execPath, [
      sluice,
      "rules",
      ...words,
      "--workspace",
      folder,
    ]);
    if (status !== 0) throw new Error(String(stderr));
    return (performance.now() - begun) / 1000;
  });
  const [first, ...more] = times.map((seconds) => seconds.toFixed(2).padStart(6));
  console.log(`  ${words.join(" ").padEnd(34)} first ${first}   then ${more.join(" ")}`);
}

async function opened(withTables: boolean): Promise<{ ledger: Ledger; taken: Time }> {
  const workspace = await openWorkspace(files, folder);
  const { database, run } = await openViews(workspace);
  if (run === undefined) throw new Error(`${folder}: nothing ran`);
  const stages = await ruleStages(workspace, run);
  const tables = withTables ? await runTables(workspace, run) : undefined;
  const [taken, ledger] = await timed(() => openLedger(database, { stages, tables }));
  await readPeople(ledger, 0, { task: "quality", unwanted: ["drop"] });
  return { ledger, taken };
}

async function printAnswers(ledger: Ledger): Promise<void> {
  const characters = await readCharacters(ledger, true);
  await repeat("losses", () => lossesOf(ledger, characters));
  await repeat("losses by source", () => lossesOf(ledger, characters, "source"));
  await repeat("losses by language", () => lossesOf(ledger, characters, "language"));
  await repeat("overlap", () => overlapOf(ledger, 15));
  await repeat("try", async () => trialOf(ledger, await openTrial(ledger, "word_count < 60"), characters, 4));
  await repeat("contrast of all signals", async () =>
    contrastOf(ledger, await openSubsets(ledger, "kept", undefined)),
  );
  await repeat("suggest: examples", () => readLabeled(ledger));
  const labeled = await readLabeled(ledger);
  await repeat("suggest: bounds, five parts", async () => suggest(labeled));
}

async function repeat(what: string, work: () => Promise<unknown>): Promise<void> {
  const times: Time[] = [];
  for (let i = 0; i < rounds; i++) times.push((await timed(work))[0]);
  tell(what, times);
}

function tell(what: string, times: readonly Time[], more = ""): void {
  const shown = times.map(({ wall, processor }) => `${wall.toFixed(0)} (${processor.toFixed(0)})`);
  console.log(`  ${what.padEnd(34)} ${shown.join("   ")}${more}`);
}

async function timed<T>(work: () => Promise<T>): Promise<[Time, T]> {
  const [begun, before] = [performance.now(), process.cpuUsage()];
  const result = await work();
  const { user, system } = process.cpuUsage(before);
  return [{ wall: performance.now() - begun, processor: (user + system) / 1000 }, result];
}
