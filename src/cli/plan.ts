import { planPipeline } from "../core/runner.ts";
import { realEffects } from "./effects.ts";
import { prepareRun, type RunFlags } from "./run.ts";

/** `sluice plan`: what would run and why, without running it. */
export async function plan(file: string, flags: RunFlags): Promise<void> {
  const { request, reference } = await prepareRun(file, flags);
  const effects = realEffects(1, reference, new AbortController().signal, () => {});
  try {
    const steps = await planPipeline(request, effects);
    if (flags.json) return void process.stdout.write(`${JSON.stringify(steps, null, 1)}\n`);
    for (const { name, kind, cached, why } of steps) {
      process.stdout.write(
        `${name.padEnd(22)} ${kind.padEnd(14)} ${(cached ? "cached" : "run").padEnd(7)} ${why}\n`,
      );
    }
    const pending = steps.filter(({ cached }) => !cached).length;
    process.stdout.write(pending === 0 ? "nothing to do\n" : `Next: sluice run ${file}\n`);
  } finally {
    await effects.close();
  }
}
