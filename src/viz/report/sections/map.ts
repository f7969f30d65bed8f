import { excerpt, formatCount, formatNumbered, formatShare, shorten } from "../../charts/format.ts";
import { html, type Markup, raw } from "../../charts/markup.ts";
import { groupPoints, type MapPoint, scatterChart } from "../../charts/scatter.ts";
import { CATEGORIES, clusterColor } from "../../charts/theme.ts";
import type { MapFacts, ReportFacts } from "../facts.ts";
import { folded, type Gap, legend, type Section, section } from "../parts.ts";

const id = "map";
const title = "The map";
/** Characters of titles that may lie in the file: 600 kB at most. */
const TITLE_BUDGET = 600_000;
/** Clusters that stand open, and that are listed at all. */
const SHOWN = 12;
const LISTED = 300;

/** The map, its clusters, and how far the picture can be trusted. */
export function mapSection({ map }: ReportFacts): Section | Gap {
  if (map === undefined || map.points.length === 0)
    return { gap: "a map", add: "embed() and project()", table: "map" };
  return section(
    id,
    title,
    `${scope(map)} Neighbours on the map are neighbours in meaning; distances between clusters mean little.`,
    map.clusters.length > 0 && keys(map),
    scatterChart(map.points, map.clusters),
    titleBlock(map.points),
    html`<p class="quiet small">${quality(map.quality)}</p>`,
    folded(map.clusters.slice(0, LISTED), SHOWN, "clusters", clusterList),
  );
}

function keys({ clusters }: MapFacts): Markup {
  const others = clusters.length - CATEGORIES;
  return legend([
    {
      color: "var(--c0)",
      text:
        others > 0
          ? `the ${CATEGORIES} largest clusters, each in a colour of its own`
          : "each cluster in a colour of its own",
    },
    ...(others > 0 ? [{ color: "var(--other)", text: formatNumbered(others, "smaller cluster") }] : []),
    { color: "var(--noise)", text: "in no cluster" },
  ]);
}

function clusterList(clusters: MapFacts["clusters"]): Markup {
  return html`<ul class="clusters">${clusters.map(
    ({
      cluster,
      name,
      size,
      terms,
    }) => html`<li><i class="key" style="background: ${clusterColor(cluster)}"></i><span><button
      type="button" aria-pressed="false" data-cluster="${cluster}" title="${excerpt(terms.join(", "), 300)}">${shorten(name, 80)}</button></span><span
      class="n">${formatCount(size)}</span></li>`,
  )}</ul>`;
}

function scope({ points, documents }: MapFacts): string {
  return points.length < documents
    ? `${formatCount(points.length)} of ${formatCount(documents)} documents, drawn by chance.`
    : `${formatCount(documents)} documents.`;
}

/** Titles by cluster in the order of the dots, as a JSON data block: no text in it can end the block. */
function titleBlock(points: readonly MapPoint[]): Markup {
  const length = Math.min(80, Math.max(24, Math.floor(TITLE_BUDGET / Math.max(1, points.length))));
  const titles = Object.fromEntries(
    [...groupPoints(points)].map(([cluster, members]) => [
      cluster,
      members.map((point) => excerpt(point.title, length)),
    ]),
  );
  const json = JSON.stringify(titles).replace(
    /[<>&\u2028\u2029]/g,
    (c) => `\\u${c.charCodeAt(0).toString(16).padStart(4, "0")}`,
  );
  return html`<script type="application/json" id="map-titles">${raw(json)}</script>`;
}

function quality(measures: Readonly<Record<string, number>>): string {
  const { trustworthiness, neighbor_recall: recall, noise_share: noise } = measures;
  return [
    trustworthiness !== undefined &&
      `Trustworthiness ${trustworthiness.toFixed(3)} (1: every neighbour on the map is a true one)`,
    recall !== undefined && `neighbour recall ${recall.toFixed(3)}`,
    noise !== undefined && `${formatShare(noise)} in no cluster`,
  ]
    .filter((part) => part !== false)
    .join(" · ");
}
