import type { Page } from "./page.ts";
import { leafTags } from "./tags.ts";
import { topicCoverage } from "./topic.ts";

/** A child that holds this share of its parent's prose takes its place. */
const nearlyAll = 0.8;
/** Regions that are read for the topic of the page; the richest come first, so later ones hardly ever win. */
const maximumCandidates = 20;
/** Characters of a candidate that are read for the topic. */
const maximumRead = 20_000;
/** What prose without a word of the topic counts, against 1 for the whole topic. */
const offTopic = 0.15;

/** Sums of a value over the blocks of an element, in constant time. */
export function elementSums(page: Page, values: ArrayLike<number>): (element: number) => number {
  const sums = new Float64Array(values.length + 1);
  for (let i = 0; i < values.length; i++) sums[i + 1] = sums[i] + values[i];
  return (element) => sums[page.elements[element].endBlock] - sums[page.elements[element].firstBlock];
}

/** Lists of links take at most this share of the prose beside them: a long table of links does not unmake an article. */
const mostPenalty = 0.6;

/** Prose less links, in constant time. */
function netProse(page: Page, values: ArrayLike<number>): (element: number) => number {
  const prose = elementSums(
    page,
    Array.from(values, (value) => Math.max(0, value)),
  );
  const links = elementSums(
    page,
    Array.from(values, (value) => Math.max(0, -value)),
  );
  return (element) => prose(element) - Math.min(links(element), mostPenalty * prose(element));
}

/** Index of the smallest element that holds nearly all of the largest run of prose about the topic of the page. */
export function findRegion(page: Page, values: ArrayLike<number>, topic: ReadonlySet<string>): number {
  const total = netProse(page, values);
  let best = 0;
  let bestScore = Number.NEGATIVE_INFINITY;
  for (const candidate of candidates(page, total)) {
    const coverage = topicCoverage(topic, proseOf(page, values, candidate));
    const score = total(candidate) * (offTopic + coverage);
    if (score <= bestScore) continue;
    best = candidate;
    bestScore = score;
  }
  return best;
}

/** Elements that hold prose, none of them nearly all inside one child; the richest first. */
function candidates(page: Page, total: (element: number) => number): number[] {
  const { elements } = page;
  const replaced = new Uint8Array(elements.length);
  for (let i = 1; i < elements.length; i++) {
    const { parent, tag } = elements[i];
    if (!leafTags.has(tag) && total(i) >= nearlyAll * total(parent)) replaced[parent] = 1;
  }
  const found: number[] = [];
  for (let i = 0; i < elements.length; i++) {
    if (!replaced[i] && !leafTags.has(elements[i].tag) && total(i) > 0) found.push(i);
  }
  return found.sort((a, b) => total(b) - total(a) || a - b).slice(0, maximumCandidates);
}

function proseOf(page: Page, values: ArrayLike<number>, element: number): string {
  const { firstBlock, endBlock } = page.elements[element];
  let text = "";
  for (let i = firstBlock; i < endBlock && text.length < maximumRead; i++) {
    if (values[i] > 0) text += `${page.blocks[i].text}\n`;
  }
  return text.slice(0, maximumRead);
}
