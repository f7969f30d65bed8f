import type { MapAnswer } from "../../src/server/resources/map/wire.ts";
import { get, getBytes } from "../shared/api.ts";
import { type Loaded, useData } from "../shared/use-data.ts";
import type { Points } from "./render/index.ts";

/** The map of a workspace with its points; without them where it has none. */
export interface LoadedMap {
  readonly map: MapAnswer;
  readonly points: Points | undefined;
}

/** Loads the map once, and again when told. */
export function useMap(): Loaded<LoadedMap> {
  return useData(async (signal) => {
    const map = await get<MapAnswer>("/api/map", {}, signal);
    if (map.count === 0) return { map, points: undefined };
    const bytes = await getBytes("/api/map/points", { version: map.version }, signal);
    return { map, points: readPoints(bytes, map) };
  }, []);
}

/** Numbers on the wire are little-endian, as they are on every machine that runs a browser today. */
function readPoints(bytes: ArrayBuffer, { count, extent }: MapAnswer): Points {
  return { x: new Float32Array(bytes, 0, count), y: new Float32Array(bytes, 4 * count, count), extent };
}
