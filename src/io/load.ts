import { existsSync } from "node:fs";
import { registerHooks } from "node:module";
import { resolve } from "node:path";
import { pathToFileURL } from "node:url";
import { UserError } from "../core/errors.ts";
import { type Pipeline, sourceOf, withRelease, withSource } from "../core/pipeline.ts";
import { withoutRules } from "../core/undo.ts";
import { withInput } from "./ingest.ts";

/** How a thread, a process or a cluster task finds a pipeline: by file, never by closure. */
export interface PipelineReference {
  /** Path or file URL of a module whose default export is a pipeline, or a function that gives one. */
  readonly file: string;
  /** Arguments of that function. */
  readonly arguments?: unknown;
  /** Globs in place of those that the pipeline names: `--input`. */
  readonly input?: readonly string[];
  /** Rules to turn off: `--undo`. */
  readonly undo?: readonly string[];
  /** Earlier releases in which copies are looked for too: `--against`. */
  readonly against?: readonly string[];
}

/** Imports a pipeline. */
export async function loadPipeline({
  file,
  arguments: options,
  input,
  undo = [],
  against = [],
}: PipelineReference): Promise<Pipeline> {
  const url = file.startsWith("file:") ? file : pathToFileURL(resolve(file)).href;
  if (!existsSync(new URL(url))) throw new UserError(`pipeline ${file}: there is no such file`);
  resolveOwnName();
  const pipeline = await evaluate(file, url, options);
  if (!isPipeline(pipeline)) {
    throw new UserError(
      `pipeline ${file}: its default export must be what pipeline({ name, stages }) returns`,
    );
  }
  const less = withoutRules(against.reduce(withRelease, pipeline), undo);
  return input && input.length > 0 ? withSource(less, withInput(sourceOf(less).stage, input)) : less;
}

/** What goes wrong while the person's file is loaded is told as theirs, with its first line and the place. */
async function evaluate(file: string, url: string, options: unknown): Promise<unknown> {
  try {
    const { default: exported } = (await import(url)) as { default: unknown };
    return typeof exported === "function" ? await exported(options) : exported;
  } catch (cause) {
    if (cause instanceof UserError) throw cause;
    const { message, stack = "" } = cause as Error;
    const place = /(?:file:\/\/)?(\/[^\s()]*:\d+)(?::\d+)?/.exec(stack)?.[1];
    throw new UserError(`pipeline ${file}: ${message.split("\n")[0]}${place ? ` (${place})` : ""}`, {
      cause,
    });
  }
}

let isRegistered = false;

/** Lets a pipeline that lies outside any package import from "sluice": this very Sluice answers. */
function resolveOwnName(): void {
  if (isRegistered) return;
  isRegistered = true;
  const ending = import.meta.url.endsWith(".ts") ? "ts" : "js";
  const own = new URL(`../index.${ending}`, import.meta.url).href;
  registerHooks({
    resolve: (specifier, context, next) =>
      specifier === "sluice" ? { url: own, shortCircuit: true } : next(specifier, context),
  });
}

function isPipeline(value: unknown): value is Pipeline {
  return typeof value === "object" && value !== null && Array.isArray((value as Pipeline).steps);
}
