import { type SearchIndexes, searchIndexes } from "../../../io/search/search-indexes.ts";
import type { Dependencies } from "../../dependencies.ts";
import { HttpError, notFound } from "../../http/errors.ts";
import { type Colouring, readColourings } from "./colourings.ts";
import { type Colours, readColours, sizeOf } from "./colours.ts";
import { Kept } from "./kept.ts";
import { type PointMap, readPointMap } from "./point-map.ts";
import { stale } from "./stale.ts";

/** Colourings are kept in memory up to so many bytes. */
const colourBytes = 256e6;
const selectionBytes = 64e6;

/** The map of a workspace as its pages see it: points, colours, selections and the search index, kept while they hold. */
export interface Explorer {
  readonly dependencies: Dependencies;
  readonly search: SearchIndexes;
  readonly selections: Kept<Uint32Array<ArrayBuffer>>;
  /** The map on show; throws when there is none. */
  current(): Promise<Shown>;
  /** The map of a version that a page knows; 409 when it is not the one on show any more. */
  at(version: string): Promise<Shown>;
  /** The map on show, of no points where a workspace has none. */
  any(): Promise<Shown>;
  colourings(shown: Shown): Promise<readonly Colouring[]>;
  /** A colouring by its name; 404 where there is none. */
  colours(shown: Shown, by: string): Promise<Colours>;
}

/** A map and the version it belongs to. */
export interface Shown {
  readonly version: string;
  readonly map: PointMap;
}

const explorers = new WeakMap<object, Explorer>();

/** The explorer of an app: its resources share one. */
export function explorerOf(dependencies: Dependencies): Explorer {
  const known = explorers.get(dependencies.live);
  if (known !== undefined) return known;
  const made = makeExplorer(dependencies);
  explorers.set(dependencies.live, made);
  return made;
}

function makeExplorer(dependencies: Dependencies): Explorer {
  const { live, people } = dependencies;
  const kept = new Kept<Colours>(colourBytes, sizeOf);
  const lists = new Kept<readonly Colouring[]>(4, () => 1);
  const any = async (): Promise<Shown> => {
    const version = await live.version();
    const map = await live.once("map", readPointMap);
    // A run finished a stage in between: the map may be of either version.
    return (await live.version()) === version ? { version, map } : any();
  };
  const current = async () => {
    const shown = await any();
    if (shown.map.count > 0) return shown;
    throw new HttpError(
      404,
      "no_map",
      "This workspace has no map. Add to the pipeline: vectors: embed(), map: project(), then run it again.",
    );
  };
  const colourings = ({ version }: Shown) =>
    lists.get(`${version} ${people.version()}`, () => readColourings(live.rows));
  return {
    dependencies,
    search: searchIndexes(live.workspace),
    selections: new Kept(selectionBytes, ({ byteLength }) => byteLength + 1_000),
    any,
    current,
    async at(version) {
      const shown = await current();
      if (shown.version !== version) throw stale();
      return shown;
    },
    colourings,
    async colours(shown, by) {
      const colouring = (await colourings(shown)).find(({ name }) => name === by);
      if (colouring === undefined)
        throw notFound(`There is no colouring ${JSON.stringify(by.slice(0, 100))}.`);
      const deeds = colouring.isLive ? people.version() : 0;
      return kept.get(`${shown.version} ${deeds} ${by}`, () => readColours(live.rows, shown.map, colouring));
    },
  };
}
