import { columnNames, firstDamage, type Manifest, readManifest, type TableFact } from "./manifest.ts";
import { type KeyedStep, textProvider } from "./plan.ts";
import { earlierSteps, folderOf, type Run } from "./run.ts";
import type { BatchStage } from "./stage.ts";

/** Columns of signals that an earlier result of a step, under another key, already holds. */
export interface Reuse {
  readonly columns: readonly string[];
  /** The table file of each part. */
  readonly files: ReadonlyMap<string, string>;
}

/** For each step of a group that can take columns over: from the result on disk that has most of them. */
export async function reusable(run: Run, group: readonly KeyedStep[]): Promise<Map<string, Reuse>> {
  const found = new Map<string, Reuse>();
  for (const step of group) {
    const reuse = await bestReuse(run, step);
    if (reuse) found.set(step.name, reuse);
  }
  return found;
}

async function bestReuse(run: Run, step: KeyedStep): Promise<Reuse | undefined> {
  const { reuses, over } = step.stage as BatchStage;
  if (reuses === undefined || over !== "all") return undefined;
  const { files } = run.effects;
  const stage = folderOf(run, step).slice(0, -step.key.length - 1);
  let best: Reuse | undefined;
  for (const key of await files.list(stage)) {
    if (key === step.key) continue;
    const folder = `${stage}/${key}`;
    const manifest = await readManifest(files, folder);
    if (!manifest || !hasSameInput(run, step, manifest)) continue;
    const columns = columnsOf(reuses(JSON.parse(manifest.definition.options)), manifest);
    if (columns.length <= (best?.columns.length ?? 0)) continue;
    if (await firstDamage(files, folder, tablesOf(manifest), run.options.verify)) continue;
    best = { columns, files: filesOf(folder, manifest) };
  }
  return best;
}

/**
 * Whether a result was made by the same stage from the same documents and text. A column that needs more than the text
 * stands in a result whose inputs name where that comes from, and then all inputs must agree.
 */
function hasSameInput(run: Run, step: KeyedStep, { definition }: Manifest): boolean {
  if (definition.kind !== step.definition.kind || definition.version !== step.definition.version)
    return false;
  const text = textProvider(earlierSteps(run, step));
  return (
    isSame(definition.inputs, step.definition.inputs) || isSame(definition.inputs, { [text.name]: text.key })
  );
}

function isSame(a: Readonly<Record<string, string>>, b: Readonly<Record<string, string>>): boolean {
  const names = Object.keys(a);
  return names.length === Object.keys(b).length && names.every((name) => a[name] === b[name]);
}

function columnsOf(wanted: readonly string[], manifest: Manifest): string[] {
  const held = columnNames(manifest, "signals");
  return wanted.filter((column) => held.includes(column));
}

function tablesOf(manifest: Manifest): TableFact[] {
  return manifest.parts.flatMap((part) => part.signals ?? []);
}

function filesOf(folder: string, { parts, partNames }: Manifest): Map<string, string> {
  return new Map(
    parts.flatMap(({ signals }, i) => (signals ? [[partNames[i], `${folder}/${signals.file}`]] : [])),
  );
}
