import { round } from "./axis.ts";
import { formatCount } from "./format.ts";
import { html, type Markup } from "./markup.ts";
import { categoryColor } from "./theme.ts";

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

const WIDTH = 1000;
const HEIGHT = 640;
const MARGIN = 24;
/** At most so many names on the picture; the list below has all. */
const LABELS = 24;
/** Width of a letter and height of a line of a name, where the map is as wide as its coordinates. */
const LETTER = 6.5;
const LINE = 20;

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
  const place = placement(points);
  const names = new Map(clusters.map((cluster) => [cluster.cluster, cluster]));
  const groups = groupPoints(points);
  const paths = [...groups].map(
    ([cluster, members]) => html`<path data-cluster="${cluster}"
    stroke="${categoryColor(cluster)}" d="${members.map((point) => dot(place(point))).join("")}"><title>${
      names.get(cluster)?.name ?? (cluster < 0 ? "noise: in no cluster" : `cluster ${cluster + 1}`)
    }</title></path>`,
  );
  return html`<div class="map" style="aspect-ratio: ${WIDTH} / ${HEIGHT}"><svg viewBox="0 0 ${WIDTH} ${HEIGHT}" preserveAspectRatio="none" role="img"
    aria-label="Map of ${formatCount(points.length)} documents in ${formatCount(clusters.length)} clusters">${paths}</svg>${labels(
      groups,
      clusters,
      place,
    )}</div>`;
}

type Place = (point: MapPoint) => [x: number, y: number];

function placement(points: readonly MapPoint[]): Place {
  const [left, right] = extent(points.map(({ x }) => x));
  const [bottom, top] = extent(points.map(({ y }) => y));
  const scale = (value: number, low: number, high: number, size: number) =>
    MARGIN + (high > low ? (value - low) / (high - low) : 0.5) * (size - 2 * MARGIN);
  return ({ x, y }) => [scale(x, left, right, WIDTH), HEIGHT - scale(y, bottom, top, HEIGHT)];
}

function dot([x, y]: [number, number]): string {
  return `M${round(x)} ${round(y)}h0`;
}

/** Names over their cluster, or under it, largest first; a name that would cover another one is left out. */
function labels(
  groups: ReadonlyMap<number, readonly MapPoint[]>,
  clusters: readonly MapCluster[],
  place: Place,
): Markup {
  const taken: Label[] = [];
  for (const { cluster, name } of clusters) {
    const members = groups.get(cluster)?.map(place);
    if (members === undefined || taken.length >= LABELS) continue;
    const free = candidates(name, cluster, members).find(
      (label) => !taken.some((other) => covers(label, other)),
    );
    if (free !== undefined) taken.push(free);
  }
  const spans = taken.map(({ cluster, name, x, y }, rank) => {
    const at = `left: ${round((100 * x) / WIDTH)}%; top: ${round((100 * y) / HEIGHT)}%`;
    return html`<span class="${rank < 8 ? "major" : "minor"}" data-cluster="${cluster}" style="${at}">${shortened(name)}</span>`;
  });
  return html`<div class="names" aria-hidden="true">${spans}</div>`;
}

/** The first term, and the others in an element that narrow screens hide. */
function shortened(name: string): Markup {
  const [first, ...rest] = name.split(" · ");
  return html`${first}${rest.length > 0 && html`<i> · ${rest.join(" · ")}</i>`}`;
}

interface Label {
  readonly cluster: number;
  readonly name: string;
  readonly x: number;
  readonly y: number;
  readonly width: number;
}

function candidates(name: string, cluster: number, members: readonly [number, number][]): Label[] {
  const width = name.length * LETTER + 10;
  const middle = quantile(
    members.map(([x]) => x),
    0.5,
  );
  const x = Math.min(WIDTH - width / 2, Math.max(width / 2, middle));
  const heights = members.map(([, y]) => y);
  const places = [
    quantile(heights, 0.04) - LINE / 2,
    quantile(heights, 0.96) + LINE / 2,
    quantile(heights, 0.5),
  ];
  return places.map((y) => ({
    cluster,
    name,
    x,
    y: Math.min(HEIGHT - LINE / 2, Math.max(LINE / 2, y)),
    width,
  }));
}

function covers(a: Label, b: Label): boolean {
  return Math.abs(a.x - b.x) < (a.width + b.width) / 2 && Math.abs(a.y - b.y) < LINE;
}

function extent(values: readonly number[]): [number, number] {
  let low = Number.POSITIVE_INFINITY;
  let high = Number.NEGATIVE_INFINITY;
  for (const value of values) {
    low = Math.min(low, value);
    high = Math.max(high, value);
  }
  return [low, high];
}

function quantile(values: readonly number[], share: number): number {
  return values.toSorted((a, b) => a - b)[Math.floor(share * (values.length - 1))];
}
