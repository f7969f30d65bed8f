import { type Bar, barChart } from "../../charts/bars.ts";
import { formatCount, formatNumbered, formatShare } from "../../charts/format.ts";
import { lineChart } from "../../charts/lines.ts";
import { type Content, html } from "../../charts/markup.ts";
import type { DuplicateFacts, ReportFacts } from "../facts.ts";
import { type Gap, type Section, section } from "../parts.ts";
import { clusterBrowser } from "./cluster-browser.ts";

const id = "copies";
const title = "Copies";

/** Cluster sizes, how likely a pair was found, and the largest clusters with what their copies change. */
export function duplicatesSection({ duplicates, totals }: ReportFacts): Section | Gap {
  if (duplicates === undefined || duplicates.clusters === 0)
    return { gap: "copies", add: "deduplicate()", table: "duplicates" };
  return section(
    id,
    title,
    `${formatNumbered(duplicates.clusters, "cluster")} of copies: ${formatCount(duplicates.documents)} documents, of which ${formatCount(
      duplicates.removed,
    )} dropped (${formatShare(duplicates.removed / Math.max(1, totals.documents))} of all). One of each cluster stays, and every copy is similar to the very one that stays.`,
    html`<div class="columns"><div class="half"><h3>Clusters by size</h3>${barChart("Number of clusters by size", sizeBars(duplicates))}</div>
      ${curveChart(duplicates)}</div>${clusterBrowser(duplicates)}`,
  );
}

/** The S-curve of the settings in force: what was looked for, and what could be missed. */
function curveChart({ curve = [] }: DuplicateFacts): Content {
  if (curve.length === 0) return null;
  const series = Object.entries(Object.groupBy(curve, ({ method }) => method)).map(([method, points]) => ({
    name: methodNames[method] ?? method,
    points: points!.map(({ similarity, chance }) => ({ x: similarity, y: chance })),
  }));
  return html`<div class="half"><h3>Chance that a pair is found, by its similarity</h3>${lineChart({
    title: "Chance that a pair is found, by its similarity",
    x: "Jaccard similarity",
    y: "chance",
    series,
  })}</div>`;
}

const methodNames: Readonly<Record<string, string>> = { near: "MinHash", simhash: "SimHash" };

/** Sizes 2, 3 and 4 by themselves, then by doubling: 5–8, 9–16 … */
function sizeBars({ sizes }: DuplicateFacts): Bar[] {
  const groups = new Map<string, number>();
  for (const { size, clusters } of sizes) {
    const label = sizeGroup(size);
    groups.set(label, (groups.get(label) ?? 0) + clusters);
  }
  return [...groups].map(([label, value]) => ({
    label: label === "1" ? "1 document, and its original in the earlier release" : `${label} documents`,
    value,
    text: formatCount(value),
  }));
}

function sizeGroup(size: number): string {
  if (size <= 4) return String(size);
  const high = 2 ** Math.ceil(Math.log2(size));
  return `${formatCount(high / 2 + 1)} to ${formatCount(high)}`;
}
