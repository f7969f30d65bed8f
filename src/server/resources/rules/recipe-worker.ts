import { parentPort, workerData } from "node:worker_threads";
import { canonical, sha256 } from "../../../core/json.ts";
import { loadPipeline } from "../../../io/load.ts";

/** A step of a pipeline as the thread that ran the file tells it. */
export interface ToldStep {
  readonly name: string;
  readonly entry: string;
  readonly kind: string;
  /** Rules of a stage of rules. */
  readonly rules: readonly { readonly name: string; readonly when: string; readonly why?: string }[];
  /** Hash of all its options. */
  readonly options: string;
}

/** What the thread answers. */
export type Told = { readonly steps: readonly ToldStep[] } | { readonly problem: string };

async function tell(): Promise<Told> {
  try {
    const { steps } = await loadPipeline({ file: String(workerData) });
    return {
      steps: steps.map(({ name, entry, stage }) => ({
        name,
        entry,
        kind: stage.kind,
        rules: stage.kind === "rules" ? (stage.options as { rules: ToldStep["rules"] }).rules : [],
        options: sha256(canonical(stage.options)),
      })),
    };
  } catch (error) {
    return { problem: (error as Error).message };
  }
}

parentPort?.postMessage(await tell());
