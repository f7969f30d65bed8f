import { cpSync, existsSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { millPlace, runMill } from "../../cli/corpus.ts";
import type { Place } from "../../cli/sluice.ts";
import { type Serving, servingFolder } from "../serving.ts";

const root = join(import.meta.dirname, "../../..");
const quickstart = join(root, "quickstart.sluice");

/** True where the quickstart was run: its workspace is copied, and left as it is. */
export const hasQuickstart = existsSync(quickstart);

/** A served workspace with a pipeline file of its own, which a test may change. */
export interface ServedRecipe extends Serving {
  readonly place: Place;
  /** Path of the pipeline file. */
  readonly recipe: string;
  readonly read: () => string;
  readonly write: (source: string) => void;
}

/** Serves a copy of the quickstart, its recipe a copy of the house's pipeline beside it. */
export async function servingQuickstart(place: Place): Promise<ServedRecipe> {
  cpSync(join(root, "pipelines/quickstart.ts"), join(place.folder, "quickstart.ts"));
  cpSync(quickstart, join(place.folder, "quickstart.sluice"), { recursive: true });
  return serve(place, "quickstart");
}

/** Serves the workspace of the twelve documents of the mill. */
export async function servingMill(): Promise<ServedRecipe> {
  const place = millPlace();
  await runMill(place);
  return serve(place, "mill");
}

/** The record of the run names the recipe where it lies in this place, as if it had been run from there. */
async function serve(place: Place, name: string): Promise<ServedRecipe> {
  const folder = join(place.folder, `${name}.sluice`);
  const recipe = join(place.folder, `${name}.ts`);
  const record = join(folder, "run.json");
  const run = JSON.parse(readFileSync(record, "utf8"));
  writeFileSync(record, JSON.stringify({ ...run, file: recipe }));
  return {
    ...(await servingFolder(folder)),
    place,
    recipe,
    read: () => readFileSync(recipe, "utf8"),
    write: (source) => writeFileSync(recipe, source),
  };
}
