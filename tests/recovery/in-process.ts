import type { Files } from "../../src/core/files.ts";
import { runPass } from "../../src/core/pass-task.ts";
import { type Pipeline, sourceOf } from "../../src/core/pipeline.ts";
import type { Pool } from "../../src/core/run.ts";
import { runPipeline } from "../../src/core/runner.ts";
import { readUnit } from "../../src/core/source-task.ts";
import { openWorkspace, type RunRecord } from "../../src/core/workspace.ts";
import { openDatabase } from "../../src/io/duckdb.ts";
import { files as realFiles } from "../../src/io/files.ts";
import { tables } from "../../src/io/parquet/tables.ts";

/** A whole run in this process, through the given files: the real runner, engine and tables, but no threads and no lock. */
export async function runHere(
  pipeline: Pipeline,
  folder: string,
  files: Files = realFiles,
): Promise<RunRecord> {
  const workspace = await openWorkspace(files, folder);
  const options = { workers: 1, verify: "size", allow: [], memoryBytes: 2e8 } as const;
  return runPipeline(
    { pipeline, file: "here.ts", workspace, options },
    {
      files,
      tables,
      openDatabase,
      pool: poolHere(pipeline, files),
      clock: () => performance.now(),
      residentBytes: () => 0,
      interrupted: new AbortController().signal,
      report: () => {},
    },
  );
}

function poolHere(pipeline: Pipeline, files: Files): Pool {
  const stages = new Map(pipeline.steps.map((step) => [step.name, step]));
  const tools = { files, tables };
  const kernels = new Map();
  return {
    readUnit: async (task, onPart) => void (await readUnit(sourceOf(pipeline).stage, task, tools, onPart)),
    runPass: (task) => runPass(task, stages, kernels, tools),
  };
}
