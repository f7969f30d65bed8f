import { byFrequency, type Categories, type Legend, legendOf } from "../../../viz/explore/categories.ts";
import { type Scale, scaleOf } from "../../../viz/explore/scale.ts";
import { groupByFolder } from "../../../viz/report/folders.ts";
import type { Ask, Colouring } from "./colourings.ts";
import type { PointMap } from "./point-map.ts";
import { stale } from "./stale.ts";

/** A category or a number for every point of the map. */
export type Colours = CategoryColours | NumberColours;

export interface CategoryColours {
  readonly kind: "category";
  readonly categories: Categories;
  readonly legend: Legend;
  /** Of the colouring by cluster: the cluster behind each category. */
  readonly clusters?: readonly number[];
}

export interface NumberColours {
  readonly kind: "number";
  /** NaN where there is none. */
  readonly values: Float32Array;
  readonly scale: Scale;
  readonly unit: string;
}

/** Points that come in one row of a query. */
const pointsPerRow = 50_000;
/** Categories beyond these have no name of their own. */
const mostNames = 100_000;

/** Asks for a colouring of the points. */
export async function readColours(ask: Ask, map: PointMap, colouring: Colouring): Promise<Colours> {
  if (colouring.sql === undefined) return clusterColours(map);
  return colouring.kind === "number"
    ? readNumbers(ask, map, colouring, colouring.sql)
    : readCategories(ask, map, colouring, colouring.sql);
}

/** Bytes that a colouring holds. */
export function sizeOf(colours: Colours): number {
  if (colours.kind === "number") return colours.values.byteLength;
  const { names, codes } = colours.categories;
  return 5 * codes.length + names.reduce((sum, name) => sum + 2 * name.length + 16, 0);
}

/** The points with their values, in the order of the points. */
function valued(sql: string): string {
  return `points AS (SELECT id, row_number() OVER (ORDER BY id) - 1 AS place FROM map),
    valued AS (SELECT place, value FROM points LEFT JOIN (${sql}) AS colouring USING (id))`;
}

async function readNumbers(
  ask: Ask,
  map: PointMap,
  { unit }: Colouring,
  sql: string,
): Promise<NumberColours> {
  const rows = await ask(`WITH ${valued(sql)}
    SELECT list(coalesce(value::DOUBLE, 'nan') ORDER BY place) AS part FROM valued
    GROUP BY place // ${pointsPerRow} ORDER BY place // ${pointsPerRow}`);
  const values = new Float32Array(map.count);
  fill(
    values,
    rows.map(({ part }) => part as number[]),
  );
  return { kind: "number", values, scale: scaleOf(values), unit };
}

async function readCategories(
  ask: Ask,
  map: PointMap,
  { name }: Colouring,
  sql: string,
): Promise<CategoryColours> {
  const rows = await ask(`WITH ${valued(sql)},
    counts AS (SELECT value::VARCHAR AS name, count(*) AS points FROM valued WHERE value IS NOT NULL GROUP BY name),
    names AS (SELECT name, row_number() OVER (ORDER BY points DESC, name) - 1 AS code FROM counts)
    SELECT list(CASE WHEN code IS NULL THEN -1 WHEN code < ${mostNames} THEN code ELSE ${mostNames} END::INTEGER ORDER BY place)
        AS part,
      CASE WHEN min(place) = 0 THEN (SELECT list(name ORDER BY code) FROM names WHERE code < ${mostNames}) END AS names
    FROM valued LEFT JOIN names ON name = value::VARCHAR
    GROUP BY place // ${pointsPerRow} ORDER BY place // ${pointsPerRow}`);
  const codes = new Int32Array(map.count);
  fill(
    codes,
    rows.map(({ part }) => part as number[]),
  );
  const names = (rows[0]?.names ?? []) as string[];
  return coded(name === "source" ? byFolder(names, codes) : { names, codes });
}

function coded(categories: Categories): CategoryColours {
  return { kind: "category", categories, legend: legendOf(categories) };
}

/** Joins parts; another length than expected is another map. */
function fill(into: Float32Array | Int32Array, parts: readonly (readonly number[])[]): void {
  if (parts.reduce((sum, part) => sum + part.length, 0) !== into.length) throw stale();
  let at = 0;
  for (const part of parts) {
    into.set(part, at);
    at += part.length;
  }
}

/** Sources by the folders that part them best: a legend of ten files out of thousands would tell nothing. */
function byFolder(names: readonly string[], codes: Int32Array): Categories {
  const counts = new Float64Array(names.length);
  for (const code of codes) if (code >= 0 && code < names.length) counts[code]++;
  const groups = groupByFolder(
    names.map((name, i) => ({ name, tokens: counts[i], documents: counts[i] })),
  ).map(({ name }) => name);
  const known = new Map(groups.map((group, i) => [group, i]));
  const groupOf = Int32Array.from(names, (name) => nearestFolder(name, known));
  return byFrequency(
    groups,
    codes.map((code) => groupOf[code] ?? -1),
  );
}

function nearestFolder(name: string, groups: ReadonlyMap<string, number>): number {
  for (let path = name; path !== ""; path = path.slice(0, Math.max(0, path.lastIndexOf("/")))) {
    const group = groups.get(path);
    if (group !== undefined) return group;
  }
  return groups.get("") ?? -1;
}

/** Clusters by name; two of the same name are told apart by their number. */
function clusterColours({ clusters, named }: PointMap): CategoryColours {
  const order = named.toSorted((a, b) => b.size - a.size);
  const codes = new Map(order.map(({ cluster }, i) => [cluster, i]));
  const seen = new Set<string>();
  const names = order.map(({ name, cluster }) => {
    const own = seen.has(name) ? `${name} (${cluster})` : name;
    seen.add(own);
    return own;
  });
  const categories = { names, codes: clusters.map((cluster) => codes.get(cluster) ?? -1) };
  return { ...coded(categories), clusters: order.map(({ cluster }) => cluster) };
}
