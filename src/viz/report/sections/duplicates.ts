import { type Bar, barChart } from "../../charts/bars.ts";
import { excerpt, formatCount, formatNumbered, formatShare, shorten } from "../../charts/format.ts";
import { html, type Markup } from "../../charts/markup.ts";
import type { DuplicateCluster, DuplicateFacts, ReportFacts } from "../facts.ts";
import { type Gap, type Section, section } from "../parts.ts";

const id = "copies";
const title = "Copies";

/** Cluster sizes, and the largest clusters with the text they share. */
export function duplicatesSection({ duplicates, totals }: ReportFacts): Section | Gap {
  if (duplicates === undefined || duplicates.clusters === 0)
    return { gap: "copies", add: "deduplicate()", table: "duplicates" };
  return section(
    id,
    title,
    `${formatNumbered(duplicates.clusters, "cluster")} of copies: ${formatCount(duplicates.documents)} documents, of which ${formatCount(
      duplicates.removed,
    )} dropped (${formatShare(duplicates.removed / Math.max(1, totals.documents))} of all). One of each cluster stays.`,
    html`<div class="half"><h3>Clusters by size</h3>${barChart("Number of clusters by size", sizeBars(duplicates))}</div>
      <h3>The largest</h3><div class="columns">${duplicates.largest.slice(0, 4).map(example)}</div>`,
  );
}

function example({ size, method, similarity, text, copy }: DuplicateCluster): Markup {
  const near = similarity !== null && `, similarity ${similarity.toFixed(2)} or more`;
  const other = copy === null ? undefined : difference(text, copy);
  return html`<div><p class="small quiet">${formatCount(size)} documents, ${shorten(method, 30)}${near}</p>
    <blockquote>${excerpt(text, 220)}</blockquote>
    ${other !== undefined && html`<p class="small quiet">where a copy differs:</p><blockquote>${excerpt(other, 140)}</blockquote>`}</div>`;
}

/** A copy from a few words before the place where it leaves its original; undefined where both read the same. */
function difference(original: string, copy: string): string | undefined {
  const [a, b] = [original, copy].map((text) => text.replace(/\s+/gu, " ").trim());
  let place = 0;
  while (place < a.length && a[place] === b[place]) place++;
  if (a === b || place >= b.length) return undefined;
  const start = b.lastIndexOf(" ", Math.max(0, place - 40)) + 1;
  return (start > 0 ? "… " : "") + b.slice(start);
}

/** Sizes 2, 3 and 4 by themselves, then by doubling: 5–8, 9–16 … */
function sizeBars({ sizes }: DuplicateFacts): Bar[] {
  const groups = new Map<string, number>();
  for (const { size, clusters } of sizes) {
    const label = sizeGroup(size);
    groups.set(label, (groups.get(label) ?? 0) + clusters);
  }
  return [...groups].map(([label, value]) => ({
    label: `${label} documents`,
    value,
    text: formatCount(value),
  }));
}

function sizeGroup(size: number): string {
  if (size <= 4) return String(size);
  const high = 2 ** Math.ceil(Math.log2(size));
  return `${formatCount(high / 2 + 1)} to ${formatCount(high)}`;
}
