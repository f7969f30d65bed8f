import type { TokenPart } from "./facts.ts";

/** Groups that a chart of sources shows at most. */
const MOST = 12;
/** A folder with more than this share of all tokens is opened … */
const LARGE = 0.2;
/** … when the members that can be shown hold at least this much of it: otherwise "other" would swallow it. */
const TELLING = 0.4;

interface Group {
  readonly path: string;
  readonly depth: number;
  readonly tokens: number;
  readonly documents: number;
  readonly files: readonly TokenPart[];
}

/** Sources by the leading folders that part the tokens best: large folders are opened, small ones stay whole. Largest first. */
export function groupByFolder(files: readonly TokenPart[], most = MOST): TokenPart[] {
  const all = files.reduce((sum, { tokens }) => sum + tokens, 0);
  const closed: Group[] = [];
  const open = members({ path: "", depth: 0, tokens: all, documents: 0, files });
  while (open.length > 0) {
    const group = open.pop()!;
    if (group.tokens > LARGE * all && isTelling(group, most)) open.push(...members(group));
    else closed.push(group);
  }
  return closed
    .map(({ path, tokens, documents }) => ({ name: path, tokens, documents }))
    .sort((a, b) => b.tokens - a.tokens || (a.name < b.name ? -1 : 1));
}

function isTelling(group: Group, most: number): boolean {
  const within = members(group);
  if (within.length === 1 && within[0].depth === group.depth) return false;
  const largest = within.map(({ tokens }) => tokens).sort((a, b) => b - a);
  return largest.slice(0, most - 1).reduce((sum, tokens) => sum + tokens, 0) >= TELLING * group.tokens;
}

/** What lies directly in a folder; a file lies in itself and is not parted further. */
function members({ depth, files }: Group): Group[] {
  const groups = Map.groupBy(files, ({ name }) =>
    name
      .split("/")
      .slice(0, depth + 1)
      .join("/"),
  );
  return [...groups].map(([path, own]) => ({
    path,
    depth: Math.min(depth + 1, Math.max(...own.map(({ name }) => name.split("/").length))),
    tokens: own.reduce((sum, { tokens }) => sum + tokens, 0),
    documents: own.reduce((sum, { documents }) => sum + documents, 0),
    files: own,
  }));
}
