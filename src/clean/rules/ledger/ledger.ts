import type { Database } from "../../../core/database.ts";
import { UserError } from "../../../core/errors.ts";
import type { ColumnOrigins } from "../measured.ts";
import { readableColumns } from "../measured.ts";
import { Alignment, type RunTables } from "./alignment.ts";
import { Columns } from "./columns.ts";
import { createRows, type RowFacts } from "./create-rows.ts";

/** A stage of rules of the run, as its decisions have it. */
export interface RuleStage {
  /** Name of the stage in `decisions`. */
  readonly name: string;
  readonly rules: readonly RuleInForce[];
  /** Signals measured before it: what its rules can read besides columns of `documents`. All, when not given. */
  readonly signals?: readonly string[];
}

/** A rule that the run applied. */
export interface RuleInForce {
  readonly name: string;
  readonly when: string;
}

/** What a ledger is made of besides the views of a workspace. */
export interface LedgerOptions {
  readonly stages: readonly RuleStage[];
  /** Whose counts are summed; by default the first by name. */
  readonly tokenizer?: string;
  /** Short names for sources, such as their folders; by default the sources themselves. */
  readonly shorten?: (sources: readonly SourceSize[]) => readonly string[];
  /** The tables of the run stage by stage (`runTables`): with them opening is a few scans, without them joins. */
  readonly tables?: RunTables;
}

/** What lies in one source. */
export interface SourceSize {
  readonly source: string;
  readonly documents: number;
  readonly tokens: number;
}

/**
 * Every document of a workspace as one narrow row in memory: its tokens, its source, the rules that drop it as bits of one number,
 * and what other stages and people decided. What a change of rules comes to is then one scan. It takes one request at a time.
 */
export interface Ledger extends RowFacts {
  readonly database: Database;
  readonly stages: readonly RuleStage[];
  /** Signals, bins, people's verdicts, answers: read when first asked for. */
  readonly columns: Columns;
  readonly origins: ColumnOrigins;
  readonly alignment: Alignment;
}

/** Rules that one number has bits for, below its sign. */
export const mostRules = 126;

/** Reads the views of a workspace into a ledger; the database needs room for about a hundred bytes a document. */
export async function openLedger(database: Database, options: LedgerOptions): Promise<Ledger> {
  const { stages } = options;
  const rules = stages.reduce((sum, stage) => sum + stage.rules.length, 0);
  if (rules > mostRules)
    throw new UserError(
      `rules: the workbench reckons with at most ${mostRules} rules in a pipeline, this one has ${rules}. Try single ones with: sluice rules try`,
    );
  const origins = await readableColumns({ documents: "documents", signals: "signals" }, database);
  const alignment = new Alignment(database, options.tables);
  const facts = await createRows(database, options, origins, alignment);
  const columns = new Columns(database, origins, facts.documents, alignment);
  return { ...facts, database, stages, origins, alignment, columns };
}

/** The bit of a rule in the mask of a document; 0 for a rule that was not in force. */
export function bitOf({ stages }: Pick<Ledger, "stages">, stage: string, rule: string): bigint {
  let bit = 1n;
  for (const { name, rules } of stages) {
    for (const one of rules) {
      if (name === stage && one.name === rule) return bit;
      bit <<= 1n;
    }
  }
  return 0n;
}

/** The columns that rules of a stage can read, with their types. */
export function knownTo(
  { origins }: Pick<Ledger, "origins">,
  { signals }: RuleStage,
): ColumnOrigins["known"] {
  if (signals === undefined) return origins.known;
  const later = new Set(signals);
  return Object.fromEntries(
    Object.entries(origins.known).filter(([name]) => !origins.signals.has(name) || later.has(name)),
  );
}

/** A stage by name; an unknown one is the user's mistake. */
export function stageNamed({ stages }: Pick<Ledger, "stages">, name: string): RuleStage {
  const stage = stages.find((one) => one.name === name);
  if (stage !== undefined) return stage;
  const names = stages.map((one) => one.name).join(", ");
  throw new UserError(`rules: the run has no stage of rules "${name}". It has: ${names || "none"}`);
}
