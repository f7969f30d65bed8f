import { type Pipeline, pipeline } from "../core/pipeline.ts";
import type { IngestOptions } from "../io/read/options.ts";
import { namedInput } from "./named-input.ts";

/** Name of the pipeline of `sluice label FILE`, by which its workspaces are known again. */
export const labelPipelineName = "label";

/** What `sluice label FILE` reads, as plain data: threads rebuild the pipeline from it. */
export interface LabelRequest {
  readonly file: string;
  readonly reading: IngestOptions;
}

/** The pipeline of `sluice label FILE`: the documents, and nothing that decides about them. */
export default function labelPipeline({ file, reading }: LabelRequest): Pipeline {
  return pipeline({
    name: labelPipelineName,
    stages: { documents: namedInput([file], reading, { pages: false }) },
  });
}
