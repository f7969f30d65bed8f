import { UserError } from "../core/errors.ts";
import type { Row } from "../core/table.ts";
import { finishedStages, type Workspace } from "../core/workspace.ts";
import type { Views } from "../io/open-views.ts";
import { grid } from "./grid.ts";
import { next, printJson, sameWorkspace, shellWord } from "./output.ts";
import { count, percent, plural } from "./show.ts";
import { withViews } from "./workspace.ts";

/** A rule in force and what it removes. */
export interface RuleInForce {
  readonly stage: string;
  readonly rule: string;
  readonly documents: number;
  /** Of the documents that were read. */
  readonly share: number;
  /** Documents that no other rule drops. */
  readonly alone: number;
  /** Its predicate; null for what a stage decides by itself. */
  readonly when: string | null;
}

/** `sluice rules list`: every rule of the last run, also those that removed nothing. */
export async function listRules(flags: { workspace?: string; json?: boolean }): Promise<void> {
  await withViews(flags.workspace, async (views, workspace) => {
    const { total, dropped, rules } = await rulesInForce(views, workspace);
    if (flags.json) printJson({ documents: total, dropped, rules });
    else process.stdout.write(rulesText(rules, total, dropped));
    const first = rules.find(({ when }) => when !== null);
    next(
      `sluice rules try ${shellWord(first?.when ?? "word_count < 80")}${first ? ` --replaces ${shellWord(first.rule)}` : ""}${sameWorkspace(flags.workspace)}`,
    );
  });
}

async function rulesInForce(views: Views, workspace: Workspace) {
  const { database, run } = views;
  if (!run)
    throw new UserError(`workspace ${workspace.folder}: nothing ran yet. Start with: sluice run <pipeline>`);
  const [totals] = await database.rows(
    `SELECT (SELECT count(*) FROM documents) AS total,
            (SELECT count(*) FROM documents) - (SELECT count(*) FROM survivors) AS dropped`,
  );
  const total = Number(totals.total);
  const spoken = await database.rows(
    `WITH drops AS (SELECT DISTINCT id, stage, rule FROM decisions WHERE verdict = 'drop'),
          numbers AS (SELECT id, count(*) AS rules FROM drops GROUP BY id)
     SELECT stage, rule, count(*) AS documents, count(*) FILTER (WHERE numbers.rules = 1) AS alone
     FROM drops JOIN numbers USING (id) GROUP BY stage, rule`,
  );
  const predicates = await predicatesOf(workspace, run);
  const rules = [...merged(spoken, predicates, total)].sort(
    (a, b) => b.documents - a.documents || (a.rule < b.rule ? -1 : 1),
  );
  return { total, dropped: Number(totals.dropped), rules };
}

function* merged(
  spoken: readonly Row[],
  predicates: ReadonlyMap<string, Predicate>,
  total: number,
): Generator<RuleInForce> {
  const silent = new Map(predicates);
  for (const row of spoken) {
    const [stage, rule, documents] = [String(row.stage), String(row.rule), Number(row.documents)];
    const when = predicates.get(keyOf(stage, rule))?.when ?? null;
    silent.delete(keyOf(stage, rule));
    yield { stage, rule, documents, share: documents / Math.max(1, total), alone: Number(row.alone), when };
  }
  for (const { stage, rule, when } of silent.values())
    yield { stage, rule, documents: 0, share: 0, alone: 0, when };
}

interface Predicate {
  readonly stage: string;
  readonly rule: string;
  readonly when: string;
}

/** The predicates of the stages of rules, as their manifests keep them. */
async function predicatesOf(
  workspace: Workspace,
  run: NonNullable<Views["run"]>,
): Promise<Map<string, Predicate>> {
  const found = new Map<string, Predicate>();
  for (const { name: stage, manifest } of await finishedStages(workspace, run)) {
    if (manifest.definition.kind !== "rules") continue;
    const { rules } = JSON.parse(manifest.definition.options) as { rules: { name: string; when: string }[] };
    for (const { name: rule, when } of rules) found.set(keyOf(stage, rule), { stage, rule, when });
  }
  return found;
}

function keyOf(stage: string, rule: string): string {
  return `${stage}\u0000${rule}`;
}

function rulesText(rules: readonly RuleInForce[], total: number, dropped: number): string {
  const head = `${plural(total, "document")}, ${count(dropped)} dropped (${percent(dropped / Math.max(1, total))})`;
  if (rules.length === 0) return `${head}; no rule is in force\n`;
  const rows = rules.map(({ share, when, ...rule }) => ({
    ...rule,
    share: percent(share),
    when: when ?? "",
  }));
  return `${head}\n\n${grid(rows.map(({ stage, rule, documents, share, alone, when }) => ({ stage, rule, documents, share, alone, when })))}\n`;
}
