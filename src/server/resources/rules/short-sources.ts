import type { SourceSize } from "../../../clean/rules/ledger/ledger.ts";
import { groupByFolder } from "../../../viz/report/folders.ts";

/** Short names of sources: the leading folders that part the tokens best, as the report has them. */
export function shortSources(sources: readonly SourceSize[]): string[] {
  const parts = groupByFolder(
    sources.map(({ source, documents, tokens }) => ({ name: source, documents, tokens })),
  );
  const names = new Set(parts.map(({ name }) => name));
  return sources.map(({ source }) => prefixIn(names, source) ?? source);
}

function prefixIn(names: ReadonlySet<string>, source: string): string | undefined {
  const folders = source.split("/");
  for (let depth = folders.length; depth > 0; depth--) {
    const name = folders.slice(0, depth).join("/");
    if (names.has(name)) return name;
  }
  return undefined;
}
