import { chmod, stat } from "node:fs/promises";
import type { Changes } from "../../../clean/rules/ledger/draft.ts";
import { editRecipe, offPredicate, pasteOf } from "../../../clean/rules/recipe/edit-recipe.ts";
import { diffLines, type Hunk } from "../../../clean/rules/recipe/line-diff.ts";
import { UserError } from "../../../core/errors.ts";
import { using, writeWhole } from "../../../core/files.ts";
import { sha256 } from "../../../core/json.ts";
import type { Workspace } from "../../../core/workspace.ts";
import { besideIt, RecipeChangedError, type RecipeFile } from "./recipe-file.ts";
import type { ToldStep } from "./recipe-worker.ts";
import { runRecipe } from "./run-recipe.ts";

/** Other rules for an entry of a pipeline. */
export interface RecipeChange {
  readonly entry: string;
  readonly changes: Changes;
}

/** A changed recipe that is not written yet. */
export interface Preview {
  readonly hunks: readonly Hunk[];
  /** Why it cannot be changed, and what to paste instead. */
  readonly refusal: { readonly reason: string; readonly paste: string } | null;
}

/** A recipe that was written. */
export interface Saved {
  readonly source: string;
  readonly hash: string;
  readonly hunks: readonly Hunk[];
}

/** The difference that changes would make to the source, without running it. */
export function previewRecipe({ source }: RecipeFile, { entry, changes }: RecipeChange): Preview {
  const edited = editRecipe(source, entry, changes);
  if ("refusal" in edited) return { hunks: [], refusal: { reason: edited.refusal, paste: edited.paste } };
  return { hunks: diffLines(source, edited.source, 1), refusal: null };
}

/**
 * Writes changes into the pipeline file: the changed copy is run under a name beside it, and only when its rules are the wanted ones and
 * nothing else differs does it take the place of the file.
 */
export async function saveRecipe(
  recipe: RecipeFile,
  change: RecipeChange,
  workspace: Workspace,
): Promise<Saved> {
  const source = await verified(recipe, change, workspace);
  await replaceRecipe(recipe, source, workspace);
  return { source, hash: sha256(source), hunks: diffLines(recipe.source, source, 1) };
}

/** Writes a source in the place of the one that was read; another one that came meanwhile is not written over. */
export async function replaceRecipe(recipe: RecipeFile, source: string, { files }: Workspace): Promise<void> {
  const { mode } = await stat(recipe.path);
  if (sha256(await files.read(recipe.path)) !== recipe.hash) throw new RecipeChangedError(recipe.file);
  await writeWhole(files, recipe.path, source);
  await chmod(recipe.path, mode);
}

/** The changed source, found right by running it; rules that something later overrules are then written behind that. */
async function verified(
  recipe: RecipeFile,
  { entry, changes }: RecipeChange,
  workspace: Workspace,
): Promise<string> {
  const before = await runRecipe(recipe.path);
  let overruled: ReadonlySet<string> = new Set();
  for (let attempt = 0; attempt < 2; attempt++) {
    const edited = editRecipe(recipe.source, entry, changes, overruled);
    if ("refusal" in edited) throw refused(recipe, edited.refusal, changes);
    const after = await runBeside(recipe, edited.source, workspace);
    const wrong = wrongRules(before, after, entry, changes);
    if (wrong.length === 0) return edited.source;
    overruled = new Set(wrong.filter((name) => name in changes));
  }
  throw refused(recipe, "gives other rules than wanted when it is run", changes);
}

function refused({ file }: RecipeFile, reason: string, changes: Changes): UserError {
  return new UserError(`recipe ${file}: ${reason}. Put it in by hand: ${pasteOf(changes)}`);
}

async function runBeside(
  { path }: RecipeFile,
  source: string,
  { files }: Workspace,
): Promise<readonly ToldStep[]> {
  const beside = besideIt(path, `sluice-${process.pid}-${sha256(source).slice(0, 8)}`);
  await files.remove(beside);
  try {
    await using(await files.create(beside), (handle) => handle.write(new TextEncoder().encode(source)));
    return await runRecipe(beside);
  } finally {
    await files.remove(beside);
  }
}

/** Rules that are not as wanted after the change; `*` when another stage differs. */
function wrongRules(
  before: readonly ToldStep[],
  after: readonly ToldStep[],
  entry: string,
  changes: Changes,
): string[] {
  const isOwn = (step: ToldStep) => step.entry === entry && step.kind === "rules";
  const others = (steps: readonly ToldStep[]) =>
    JSON.stringify(
      steps.filter((step) => !isOwn(step)).map(({ name, kind, options }) => [name, kind, options]),
    );
  const wanted = rulesIn(before.filter(isOwn));
  for (const [name, when] of Object.entries(changes))
    if (when === null) wanted.delete(name);
    else wanted.set(name, { when, why: wanted.get(name)?.why });
  const found = rulesIn(after.filter(isOwn));
  const names = [...new Set([...wanted.keys(), ...found.keys()])];
  const wrong = names.filter((name) => {
    const [want, have] = [wanted.get(name), found.get(name)];
    if (want === undefined) return have?.when !== offPredicate;
    return have?.when !== want.when || have.why !== want.why;
  });
  return others(before) === others(after) ? wrong : [...wrong, "*"];
}

function rulesIn(steps: readonly ToldStep[]): Map<string, { when: string; why: string | undefined }> {
  return new Map(steps.flatMap(({ rules }) => rules.map(({ name, when, why }) => [name, { when, why }])));
}
