import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { UserError } from "../core/errors.ts";
import { runPipeline } from "../core/runner.ts";
import { openWorkspace, type Workspace } from "../core/workspace.ts";
import { loadPipeline } from "../io/load.ts";
import { lockWorkspace } from "../io/lock.ts";
import { openViews, type Views } from "../io/open-views.ts";
import type { IngestOptions } from "../io/read/options.ts";
import { againstOf } from "./against.ts";
import type { ApplyRequest, ApplyStage } from "./apply-pipeline.ts";
import { defaultWorkers, interruptSignal, realEffects, runOptions, workspaceFiles } from "./effects.ts";
import { exportRows, formatOfOutput } from "./export.ts";
import { next, refuseOverwriting, shellWord } from "./output.ts";
import { progressPrinter } from "./progress.ts";
import { plural, show } from "./show.ts";

/** Flags of `sluice apply`. */
export interface ApplyFlags {
  readonly input: string[];
  readonly output: string;
  readonly force?: boolean;
  readonly format?: IngestOptions["format"];
  readonly text?: string;
  readonly id?: string;
  readonly workers?: number;
  readonly workspace?: string;
  readonly signals?: string[];
  readonly threshold?: number;
  readonly dimensions?: number;
  readonly preferences?: string;
  readonly rules?: string[];
  readonly kinds?: string[];
  readonly regions?: string[];
  readonly mask?: string;
  readonly against?: string[];
  readonly grams?: number;
  readonly coverage?: number;
}

/** `sluice apply`: one stage alone on files, its result in one file. */
export async function apply(stage: string, flags: ApplyFlags): Promise<void> {
  refuseOverwriting(flags.output, flags.force);
  formatOfOutput(flags.output);
  const folder = flags.workspace ?? (await mkdtemp(join(tmpdir(), "sluice-apply-")));
  try {
    const request = requestOf(stage as ApplyStage, flags);
    const workspace = await openWorkspace(workspaceFiles, folder);
    await runApplied(request, workspace, flags.workers ?? defaultWorkers());
    const rows = await exportApplied(request, workspace, flags);
    process.stderr.write(`${show(flags.output)}: ${plural(rows, "row")}\n`);
    next(
      flags.workspace
        ? `sluice query "show tables" --workspace ${shellWord(folder)}`
        : `sluice init ${flags.input.map(shellWord).join(" ")}`,
    );
  } finally {
    if (flags.workspace === undefined) await rm(folder, { recursive: true, force: true });
  }
}

function requestOf(stage: ApplyStage, flags: ApplyFlags): ApplyRequest {
  const { input, format, text, id, signals, threshold, dimensions, preferences, grams, coverage } = flags;
  const { rules, kinds, regions, mask } = flags;
  const against = againstOf(flags.against);
  const reading = { ...(format && { format }), ...(text && { text }), ...(id && { id }) };
  const edits = { rules, kinds, regions, mask };
  return {
    stage,
    input,
    reading,
    signals,
    threshold,
    dimensions,
    preferences,
    against,
    grams,
    coverage,
    ...edits,
  };
}

async function runApplied(request: ApplyRequest, workspace: Workspace, workers: number): Promise<void> {
  const ending = import.meta.url.endsWith(".ts") ? "ts" : "js";
  const file = new URL(`./apply-pipeline.${ending}`, import.meta.url).href;
  const reference = { file, arguments: request };
  const pipeline = await loadPipeline(reference);
  const unlock = await lockWorkspace(workspaceFiles, workspace.folder);
  const effects = realEffects(workers, reference, interruptSignal(), progressPrinter(process.stderr));
  try {
    await runPipeline({ pipeline, file, workspace, options: runOptions({ workers }) }, effects);
  } finally {
    await effects.close();
    await unlock();
  }
}

/** The result of each stage under the names of the documents; `title` holds them (see `named-input.ts`). */
const results: Readonly<Record<ApplyStage, string>> = {
  extract: "SELECT coalesce(d.title, d.id) AS id, t.text FROM documents d JOIN text t USING (id)",
  language:
    "SELECT coalesce(d.title, d.id) AS id, s.language, s.language_score AS score FROM documents d JOIN signals s USING (id)",
  measure:
    "SELECT coalesce(d.title, d.id) AS id, s.* EXCLUDE (id) FROM documents d JOIN signals s USING (id)",
  edit: `SELECT coalesce(d.title, d.id) AS id, t.text, r.dropped FROM documents d JOIN text t USING (id)
    LEFT JOIN (SELECT id, string_agg(rule, ', ' ORDER BY rule) AS dropped FROM decisions GROUP BY id) r USING (id)`,
  redact:
    "SELECT coalesce(d.title, d.id) AS id, t.text, s.pii_count FROM documents d JOIN text t USING (id) JOIN signals s USING (id)",
  deduplicate: `SELECT a, b, similarity FROM (
      SELECT coalesce(x.title, x.id) AS a, coalesce(y.title, y.id) AS b, p.similarity,
        x.source AS source_a, x.position AS position_a, y.source AS source_b, y.position AS position_b
      FROM pairs p JOIN documents x ON x.id = p.a JOIN documents y ON y.id = p.b
      UNION ALL
      SELECT coalesce(x.title, x.id), keeper, similarity, x.source, x.position, NULL, NULL
      FROM duplicates JOIN documents x USING (id) WHERE starts_with(keeper, 'earlier:'))`,
  decontaminate: `SELECT coalesce(d.title, d.id) AS id, c.* EXCLUDE (id)
    FROM contamination c JOIN documents d ON d.id = c.id`,
  embed: "SELECT coalesce(d.title, d.id) AS id, v.model, v.vector FROM documents d JOIN vectors v USING (id)",
  score:
    "SELECT coalesce(d.title, d.id) AS id, s.score, s.uncertainty FROM documents d JOIN scores s USING (id)",
};

/** The order of rows where it is not that of the documents alone. */
const orders: Partial<Record<ApplyStage, string>> = {
  deduplicate: "source_a, position_a, source_b, position_b, b",
  decontaminate: 'd.source, d.position, c.benchmark, c.coverage DESC, c.example, c."start"',
};

async function exportApplied(
  { stage }: ApplyRequest,
  workspace: Workspace,
  flags: ApplyFlags,
): Promise<number> {
  const views = await openViews(workspace);
  try {
    await tellFaults(views, "apply");
    const order = orders[stage] ?? "d.source, d.position";
    const { output, force } = flags;
    return await exportRows(views.database, `${results[stage]} ORDER BY ${order}`, { output, force });
  } finally {
    views.database.close();
  }
}

/** Says what could not be read; when that is everything, it is the person's turn. */
export async function tellFaults({ database }: Views, place: string): Promise<void> {
  const [{ documents, faults }] = await database.rows(
    "SELECT (SELECT count(*) FROM documents) AS documents, (SELECT count(*) FROM quarantine) AS faults",
  );
  if (Number(faults) === 0) return;
  const [first] = await database.rows(
    "SELECT source, position, error FROM quarantine ORDER BY source, position LIMIT 1",
  );
  const said = `${plural(Number(faults), "record")} could not be read, the first at ${first.source}:${first.position}: ${first.error}`;
  if (Number(documents) === 0) throw new UserError(`${place}: ${said}`);
  process.stderr.write(`${show(said, { limit: 400 })}\n`);
}
