import { extent } from "d3-array";
import { round } from "./axis.ts";
import { formatCount } from "./format.ts";
import { type Frame, mapLabels } from "./map-labels.ts";
import { html, type Markup } from "./markup.ts";
import { clusterColor } from "./theme.ts";

/** A document on the map. */
export interface MapPoint {
  readonly x: number;
  readonly y: number;
  /** -1 is noise. */
  readonly cluster: number;
  /** A line of its text or title. */
  readonly title: string;
}

/** A named cluster; `cluster` numbers them from the largest. */
export interface MapCluster {
  readonly cluster: number;
  readonly name: string;
  readonly size: number;
}

const MARGIN = 24;

/** Points grouped by cluster, in the order in which the chart draws them. */
export function groupPoints(points: readonly MapPoint[]): ReadonlyMap<number, readonly MapPoint[]> {
  const groups = new Map<number, MapPoint[]>();
  for (const cluster of [...new Set(points.map((point) => point.cluster))].sort((a, b) => a - b))
    groups.set(cluster, []);
  for (const point of points) groups.get(point.cluster)!.push(point);
  return groups;
}

/** The map as one path per cluster, named where its middle lies. Names are HTML over the picture, so they keep their size. */
export function scatterChart(points: readonly MapPoint[], clusters: readonly MapCluster[]): Markup {
  const frame = frameOf(points.length);
  const place = placement(points, frame);
  const names = new Map(clusters.map((cluster) => [cluster.cluster, cluster.name]));
  const groups = groupPoints(points);
  const paths = [...groups].map(
    ([cluster, members]) =>
      html`<path data-cluster="${cluster}" stroke="${clusterColor(cluster)}" d="${members
        .map((point) => dot(place(point)))
        .join(
          "",
        )}"><title>${names.get(cluster) ?? (cluster < 0 ? "in no cluster" : `cluster ${cluster + 1}`)}</title></path>`,
  );
  const named = clusters.map(({ cluster, name }) => ({
    cluster,
    name,
    dots: groups.get(cluster)?.map(place) ?? [],
  }));
  return html`<div class="map${clusters.length === 0 && " plain"}" style="aspect-ratio: ${frame.width} / ${frame.height}; --dot: ${dotSize(points.length)}px"><svg
    viewBox="0 0 ${frame.width} ${frame.height}" preserveAspectRatio="none" role="img" aria-label="Map of ${formatCount(
      points.length,
    )} documents in ${formatCount(clusters.length)} clusters">${paths}</svg>${mapLabels(named, frame)}</div>`;
}

type Place = (point: MapPoint) => [x: number, y: number];

/** A few dots need no large field. */
function frameOf(documents: number): Frame {
  return { width: 1000, height: documents <= 200 ? 400 : 640 };
}

function placement(points: readonly MapPoint[], frame: Frame): Place {
  const [left = 0, right = 0] = extent(points, ({ x }) => x);
  const [bottom = 0, top = 0] = extent(points, ({ y }) => y);
  const scale = (value: number, low: number, high: number, size: number) =>
    MARGIN + (high > low ? (value - low) / (high - low) : 0.5) * (size - 2 * MARGIN);
  return ({ x, y }) => [
    scale(x, left, right, frame.width),
    frame.height - scale(y, bottom, top, frame.height),
  ];
}

function dot([x, y]: [number, number]): string {
  return `M${round(x)} ${round(y)}h0`;
}

/** Few documents are drawn large enough to be found. */
function dotSize(documents: number): number {
  if (documents <= 200) return 9;
  if (documents <= 1000) return 6;
  return documents <= 5000 ? 4.5 : 3.5;
}
