import { setTimeout as sleep } from "node:timers/promises";
import type { IndexIds } from "../../../io/search/index-file.ts";
import type { Answers, Question, QuestionOf } from "../../../io/search/index-thread.ts";
import { parseQuery } from "../../../io/search/query.ts";
import type { SearchIndex } from "../../../io/search/search-index.ts";
import { HttpError } from "../../http/errors.ts";
import type { Explorer, Shown } from "../map/explorer.ts";
import { placeOfBytes } from "../map/packed-ids.ts";
import type { PointMap } from "../map/point-map.ts";

/** A small corpus is indexed before anybody has to be told to wait. */
const patienceMs = 2_000;

/** Places on the map by row of an index, for the map and the index that were used last. */
const rowPlaces = new WeakMap<PointMap, { readonly key: string; readonly places: Promise<Int32Array> }>();

/** Places on the map of the documents that a search finds; 409 while the index is not there. */
export async function placesOfSearch(explorer: Explorer, { map }: Shown, typed: string): Promise<number[]> {
  const { match } = parseQuery(typed);
  if (match === undefined) return [];
  const index = await readyIndex(explorer);
  const [rows, places] = await Promise.all([
    askIndex(index, { kind: "matches", match }),
    placesByRow(index, map),
  ]);
  const found: number[] = [];
  for (const row of rows) if (places[row - 1] >= 0) found.push(places[row - 1]);
  return found;
}

/** The index of the texts on show, given a moment to be made. */
export async function currentIndex(
  { dependencies, search }: Explorer,
  patience: number,
): Promise<SearchIndex> {
  const index = await search.of(await dependencies.live.run());
  if (index.state.status === "building") await Promise.race([index.settled(), sleep(patience)]);
  return index;
}

/** Asks an index; what goes wrong there is told to whoever searches. */
export async function askIndex<K extends Question["kind"]>(
  index: SearchIndex,
  question: QuestionOf<K>,
): Promise<Answers[K]> {
  try {
    return await index.ask(question);
  } catch (error) {
    throw new HttpError(503, "search_failed", `The search failed: ${(error as Error).message}.`, {
      cause: error,
    });
  }
}

async function readyIndex(explorer: Explorer): Promise<SearchIndex> {
  const index = await currentIndex(explorer, patienceMs);
  const { state } = index;
  if (state.status === "ready") return index;
  if (state.status === "failed")
    throw new HttpError(409, "no_index", `There is no search index: ${state.problem}.`);
  const percent = Math.floor(100 * state.progress);
  throw new HttpError(
    409,
    "index_building",
    `The search index is being made (${percent} %). Try again soon.`,
  );
}

function placesByRow(index: SearchIndex, map: PointMap): Promise<Int32Array> {
  const known = rowPlaces.get(map);
  if (known?.key === index.key) return known.places;
  const places = askIndex(index, { kind: "ids" }).then((ids) => placesOfIds(ids, map));
  rowPlaces.set(map, { key: index.key, places });
  places.catch(() => rowPlaces.delete(map));
  return places;
}

function placesOfIds({ bytes, offsets }: IndexIds, map: PointMap): Int32Array {
  return Int32Array.from({ length: offsets.length - 1 }, (_, row) =>
    placeOfBytes(map.ids, bytes, offsets[row], offsets[row + 1]),
  );
}
