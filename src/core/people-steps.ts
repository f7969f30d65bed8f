import { batchOf } from "./batch.ts";
import { literal } from "./database.ts";
import { canonical, sha256 } from "./json.ts";
import type { People, PeopleTable } from "./people.ts";
import type { Pipeline, Step } from "./pipeline.ts";
import type { QueryContext, QueryStage, StageNotes } from "./stage.ts";
import { contract, type Row } from "./table.ts";

/** Entry of the steps that bring people's deeds into a run. */
export const peopleEntry = "people";

/** Deeds of which a step is made, and the place of that step in a pipeline. */
const places: Readonly<Record<Exclude<PeopleTable, "remarks">, (steps: readonly Step[]) => number>> = {
  votes: () => 1,
  // Before whoever learns from them, and after every edit, since they carry the texts.
  preferences: (steps) => {
    const reader = steps.findIndex(({ stage }) => stage.reads.includes("preferences"));
    return reader < 0 ? steps.length : reader;
  },
  // After the last stage that decides: dropping a kept document must not bring its copy back. People have the last word.
  decisions: (steps) =>
    Math.max(
      0,
      steps.findLastIndex(({ stage }) => "decisions" in stage.tables),
    ) + 1,
};

/**
 * The pipeline with what people did to this corpus as steps of their own (`people.votes`, `people.decisions`,
 * `people.preferences`), each keyed by the rows it brings: a new vote runs again what reads votes and nothing else. Without deeds
 * the pipeline is what it was.
 */
export function withPeople(pipeline: Pipeline, people: Pick<People, "rows"> | undefined): Pipeline {
  if (people === undefined) return pipeline;
  let steps = pipeline.steps;
  for (const table of ["votes", "decisions", "preferences"] as const) {
    const rows = people.rows(table);
    if (rows.length === 0) continue;
    const at = places[table](steps);
    steps = steps.toSpliced(at, 0, step(table, rows));
  }
  return { ...pipeline, steps };
}

function step(table: keyof typeof places, rows: readonly Row[]): Step {
  const stage: QueryStage = {
    kind: table,
    version: 1,
    shape: "query",
    options: { rows: sha256(canonical(rows)) },
    tables: { [table]: contract[table] },
    reads: table === "preferences" ? ["documents", "text"] : ["documents"],
    run: (context) =>
      table === "preferences" ? writePreferences(context, rows) : writeKnown(context, table, rows),
  };
  return { name: `${peopleEntry}.${table}`, entry: peopleEntry, stage };
}

async function writeKnown(
  context: QueryContext,
  table: "votes" | "decisions",
  rows: readonly Row[],
): Promise<StageNotes> {
  const known = await columnById(
    context,
    "documents",
    "id",
    rows.map(({ id }) => String(id)),
  );
  const kept = rows.filter(({ id }) => known.has(String(id)));
  await context.append(table, batchOf(contract[table], kept));
  return notes(table, kept, rows.length);
}

async function writePreferences(context: QueryContext, rows: readonly Row[]): Promise<StageNotes> {
  const ids = rows.flatMap(({ chosen, rejected }) => [String(chosen), String(rejected)]);
  const texts = await columnById(context, "text", "text", ids);
  const kept = rows.filter(
    ({ chosen, rejected }) => texts.has(String(chosen)) && texts.has(String(rejected)),
  );
  const withTexts = kept.map((row) => ({
    ...row,
    chosen: texts.get(String(row.chosen)) ?? "",
    rejected: texts.get(String(row.rejected)) ?? "",
  }));
  await context.append("preferences", batchOf(contract.preferences, withTexts));
  return notes("preferences", kept, rows.length);
}

function notes(table: string, kept: readonly Row[], all: number): StageNotes {
  const voters = new Set(kept.map(({ voter }) => voter).filter((voter) => voter !== undefined)).size;
  const unknown = all - kept.length;
  return {
    [table]: kept.length,
    ...(voters > 0 ? { people: voters } : {}),
    ...(unknown > 0 ? { "on documents that are not in this input": unknown } : {}),
  };
}

const chunk = 5000;

/** One column of the rows with these ids. */
async function columnById(
  context: QueryContext,
  table: string,
  column: string,
  ids: readonly string[],
): Promise<Map<string, string>> {
  const wanted = [...new Set(ids)];
  const found = new Map<string, string>();
  for (let at = 0; at < wanted.length; at += chunk) {
    const list = wanted
      .slice(at, at + chunk)
      .map(literal)
      .join(", ");
    const rows = await context.rows(
      `SELECT t.id AS id, t.${column} AS value FROM ${context.table(table)} AS t WHERE t.id IN (${list})`,
    );
    for (const { id, value } of rows) found.set(String(id), String(value));
  }
  return found;
}
