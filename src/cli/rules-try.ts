import { type Trial, type TrialTables, tryRule } from "../clean/rules/try.ts";
import type { Database } from "../core/database.ts";
import { didYouMean, UserError } from "../core/errors.ts";
import type { Row } from "../core/table.ts";
import { colours } from "./colour.ts";
import { cell, grid } from "./grid.ts";
import { next, printJson, sameWorkspace, shellWord } from "./output.ts";
import { count, percent, show } from "./show.ts";
import { withViews } from "./workspace.ts";

/** Flags of `sluice rules try`. */
export interface TryFlags {
  readonly workspace?: string;
  readonly replaces?: string;
  readonly tokenizer?: string;
  readonly examples?: number;
  readonly json?: boolean;
}

const tables: TrialTables = {
  documents: "documents",
  signals: "signals",
  tokens: "tokens",
  decisions: "decisions",
};

/** `sluice rules try`: what a predicate would drop and keep, where, and which documents stand at its bound. */
export async function tryPredicate(when: string, flags: TryFlags): Promise<void> {
  await withViews(flags.workspace, async ({ database, run }) => {
    if (flags.replaces !== undefined) await checkRule(database, flags.replaces);
    const { replaces, tokenizer, examples } = flags;
    const trial = await tryRule(when, tables, database, { replaces, tokenizer, examples });
    const result = await resultOf(trial, database);
    if (flags.json) printJson({ when, ...result });
    else process.stdout.write(resultText(when, result));
    const file = run?.file ?? "<pipeline>";
    const [example] = result.examples;
    if (example) next(`sluice explain ${shellWord(String(example.id))}${sameWorkspace(flags.workspace)}`);
    process.stderr.write(
      `To keep it: ${replaces === undefined ? "add it to" : `change "${show(replaces)}" in`} rules({ … }) of ${show(file)}, then: sluice run ${show(shellWord(file))}\n`,
    );
  });
}

async function checkRule(database: Database, rule: string): Promise<void> {
  const rows = await database.rows("SELECT DISTINCT rule FROM decisions ORDER BY rule");
  const known = rows.map((row) => String(row.rule));
  if (known.includes(rule)) return;
  throw new UserError(
    `rules try: --replaces names no rule that dropped anything, got "${rule}".${didYouMean(rule, known)} Rules: sluice rules list`,
  );
}

/** The answers of a trial. */
type Result = Readonly<
  Record<"totals" | "exclusive" | "bySource" | "byLanguage" | "examples", readonly Row[]>
>;

async function resultOf(trial: Trial, database: Database): Promise<Result> {
  return {
    totals: await database.rows(trial.totals),
    exclusive: await database.rows(trial.exclusive),
    bySource: grouped(await database.rows(trial.bySource), "source", folderOf),
    byLanguage: grouped(await database.rows(trial.byLanguage), "language"),
    examples: trial.examples === undefined ? [] : await database.rows(trial.examples),
  };
}

const most = 10;

/** The ten groups that lose most, and the rest as one; many sources are first put together by `coarser`. */
function grouped(rows: readonly Row[], name: string, coarser?: (value: string) => string): Row[] {
  const groups = rows.length > most && coarser ? merge(rows, name, coarser) : rows;
  const sorted = [...groups].sort((a, b) => Number(b.dropped) - Number(a.dropped));
  if (sorted.length <= most) return sorted;
  const rest = merge(sorted.slice(most), name, () => `${count(sorted.length - most)} more`);
  return [...sorted.slice(0, most), ...rest];
}

function merge(rows: readonly Row[], name: string, labelOf: (value: string) => string): Row[] {
  const sums = new Map<string, Record<string, number>>();
  for (const row of rows) {
    const label = labelOf(String(row[name]));
    const sum = sums.get(label) ?? { documents: 0, dropped: 0, tokens: 0, dropped_tokens: 0 };
    for (const key of Object.keys(sum)) sum[key] += Number(row[key]);
    sums.set(label, sum);
  }
  return [...sums].map(([label, sum]) => ({ [name]: label, ...sum }));
}

/** The first two folders of a path, which is about what a person calls a source. */
function folderOf(source: string): string {
  const parts = source.split("/");
  return parts.length === 1 ? source : `${parts.slice(0, Math.min(2, parts.length - 1)).join("/")}/`;
}

function resultText(when: string, result: Result): string {
  const { strong, drop, keep } = colours(process.stdout);
  const of = (verdict: string) =>
    result.totals.find((row) => row.verdict === verdict) ?? { documents: 0, tokens: 0 };
  const all = [of("drop"), of("keep")].reduce((sum, row) => sum + Number(row.documents), 0);
  const allTokens = [of("drop"), of("keep")].reduce((sum, row) => sum + Number(row.tokens), 0);
  const line = (row: Row) =>
    `${count(Number(row.documents)).padStart(11)} documents ${percent(Number(row.documents) / Math.max(1, all)).padStart(7)}` +
    `${count(Number(row.tokens)).padStart(16)} tokens ${percent(Number(row.tokens) / Math.max(1, allTokens)).padStart(7)}`;
  return [
    `${strong(show(when))}  of ${count(all)} documents`,
    `${drop("drop ")}${line(of("drop"))}`,
    `${keep("keep ")}${line(of("keep"))}`,
    `alone${line(result.exclusive[0])}   dropped by no other rule`,
    ...section("by source", result.bySource.map(shareRow)),
    ...section("by language", result.byLanguage.map(shareRow)),
    ...exampleLines(result.examples),
    "",
  ].join("\n");
}

function shareRow({ documents, dropped, tokens, dropped_tokens, ...name }: Row): Row {
  return {
    ...name,
    documents,
    dropped,
    share: percent(Number(dropped) / Math.max(1, Number(documents))),
    tokens,
    dropped_tokens,
  };
}

function section(title: string, rows: readonly Row[]): string[] {
  return rows.length < 2 ? [] : ["", title, grid(rows)];
}

/** The documents nearest to the bound: dropped ones, then kept ones. */
function exampleLines(examples: readonly Row[]): string[] {
  const { drop, keep, muted } = colours(process.stdout);
  if (examples.length === 0) return [];
  const lines = examples.map(({ verdict, id, value, excerpt }) => {
    const mark = verdict === "drop" ? drop("drop") : keep("keep");
    const text = show(String(excerpt).replace(/\s+/g, " ").trim(), { limit: 50 });
    return `${mark}  ${cell(value).padStart(10)}  ${muted(show(String(id), { limit: 24 }).padEnd(20))}  ${text}`;
  });
  return ["", "nearest to the bound", ...lines];
}
