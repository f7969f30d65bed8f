import { sha256 } from "../../../core/json.ts";
import { keepCategories } from "../../../viz/explore/categories.ts";
import { keepInside, tangle } from "../../../viz/explore/polygon.ts";
import { HttpError } from "../../http/errors.ts";
import { placesOfSearch } from "../search/places.ts";
import type { Explorer, Shown } from "./explorer.ts";
import { placeOf } from "./packed-ids.ts";
import type { PointMap } from "./point-map.ts";
import type { Where } from "./wire.ts";

/** Comparisons of points with edges at most: a second or so. A lasso on a million points needs a tenth. */
const mostComparisons = 3e8;

/** Places of the points that all parts of a condition hold for, in order; kept, as a page asks for them again and again. */
export function select(explorer: Explorer, shown: Shown, where: Where): Promise<Uint32Array<ArrayBuffer>> {
  const deeds = explorer.dependencies.people.version();
  const name = sha256(JSON.stringify(where)); // a condition may list a hundred thousand ids
  return explorer.selections.get(`${shown.version} ${deeds} ${name}`, () => resolve(explorer, shown, where));
}

async function resolve(explorer: Explorer, shown: Shown, where: Where): Promise<Uint32Array<ArrayBuffer>> {
  const { map } = shown;
  const marks = new Uint8Array(map.count).fill(1);
  if (where.ids !== undefined) keepIds(map, where.ids, marks);
  if (where.clusters !== undefined) keepClusters(map, where.clusters, marks);
  if (where.polygon !== undefined) keepPolygon(map, where.polygon, marks);
  for (const { by, values } of where.categories ?? []) {
    const colours = await explorer.colours(shown, by);
    if (colours.kind !== "category") throw wrongKind(by, "a number: choose it by range");
    keepCategories(colours.categories, colours.legend, values, marks);
  }
  for (const { by, low, high } of where.range ?? []) {
    const colours = await explorer.colours(shown, by);
    if (colours.kind !== "number") throw wrongKind(by, "a category: choose it by its values");
    keepRange(colours.values, low ?? -Infinity, high ?? Infinity, marks);
  }
  if (where.search !== undefined) keepPlaces(await placesOfSearch(explorer, shown, where.search), marks);
  return placesOf(marks);
}

function wrongKind(by: string, what: string): HttpError {
  return new HttpError(400, "bad_request", `where: ${JSON.stringify(by)} is ${what}`);
}

function keepIds(map: PointMap, ids: readonly string[], marks: Uint8Array): void {
  const places = ids.map((id) => placeOf(map.ids, id)).filter((place) => place >= 0);
  keepPlaces(places, marks);
}

function keepClusters({ clusters }: PointMap, wanted: readonly number[], marks: Uint8Array): void {
  const set = new Set(wanted);
  for (let i = 0; i < marks.length; i++) if (!set.has(clusters[i])) marks[i] = 0;
}

function keepPolygon(
  { x, y, count }: PointMap,
  polygon: NonNullable<Where["polygon"]>,
  marks: Uint8Array,
): void {
  if (tangle(polygon) * count > mostComparisons)
    throw new HttpError(400, "too_tangled", "The lasso crosses itself too often. Draw a simpler one.");
  keepInside(polygon, x, y, marks);
}

/** Bounds are of single precision, as the values are: what a page shows as the largest is within. */
function keepRange(values: Float32Array, low: number, high: number, marks: Uint8Array): void {
  const [least, most] = [Math.fround(low), Math.fround(high)];
  for (let i = 0; i < marks.length; i++) if (!(values[i] >= least && values[i] <= most)) marks[i] = 0;
}

function keepPlaces(places: ArrayLike<number>, marks: Uint8Array): void {
  const found = new Uint8Array(marks.length);
  for (let i = 0; i < places.length; i++) found[places[i]] = 1;
  for (let i = 0; i < marks.length; i++) marks[i] &= found[i];
}

function placesOf(marks: Uint8Array): Uint32Array<ArrayBuffer> {
  let count = 0;
  for (const mark of marks) count += mark;
  const places = new Uint32Array(count);
  let at = 0;
  for (let i = 0; i < marks.length; i++) if (marks[i] === 1) places[at++] = i;
  return places;
}
