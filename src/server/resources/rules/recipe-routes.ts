import { randomUUID } from "node:crypto";
import { openDraft } from "../../../clean/rules/ledger/draft.ts";
import { stageNamed } from "../../../clean/rules/ledger/ledger.ts";
import { outcomeOf } from "../../../clean/rules/ledger/outcome.ts";
import { pasteOf } from "../../../clean/rules/recipe/edit-recipe.ts";
import { diffLines, type Hunk } from "../../../clean/rules/recipe/line-diff.ts";
import { UserError } from "../../../core/errors.ts";
import { sha256 } from "../../../core/json.ts";
import type { Dependencies } from "../../dependencies.ts";
import { HttpError } from "../../http/errors.ts";
import { type Route, route } from "../../http/route.ts";
import type { Bench, UseBench } from "./bench.ts";
import { nextCommand } from "./next-command.ts";
import { RecipeChangedError, type RecipeFile, recipeFile } from "./recipe-file.ts";
import { previewRecipe, replaceRecipe, saveRecipe } from "./save-recipe.ts";
import {
  type ChangesBody,
  type PreviewAnswer,
  previewAnswer,
  previewBody,
  type SaveAnswer,
  saveAnswer,
  saveBody,
} from "./wire.ts";

/** Saves that can be taken back; after a restart of the server none can. */
const mostUndos = 50;

interface Undo {
  readonly path: string;
  /** What the file held before. */
  readonly source: string;
  /** Of the file as that save left it. */
  readonly hash: string;
}

/** The recipe: the pipeline file of the run. Its name never comes from a request. */
export function recipeRoutes({ live }: Dependencies, use: UseBench): Route[] {
  const undos = new Map<string, Undo>();
  let tail: Promise<unknown> = Promise.resolve();
  /** One save at a time: each sees the file that the one before it left. */
  const inTurn = <T>(work: () => Promise<T>): Promise<T> => {
    const turn = tail.then(work);
    tail = turn.catch(() => {});
    return turn;
  };
  const read = async () => recipeFile((await live.run())?.file, live.workspace);

  const written = (recipe: RecipeFile, source: string, next: string): SaveAnswer => {
    const hash = sha256(source);
    const undo = randomUUID();
    undos.set(undo, { path: recipe.path, source: recipe.source, hash });
    for (const old of [...undos.keys()].slice(0, -mostUndos)) undos.delete(old);
    const { file } = recipe;
    return { file, hash, hunks: plain(diffLines(recipe.source, source, 1)), undo, next };
  };

  const save = async (stage: string, changes: ChangesBody, hash: string): Promise<SaveAnswer> => {
    const recipe = await read();
    const { entry, next } = await use((bench) => checkedChange(bench, stage, changes, recipe.file));
    if (recipe.hash !== hash) throw new RecipeChangedError(recipe.file);
    const { source } = await saveRecipe(recipe, { entry, changes }, live.workspace);
    return written(recipe, source, next);
  };

  const takeBack = async (id: string): Promise<SaveAnswer> => {
    const undo = undos.get(id);
    const recipe = await read();
    if (undo === undefined || undo.path !== recipe.path)
      throw new HttpError(404, "not_found", `recipe ${recipe.file}: this save is not known any more.`);
    if (undo.hash !== recipe.hash) throw new RecipeChangedError(recipe.file);
    await replaceRecipe(recipe, undo.source, live.workspace);
    undos.delete(id);
    return written(recipe, undo.source, nextCommand(recipe.file, { rules: new Map() }, 0));
  };

  return [
    route({
      method: "post",
      path: "/api/recipe/preview",
      summary: "The difference that changes of rules would make to the pipeline file",
      access: "owner",
      body: previewBody,
      answer: previewAnswer,
      handle: async ({ body: { stage, changes } }): Promise<PreviewAnswer> => {
        const entry = await use(async (bench) => entryOf(bench, stage));
        const file = (await live.run())?.file ?? "";
        try {
          const recipe = await read();
          const { hunks, refusal } = previewRecipe(recipe, { entry, changes });
          return { file, hash: recipe.hash, hunks: plain(hunks), refusal };
        } catch (error) {
          if (!(error instanceof UserError)) throw error;
          return { file, hash: null, hunks: [], refusal: { reason: error.message, paste: pasteOf(changes) } };
        }
      },
    }),
    route({
      method: "put",
      path: "/api/recipe",
      summary: "Write changes of rules into the pipeline file, or take such a save back",
      access: "owner",
      body: saveBody,
      answer: saveAnswer,
      handle: ({ body }) =>
        inTurn(() => ("undo" in body ? takeBack(body.undo) : save(body.stage, body.changes, body.hash))),
    }),
  ];
}

/** The entry of a stage whose changed predicates were checked, since nothing is written that a run would refuse; and what to run then. */
async function checkedChange(bench: Bench, stage: string, changes: ChangesBody, file: string) {
  if (Object.keys(changes).length === 0) throw new UserError("recipe: there is no change to save");
  const outcome = await outcomeOf(bench.ledger, await openDraft(bench.ledger, stage, changes));
  return { entry: entryOf(bench, stage), next: nextCommand(file, outcome, bench.ledger.documents) };
}

function entryOf(bench: Bench, stage: string): string {
  stageNamed(bench.ledger, stage);
  return bench.stages.find(({ name }) => name === stage)?.entry ?? stage;
}

function plain(hunks: readonly Hunk[]): SaveAnswer["hunks"] {
  return hunks.map((hunk) => hunk.map((line) => ({ ...line })));
}
