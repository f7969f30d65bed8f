import { useEffect, useRef, useState } from "preact/hooks";
import type { ColoursHeader } from "../../src/server/resources/map/wire.ts";
import { decodeColours } from "../../src/viz/explore/colour-bytes.ts";
import { getBytes } from "../shared/api.ts";
import type { Colouring } from "./selection.ts";

/** Colourings by name, as far as they have come, and what went wrong with the others. */
export interface Colourings {
  readonly known: ReadonlyMap<string, Colouring>;
  readonly error: Error | undefined;
}

const none: Colourings = { known: new Map(), error: undefined };

/**
 * Fetches the colourings that are needed. `acts` grows when people changed something: then they are fetched again, the old ones
 * staying meanwhile; those of another version are gone at once, as its points are others.
 */
export function useColourings(names: readonly string[], version: string, acts: number): Colourings {
  const [state, setState] = useState({ version, ...none });
  const asked = useRef(new Map<string, string>());
  const wanted = names.join("\n");
  useEffect(() => {
    for (const by of names) {
      const key = `${version} ${acts}`;
      if (asked.current.get(by) === key) continue;
      asked.current.set(by, key);
      const isCurrent = () => asked.current.get(by) === key;
      getBytes("/api/map/colours", { by, version }).then(
        (bytes) => {
          if (!isCurrent()) return;
          const colouring = decodeColours<ColoursHeader>(bytes);
          setState((old) => {
            const known = new Map(old.version === version ? old.known : []).set(by, colouring);
            return { version, known, error: undefined };
          });
        },
        (error: Error) => {
          if (!isCurrent()) return;
          asked.current.delete(by);
          setState((old) => ({ version, known: old.version === version ? old.known : none.known, error }));
        },
      );
    }
  }, [wanted, version, acts]);
  return state.version === version ? state : none;
}
