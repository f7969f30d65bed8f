import type { Dependencies } from "../../dependencies.ts";

/** Computes something from the tables and people's deeds once per state of both, and keeps the latest. */
export function latest<T>(
  { live, people }: Pick<Dependencies, "live" | "people">,
  compute: () => Promise<T>,
): () => Promise<T> {
  let known: { readonly state: string; readonly made: Promise<T> } | undefined;
  return async () => {
    const state = `${await live.version()} ${people.version()}`;
    if (known?.state !== state) {
      const made = compute();
      known = { state, made };
      made.catch(() => {
        if (known?.made === made) known = undefined;
      });
    }
    return known.made;
  };
}
