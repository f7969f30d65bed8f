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

/** Fetches the colourings that are needed; `acts` grows when people changed something, and then they are fetched again. */
export function useColourings(names: readonly string[], version: string, acts: number): Colourings {
  const [state, setState] = useState<Colourings>({ known: new Map(), error: undefined });
  const asked = useRef(new Map<string, string>());
  const wanted = names.join("\n");
  useEffect(() => {
    for (const by of names) {
      const key = `${version} ${acts}`;
      if (asked.current.get(by) === key) continue;
      asked.current.set(by, key);
      getBytes("/api/map/colours", { by, version }).then(
        (bytes) => {
          if (asked.current.get(by) !== key) return;
          const colouring = decodeColours<ColoursHeader>(bytes);
          setState(({ known }) => ({ known: new Map(known).set(by, colouring), error: undefined }));
        },
        (error: Error) => {
          if (asked.current.get(by) === key) asked.current.delete(by);
          setState(({ known }) => ({ known, error }));
        },
      );
    }
  }, [wanted, version, acts]);
  return state;
}
