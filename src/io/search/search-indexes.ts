import { resolve } from "node:path";
import type { RunRecord, Workspace } from "../../core/workspace.ts";
import { newTemporary } from "./build.ts";
import { SearchIndex } from "./search-index.ts";
import { textSources } from "./sources.ts";

/** After a failure it is tried again: a disk may have been cleared. */
const againAfterMs = 60_000;

/** The search index of a workspace as runs come and go: the one of the texts as they are now. */
export interface SearchIndexes {
  /** The index of a run's texts; begun when there is none yet. */
  of(run: RunRecord | undefined): Promise<SearchIndex>;
  close(): void;
}

/** Keeps one index open. */
export function searchIndexes(workspace: Workspace): SearchIndexes {
  let open: SearchIndex | undefined;
  let openedAt = 0;
  return {
    async of(run) {
      const folder = resolve(workspace.folder);
      const { key } = await textSources({ ...workspace, folder }, run);
      const waited = performance.now() - openedAt;
      const isSpent = open?.isLost || (open?.state.status === "failed" && waited > againAfterMs);
      if (open !== undefined && open.key === key && !isSpent) return open;
      open?.close();
      openedAt = performance.now();
      open = new SearchIndex({ folder, key, temporary: newTemporary(folder, key) });
      return open;
    },
    close() {
      open?.close();
      open = undefined;
    },
  };
}
