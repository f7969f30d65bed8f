import { excerpt, formatCount, shorten } from "../../charts/format.ts";
import { type Content, html, type Markup } from "../../charts/markup.ts";
import type { DuplicateCluster, DuplicateCopy, DuplicateFacts } from "../facts.ts";
import { type DiffRun, wordDiff } from "../word-diff.ts";

/** Words shown on both sides of a difference; what lies between is counted. */
const CONTEXT = 8;

/** Runs of a diff that are shown: a copy that is rewritten throughout needs no more. */
const MOST_RUNS = 40;

/** Characters of one run. */
const MOST_CHARACTERS = 400;

/** The largest clusters, each to open: the kept document, and some copies with what they change, word by word. No script. */
export function clusterBrowser({ largest, clusters }: DuplicateFacts): Markup {
  const rest = clusters - largest.length;
  return html`<h3>The largest, and what their copies change</h3>
    <p class="legend"><span><del>only in the kept document</del></span><span><ins>only in the copy</ins></span></p>
    ${largest.map((cluster, i) => clusterDetails(cluster, i === 0))}
    ${rest > 0 && html`<p class="small quiet">${formatCount(rest)} more: <code>sluice query "from duplicates where not kept"</code></p>`}`;
}

function clusterDetails({ size, similarity, keeper, text, copies }: DuplicateCluster, open: boolean): Markup {
  const methods = [...new Set(copies.map(({ method }) => method))]
    .map((method) => shorten(method, 30))
    .join(", ");
  const least = similarity !== null && similarity < 1 && `, similarity ${similarity.toFixed(2)} or more`;
  const original = text ?? copies[0]?.text ?? "";
  return html`<details class="cluster"${open && html` open`}><summary><b>${formatCount(size)} documents</b> ${methods}${least}:
      <q>${excerpt(original, 90)}</q></summary>
    <p class="small quiet">${text === null ? "kept in an earlier release, " : "kept: "}<code>${shorten(keeper, 80)}</code></p>
    <blockquote>${excerpt(original, 400)}</blockquote>
    ${copies.map((copy) => copyMarkup(original, copy))}
    ${size > copies.length + 1 && html`<p class="small quiet">and ${formatCount(size - copies.length - (text === null ? 0 : 1))} more</p>`}</details>`;
}

function copyMarkup(original: string, { id, method, similarity, text }: DuplicateCopy): Markup {
  const value = similarity !== null && similarity < 1 && `, ${similarity.toFixed(3)}`;
  return html`<p class="small quiet"><code>${shorten(id, 80)}</code> ${shorten(method, 30)}${value}</p>${diffMarkup(original, text)}`;
}

function diffMarkup(original: string, copy: string): Content {
  const runs = wordDiff(original, copy);
  if (runs.every(({ kind }) => kind === "same"))
    return html`<p class="small quiet">${original === copy ? "the same text" : "the same words; white space differs"}, as far as it is shown here</p>`;
  const shown = runs.slice(0, MOST_RUNS);
  return html`<blockquote class="diff">${shown.map((run, i) => runMarkup(run, i === 0, i === runs.length - 1))}${
    runs.length > shown.length &&
    html` <span class="quiet">… ${formatCount(runs.length - shown.length)} more places</span>`
  }</blockquote>`;
}

function runMarkup({ kind, text }: DiffRun, isFirst: boolean, isLast: boolean): Markup {
  if (kind === "removed") return html`<del>${excerpt(text, MOST_CHARACTERS)}</del> `;
  if (kind === "added") return html`<ins>${excerpt(text, MOST_CHARACTERS)}</ins> `;
  const words = text.split(" ");
  const [before, after] = [isFirst ? 0 : CONTEXT, isLast ? 0 : CONTEXT];
  const hidden = words.length - before - after;
  if (hidden < 4) return html`${excerpt(text, MOST_CHARACTERS)} `;
  const head = words.slice(0, before).join(" ");
  const tail = after === 0 ? "" : words.slice(-after).join(" ");
  return html`${excerpt(head, MOST_CHARACTERS)} <span class="quiet">… ${formatCount(hidden)} words …</span> ${excerpt(tail, MOST_CHARACTERS)} `;
}
