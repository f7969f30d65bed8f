import { runTables } from "../clean/rules/ledger/alignment.ts";
import { type Characters, mustReadText, readCharacters } from "../clean/rules/ledger/amounts.ts";
import { type Ledger, openLedger } from "../clean/rules/ledger/ledger.ts";
import { type Question, readPeople } from "../clean/rules/ledger/people.ts";
import { UserError } from "../core/errors.ts";
import type { RunRecord } from "../core/workspace.ts";
import { type RuleStageOfRun, ruleStages } from "../server/resources/rules/run-rules.ts";
import { shortSources } from "../server/resources/rules/short-sources.ts";
import { withViews } from "./workspace.ts";

/** Flags of every command that asks the ledger. */
export interface BenchFlags {
  readonly workspace?: string;
  readonly tokenizer?: string;
  readonly json?: boolean;
}

/** The ledger of a workspace with the run that it is of. */
export interface OpenBench {
  readonly ledger: Ledger;
  readonly run: RunRecord;
  readonly stages: readonly RuleStageOfRun[];
}

/** Opens the ledger of a workspace, the same as the workbench of `sluice serve` asks, for one piece of work. */
export async function withBench<T>(
  { workspace: folder, tokenizer }: BenchFlags,
  work: (bench: OpenBench) => Promise<T>,
  options: { readonly question?: Question } = {},
): Promise<T> {
  return withViews(folder, async ({ database, run }, workspace) => {
    if (run === undefined)
      throw new UserError(
        `workspace ${workspace.folder}: nothing ran yet. Start with: sluice run <pipeline>`,
      );
    const stages = await ruleStages(workspace, run);
    const tables = await runTables(workspace, run);
    const ledger = await openLedger(database, { stages, tables, tokenizer, shorten: shortSources });
    await readPeople(ledger, 0, options.question);
    return work({ ledger, run, stages });
  });
}

/** The characters of documents: measured, or counted from the texts after a word of warning. */
export async function charactersOf(ledger: Ledger): Promise<Characters> {
  if (mustReadText(ledger))
    process.stderr.write(
      'reading the texts to count characters: nobody measured character_count. measure("basics") has it\n',
    );
  return readCharacters(ledger, true);
}
