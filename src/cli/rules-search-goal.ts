import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { filesSql, referenceOf } from "../clean/perplexity/reference.ts";
import { checkedRule } from "../clean/rules/ledger/draft.ts";
import type { Ledger } from "../clean/rules/ledger/ledger.ts";
import { measuredSql } from "../clean/rules/measured.ts";
import {
  type Goals,
  labelGoals,
  perplexityGoals,
  similarityGoals,
} from "../clean/rules/search/open-goals.ts";
import type { Sample } from "../clean/rules/search/open-sample.ts";
import { type Database, identifier, literal } from "../core/database.ts";
import { UserError } from "../core/errors.ts";
import { openDatabase } from "../io/duckdb.ts";
import type { SearchFlags } from "./rules-search.ts";

/** What a goal needs of the sample, and how it is opened over one. */
export interface OpenGoals {
  /** A table of ids that the sample must have. */
  readonly table?: string;
  goals(sample: Sample): Promise<Goals>;
}

/** Reads labels or a target, as the goal asks. */
export async function openGoals(ledger: Ledger, flags: SearchFlags): Promise<OpenGoals> {
  return flags.goal === "label-f1" ? labelsOf(ledger, flags) : targetOf(ledger, flags);
}

async function targetOf(
  ledger: Ledger,
  { goal, target, units: kind, budget }: SearchFlags,
): Promise<OpenGoals> {
  if (target === undefined)
    throw new UserError(
      `rules search: --goal ${goal} needs --target: a file such as good.jsonl, or a predicate such as "source LIKE 'wiki/%'"`,
    );
  const reference = referenceOf(target, "rules search");
  const options = { database: ledger.database, kind, budget: budget ?? Number.POSITIVE_INFINITY };
  const open = goal === "perplexity" ? perplexityGoals : similarityGoals;
  return {
    goals: async (sample) => {
      if ("where" in reference)
        return open(sample, {
          ...options,
          target: { database: ledger.database, sql: await corpusSql(ledger, reference.where) },
        });
      const sql = `SELECT text FROM (${filesSql(reference.files)}) ORDER BY md5(text), text`;
      return withFiles(
        (database) => open(sample, { ...options, target: { database, sql } }),
        `--target ${target}`,
      );
    },
  };
}

async function corpusSql(ledger: Ledger, where: string): Promise<string> {
  const all = { name: "every", rules: [] };
  const { columns } = await checkedRule(ledger, all, "target", where);
  const measured = measuredSql(columns, ledger.origins, { documents: "documents", signals: "signals" });
  const chosen = `SELECT id FROM (${measured}) WHERE (\n${where}\n)`;
  return `SELECT t.text FROM (${chosen}) AS m JOIN text AS t ON t.id = m.id ORDER BY md5(t.text), t.text`;
}

async function labelsOf({ database }: Ledger, flags: SearchFlags): Promise<OpenGoals> {
  const given =
    flags.labels === undefined
      ? await labelsInWorkspace(database, flags.task)
      : await labelsInFile(flags.labels);
  const names = [...new Set(given.values())].sort();
  const keep =
    flags.keep ?? names.find((name) => ["keep", "good", "1", "yes", "true"].includes(name.toLowerCase()));
  if (keep === undefined || !names.includes(keep))
    throw new UserError(
      `rules search: say which label means keep, one of ${names.slice(0, 8).join(", ") || "none at all"}: --keep LABEL`,
    );
  if (names.length < 2)
    throw new UserError(`rules search: every label is "${keep}"; the search needs examples of both kinds`);
  await database.execute("CREATE OR REPLACE TEMP TABLE search_labels (id VARCHAR)");
  const ids = [...given.keys()];
  for (let at = 0; at < ids.length; at += 5000)
    await database.execute(
      `INSERT INTO search_labels VALUES ${ids
        .slice(at, at + 5000)
        .map((id) => `(${literal(id)})`)
        .join(", ")}`,
    );
  const [{ known }] = await database.rows(
    "SELECT count(*) AS known FROM search_labels JOIN documents USING (id)",
  );
  if (Number(known) === 0)
    throw new UserError("rules search: no label is of a document in this workspace; ids must be the same");
  const labels = new Map([...given].map(([id, label]) => [id, label === keep]));
  return { table: "search_labels", goals: async (sample) => labelGoals(sample, labels) };
}

/** Labels of a task: people's before those of models. */
async function labelsInWorkspace(database: Database, task: string | undefined): Promise<Map<string, string>> {
  const tasks = (
    await database.rows("SELECT DISTINCT task FROM labels WHERE label IS NOT NULL ORDER BY task")
  ).map((row) => String(row.task));
  const chosen = task ?? (tasks.length === 1 ? tasks[0] : undefined);
  if (chosen === undefined || !tasks.includes(chosen))
    throw new UserError(
      tasks.length === 0
        ? "rules search: the workspace has no labels. Give --labels FILE with id, label; or --goal perplexity --target FILE"
        : `rules search: name a task that has labels, one of ${tasks.join(", ")}: --task NAME`,
    );
  const rows = await database.rows(
    `SELECT id, arg_min(label, CASE source WHEN 'adjudicated' THEN 0 WHEN 'person' THEN 1 ELSE 2 END) AS label
      FROM labels WHERE label IS NOT NULL AND task = ${literal(chosen)} GROUP BY id ORDER BY id`,
  );
  return new Map(rows.map(({ id, label }) => [String(id), String(label)]));
}

async function labelsInFile(file: string): Promise<Map<string, string>> {
  const reader = /\.parquet$/.test(file)
    ? "read_parquet(?)"
    : /\.(?:jsonl|ndjson)(?:\.gz)?$/.test(file)
      ? "read_json(?, format = 'newline_delimited')"
      : "read_csv(?, all_varchar = true)";
  const columns = [identifier("id"), identifier("label")].map((name) => `CAST(${name} AS VARCHAR)`);
  const rows = await withFiles(
    (database) =>
      database.rows(
        `SELECT ${columns[0]} AS id, min(${columns[1]}) AS label FROM ${reader.replace("?", literal(file))} WHERE label IS NOT NULL GROUP BY ALL ORDER BY id`,
      ),
    `--labels ${file}`,
  );
  return new Map(rows.map(({ id, label }) => [String(id), String(label)]));
}

/** An engine that may read files, for a while: that of the workspace reaches nothing else. */
async function withFiles<T>(work: (database: Database) => Promise<T>, place: string): Promise<T> {
  const spillFolder = await mkdtemp(join(tmpdir(), "sluice-search-"));
  const database = await openDatabase({ threads: 1, memoryBytes: 5e8, spillFolder });
  try {
    return await work(database);
  } catch (cause) {
    if (!(cause instanceof Error) || cause instanceof UserError || !/ Error: /.test(cause.message))
      throw cause;
    throw new UserError(`rules search: ${place} cannot be read: ${cause.message.split("\n")[0]}`, { cause });
  } finally {
    database.close();
    await rm(spillFolder, { recursive: true, force: true });
  }
}
