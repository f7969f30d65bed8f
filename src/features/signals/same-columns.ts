import { canonical } from "../../core/json.ts";
import type { Family } from "./family.ts";

interface Options {
  readonly families?: readonly { readonly name: string }[];
  readonly unicode?: string;
}

/**
 * Columns of the families that a stage with the `earlier` options (as they stand in a manifest) measured in the very same
 * way: same name, version, settings and Unicode, and the same for the families whose columns they read.
 */
export function sameColumns(chosen: readonly Family[], options: Options, earlier: unknown): string[] {
  const before = (earlier ?? {}) as Options;
  if (before.unicode !== options.unicode || !Array.isArray(before.families)) return [];
  const held = new Set(before.families.map(canonical));
  const same: Family[] = [];
  const changed = new Set<string>();
  for (const [i, family] of chosen.entries()) {
    const isSame =
      held.has(canonical(options.families?.[i])) && !(family.inputs ?? []).some((name) => changed.has(name));
    if (isSame) same.push(family);
    else for (const name of Object.keys(family.columns)) changed.add(name);
  }
  return [...new Set(same.flatMap(({ columns }) => Object.keys(columns)))];
}
