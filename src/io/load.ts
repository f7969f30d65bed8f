import { existsSync } from "node:fs";
import { resolve } from "node:path";
import { pathToFileURL } from "node:url";
import { UserError } from "../core/errors.ts";
import { type Pipeline, sourceOf, withSource } from "../core/pipeline.ts";
import { withInput } from "./ingest.ts";

/** How a thread, a process or a cluster task finds a pipeline: by file, never by closure. */
export interface PipelineReference {
  /** Path or file URL of a module whose default export is a pipeline, or a function that gives one. */
  readonly file: string;
  /** Arguments of that function. */
  readonly arguments?: unknown;
  /** Globs in place of those that the pipeline names: `--input`. */
  readonly input?: readonly string[];
}

/** Imports a pipeline. */
export async function loadPipeline({
  file,
  arguments: options,
  input,
}: PipelineReference): Promise<Pipeline> {
  const url = file.startsWith("file:") ? file : pathToFileURL(resolve(file)).href;
  if (!existsSync(new URL(url))) throw new UserError(`pipeline ${file}: there is no such file`);
  const { default: exported } = (await import(url)) as { default: unknown };
  const pipeline = typeof exported === "function" ? await exported(options) : exported;
  if (!isPipeline(pipeline)) {
    throw new UserError(
      `pipeline ${file}: its default export must be what pipeline({ name, stages }) returns`,
    );
  }
  return input && input.length > 0
    ? withSource(pipeline, withInput(sourceOf(pipeline).stage, input))
    : pipeline;
}

function isPipeline(value: unknown): value is Pipeline {
  return typeof value === "object" && value !== null && Array.isArray((value as Pipeline).steps);
}
