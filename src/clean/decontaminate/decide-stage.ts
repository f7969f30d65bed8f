import { literal } from "../../core/database.ts";
import type { QueryContext, QueryStage, StageNotes } from "../../core/stage.ts";
import { contract } from "../../core/table.ts";
import { guardRules } from "../rules/guard.ts";
import type { Settings } from "./options.ts";
import { ruleOf } from "./scan-stage.ts";

/** Rule of a document that would need more cuts than are allowed. */
export const THROUGHOUT = "contaminated_throughout";

/** Decides on what was found: a row of `decisions` for every set that speaks on a document. A tag decides nothing. */
export function decideStage(settings: Settings, undone: readonly string[] = []): QueryStage {
  const { against, action, minimumCoverage, mostCuts, coverage, grams } = settings;
  return {
    shape: "query",
    kind: "decontaminate",
    version: 1,
    options: {
      action,
      minimumCoverage,
      coverage,
      grams,
      mostCuts: action === "cut" ? mostCuts : undefined,
      undone,
    },
    tables: action === "tag" ? {} : { decisions: contract.decisions },
    reads: ["documents", "contamination", ...(action === "cut" ? ["contamination_cuts"] : [])],
    ...(action !== "tag" && {
      rules: [...against.map(({ name }) => ruleOf(name)), ...(action === "cut" ? [THROUGHOUT] : [])],
      without: (rule: string) => decideStage(settings, [...undone, rule].sort()),
    }),
    run: (context) => decide(context, settings, undone),
  };
}

async function decide(
  context: QueryContext,
  settings: Settings,
  undone: readonly string[],
): Promise<StageNotes> {
  const [documents, contamination] = ["documents", "contamination"].map((name) => context.table(name));
  const sets = await context.rows(
    `SELECT benchmark, count(DISTINCT id) AS documents FROM ${contamination} GROUP BY benchmark ORDER BY benchmark`,
  );
  const [{ total, contaminated }] = await context.rows(
    `SELECT (SELECT count(*) FROM ${documents}) AS total, (SELECT count(DISTINCT id) FROM ${contamination}) AS contaminated`,
  );
  const rules = sets.map(({ benchmark, documents }) => ({
    rule: ruleOf(String(benchmark)),
    documents: Number(documents),
  }));
  const inForce = rules.filter(({ rule }) => !undone.includes(rule));
  if (settings.action === "drop") guard(context, settings, Number(total), inForce);
  if (settings.action === "cut" && !undone.includes(THROUGHOUT))
    await guardThroughout(context, settings, Number(total));
  if (settings.action !== "tag") await context.write("decisions", decisionsQuery(context, settings, undone));
  return {
    contaminated: Number(contaminated),
    ...Object.fromEntries(rules.map(({ rule, documents }) => [rule, documents])),
  };
}

type RuleCount = { readonly rule: string; readonly documents: number };

function guard(
  context: QueryContext,
  { share }: Settings,
  documents: number,
  rules: readonly RuleCount[],
): void {
  guardRules({ documents, rules }, { stage: context.stage, share, allowed: (rule) => context.allowed(rule) });
}

async function guardThroughout(context: QueryContext, settings: Settings, documents: number): Promise<void> {
  const [{ dropped }] = await context.rows(
    `SELECT count(*) AS dropped FROM ${context.table("contamination_cuts")} WHERE cuts > ${settings.mostCuts}`,
  );
  guard(context, settings, documents, [{ rule: THROUGHOUT, documents: Number(dropped) }]);
}

/** In the order of the documents, then by set. */
function decisionsQuery(context: QueryContext, settings: Settings, undone: readonly string[]): string {
  const { action, minimumCoverage, mostCuts, grams, coverage } = settings;
  const whose = coverage === "example" ? "example ' || coalesce(example, '') || '" : "document";
  const found = `SELECT id, ${literal(ruleOf(""))} || benchmark AS rule, ${action === "drop" ? "'drop'" : "'edit'"} AS verdict,
      max(coverage) AS value, ${literal(minimumCoverage === 0 ? "> 0" : `>= ${minimumCoverage}`)} AS bound,
      first('shares ' || round(100 * coverage, 1) || ' % of the ${grams}-grams of the ${whose} with ' || benchmark ||
        ': ' || left(matched, 120) ORDER BY coverage DESC, start) AS reason
    FROM ${context.table("contamination")} GROUP BY id, benchmark`;
  const throughout =
    action === "cut"
      ? `UNION ALL SELECT id, ${literal(THROUGHOUT)}, 'drop', cuts, '> ${mostCuts}', 'needs ' || cuts || ' cuts'
         FROM ${context.table("contamination_cuts")} WHERE cuts > ${mostCuts}`
      : "";
  return `SELECT f.id, ${literal(context.stage)} AS stage, rule, verdict, CAST(value AS DOUBLE) AS value, bound, reason
    FROM (${found} ${throughout}) AS f JOIN ${context.table("documents")} d ON d.id = f.id
    WHERE rule NOT IN (${["", ...undone].map(literal).join(", ")})
    ORDER BY d.source, d.position NULLS LAST, f.id, rule`;
}
