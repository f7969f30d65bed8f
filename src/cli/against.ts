import { UserError } from "../core/errors.ts";

/** Evaluation sets by name, from `NAME=FILE` or `FILE` (then named as the file without its endings). */
export function againstOf(words: readonly string[] | undefined): Record<string, string> {
  const sets: Record<string, string> = {};
  for (const word of words ?? []) {
    const [, given, path] = /^(?:([\w.-]+)=)?(.+)$/s.exec(word) ?? [];
    const name = given ?? stem(path ?? word);
    if (Object.hasOwn(sets, name))
      throw new UserError(
        `--against names "${name}" twice. Give each set a name of its own: --against NAME=FILE`,
      );
    sets[name] = path ?? word;
  }
  return sets;
}

function stem(path: string): string {
  const name = path.slice(path.lastIndexOf("/") + 1).replace(/\..*$/s, "");
  return name.replaceAll(/[^\w-]+/g, "_").replace(/^[^\w]+/, "") || "benchmark";
}
