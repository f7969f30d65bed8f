import type { Database } from "../../../core/database.ts";
import { IdPacker, type PackedIds } from "./packed-ids.ts";

/**
 * The points of the map in memory, 25 to 40 bytes each. A point is known by its place: documents stand in the order of
 * their ids, which are hashes, so that no source covers the others when they are drawn in this order.
 */
export interface PointMap {
  readonly ids: PackedIds;
  readonly count: number;
  readonly x: Float32Array;
  readonly y: Float32Array;
  /** Undefined on a flat map. */
  readonly z: Float32Array | undefined;
  /** -1 is noise or no cluster. */
  readonly clusters: Int32Array;
  /** Named clusters, largest first. */
  readonly named: readonly NamedCluster[];
  readonly quality: Readonly<Record<string, number>>;
}

/** A cluster with its name and its middle. */
export interface NamedCluster {
  readonly cluster: number;
  readonly name: string;
  readonly terms: readonly string[];
  readonly size: number;
  readonly x: number;
  readonly y: number;
  readonly z?: number;
}

/** Points that come in one row of the query: few large rows are read far faster than many small ones. */
const pointsPerRow = 50_000;

/** The points in order, packed. */
const pointsQuery = `
  SELECT encode(string_agg(id, '' ORDER BY place)) AS ids, list(strlen(id)::INTEGER ORDER BY place) AS lengths,
    list(coalesce(x, 'nan') ORDER BY place) AS x, list(coalesce(y, 'nan') ORDER BY place) AS y,
    CASE WHEN count(z) > 0 THEN list(coalesce(z, 'nan') ORDER BY place) END AS z,
    list(coalesce(cluster, -1)::INTEGER ORDER BY place) AS clusters
  FROM (SELECT *, row_number() OVER (ORDER BY id) - 1 AS place FROM map)
  GROUP BY place // ${pointsPerRow} ORDER BY place // ${pointsPerRow}`;

/** Loads the map of a workspace; of no points when it has none. */
export async function readPointMap(database: Database): Promise<PointMap> {
  const [{ points }] = await database.rows("SELECT count(*) AS points FROM map");
  const count = Number(points);
  const map = {
    x: new Float32Array(count),
    y: new Float32Array(count),
    z: new Float32Array(count).fill(Number.NaN),
    clusters: new Int32Array(count),
  };
  const packer = new IdPacker();
  let isDeep = false;
  let from = 0;
  for (const row of await database.rows(pointsQuery)) {
    packer.append(row.ids as Uint8Array, row.lengths as number[]);
    map.x.set(row.x as number[], from);
    map.y.set(row.y as number[], from);
    map.clusters.set(row.clusters as number[], from);
    if (row.z !== null) {
      isDeep = true;
      map.z.set(row.z as number[], from);
    }
    from += (row.x as number[]).length;
  }
  const points3 = { ...map, z: isDeep ? map.z : undefined };
  const named = await readClusters(database, points3);
  return { ids: packer.finish(), count, ...points3, named, quality: await readQuality(database) };
}

async function readClusters(
  database: Database,
  { x, y, z, clusters }: Pick<PointMap, "x" | "y" | "z" | "clusters">,
): Promise<NamedCluster[]> {
  const rows = await database.rows(
    "SELECT cluster, name, terms, size FROM clusters ORDER BY size DESC, cluster",
  );
  const members = membersOf(clusters, new Set(rows.map((row) => Number(row.cluster))));
  return rows.map((row) => {
    const own = members.get(Number(row.cluster)) ?? [];
    return {
      cluster: Number(row.cluster),
      name: String(row.name ?? `cluster ${Number(row.cluster) + 1}`),
      terms: (row.terms ?? []) as string[],
      size: Number(row.size),
      x: median(x, own),
      y: median(y, own),
      ...(z && { z: median(z, own) }),
    };
  });
}

function membersOf(clusters: Int32Array, known: ReadonlySet<number>): Map<number, number[]> {
  const members = new Map([...known].map((cluster) => [cluster, [] as number[]]));
  for (let i = 0; i < clusters.length; i++) members.get(clusters[i])?.push(i);
  return members;
}

/** The middle value, which lies among the points even where they form two clumps; 0 where there are none. */
function median(values: Float32Array, places: readonly number[]): number {
  if (places.length === 0) return 0;
  const own = Float32Array.from(places, (place) => values[place]).sort();
  return own[own.length >> 1];
}

/** The table is private to the stage: it is there only where a pipeline has a map. */
async function readQuality(database: Database): Promise<Record<string, number>> {
  const [{ there }] = await database.rows(
    "SELECT count(*) AS there FROM duckdb_views() WHERE view_name = 'map_quality'",
  );
  if (there === 0) return {};
  const rows = await database.rows("SELECT measure, value FROM map_quality WHERE isfinite(value)");
  return Object.fromEntries(rows.map((row) => [String(row.measure), Number(row.value)]));
}
