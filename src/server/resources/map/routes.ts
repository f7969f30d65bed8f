import { encodeColours } from "../../../viz/explore/colour-bytes.ts";
import { scaleOf } from "../../../viz/explore/scale.ts";
import type { Dependencies } from "../../dependencies.ts";
import { notFound } from "../../http/errors.ts";
import { type Reply, type Route, route } from "../../http/route.ts";
import type { Colours } from "./colours.ts";
import { type Explorer, explorerOf, type Shown } from "./explorer.ts";
import { readRows } from "./rows.ts";
import { selectionRoutes } from "./selection-routes.ts";
import {
  type ColoursHeader,
  coloursQuery,
  type MapAnswer,
  mapAnswer,
  pointQuery,
  pointRow,
  pointsQuery,
} from "./wire.ts";

/** The map of a workspace: what there is, its points, their colours, and selections of them. */
export function mapRoutes(dependencies: Dependencies): Route[] {
  const explorer = explorerOf(dependencies);
  return [
    route({
      method: "get",
      path: "/api/map",
      summary: "What the map shows: its extent, clusters, quality, and what it can be coloured by.",
      access: "member",
      answer: mapAnswer,
      handle: () => describeMap(explorer),
    }),
    route({
      method: "get",
      path: "/api/map/points",
      summary: "Coordinates of all points: 32-bit floats x…, y… and on a deep map z…, little-endian.",
      access: "member",
      query: pointsQuery,
      handle: async ({ query }) => bytes(coordinates(await explorer.at(query.version))),
    }),
    route({
      method: "get",
      path: "/api/map/colours",
      summary: "A category code or a value for every point, behind a JSON header.",
      access: "member",
      query: coloursQuery,
      handle: async ({ query }) => {
        const colours = await explorer.colours(await explorer.at(query.version), query.by);
        return bytes(encodeColours({ header: headerOf(colours), values: valuesOf(colours) }));
      },
    }),
    route({
      method: "get",
      path: "/api/map/point",
      summary: "The document behind a point, for a card.",
      access: "member",
      query: pointQuery,
      answer: pointRow,
      handle: async ({ query }) => {
        const shown = await explorer.at(query.version);
        if (query.index >= shown.map.count) throw notFound(`There is no point ${query.index} on this map.`);
        return (await readRows(explorer, shown, [query.index]))[0];
      },
    }),
    ...selectionRoutes(explorer),
  ];
}

async function describeMap(explorer: Explorer): Promise<MapAnswer> {
  const shown = await explorer.current();
  const { x, y, z, count, named, quality } = shown.map;
  const colourings = await explorer.colourings(shown);
  return {
    version: shown.version,
    count,
    dimensions: z === undefined ? 2 : 3,
    extent: { x: extentOf(x), y: extentOf(y), ...(z && { z: extentOf(z) }) },
    clusters: named.map((cluster) => ({ ...cluster, terms: [...cluster.terms] })),
    quality: {
      trustworthiness: quality.trustworthiness,
      recall: quality.neighbor_recall,
      noise: quality.noise_share,
    },
    colourings: colourings.map(({ name, kind, label }) => ({ name, kind, label })),
  };
}

function extentOf(values: Float32Array): [number, number] {
  const { min, max } = scaleOf(values);
  return [min, max];
}

function coordinates({ map: { x, y, z } }: Shown): Uint8Array {
  const axes = z === undefined ? [x, y] : [x, y, z];
  return Buffer.concat(axes.map((axis) => new Uint8Array(axis.buffer, axis.byteOffset, axis.byteLength)));
}

function headerOf(colours: Colours): ColoursHeader {
  if (colours.kind === "number") return { kind: "number", ...colours.scale, unit: colours.unit };
  const { legend, clusters } = colours;
  const values = legend.entries.map((entry, i) =>
    entry.role === "value" && clusters ? { ...entry, cluster: clusters[i] } : entry,
  );
  return { kind: "category", values };
}

function valuesOf(colours: Colours): Uint8Array | Float32Array {
  return colours.kind === "number" ? colours.values : colours.legend.codes;
}

/** Bytes as they lie in memory: every machine that Node runs on is little-endian. */
export function bytes(content: Uint8Array): Reply {
  return { type: "application/octet-stream", bytes: content };
}
