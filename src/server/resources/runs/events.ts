import { setTimeout as wait } from "node:timers/promises";
import { readProgress } from "../../../io/run-progress.ts";
import type { Dependencies } from "../../dependencies.ts";
import type { EventsReply } from "../../http/route.ts";
import type { Progress } from "./wire.ts";

/** How often the workspace is looked at. */
const everyMs = 250;

/** The progress of a run that another process is doing. */
export function progressOf(folder: string): Progress | null {
  const found = readProgress(folder);
  if (found === undefined) return null;
  const { pid: _, host: __, finished, ...progress } = found;
  return { ...progress, finished: [...finished] };
}

/**
 * What happens in a workspace, as it happens: `progress` (null when a run is over), `version` when results changed, `people` when
 * somebody did something. The present state comes first.
 */
export async function* workspaceEvents(
  { live, people }: Pick<Dependencies, "live" | "people">,
  signal: AbortSignal,
): EventsReply["events"] {
  const told = new Map<string, string>();
  const look: Record<string, () => unknown> = {
    progress: () => progressOf(live.workspace.folder),
    version: () => live.version(),
    people: () => people.version(),
  };
  while (!signal.aborted) {
    for (const [event, ask] of Object.entries(look)) {
      // What is being written just now is looked at again in a moment.
      const data = await Promise.resolve()
        .then(ask)
        .catch(() => undefined);
      const state = JSON.stringify(data);
      if (data === undefined || told.get(event) === state) continue;
      told.set(event, state);
      yield { event, data };
    }
    await wait(everyMs, undefined, { signal }).catch(() => {});
  }
}
