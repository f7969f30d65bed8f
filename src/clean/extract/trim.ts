import type { Page } from "./page.ts";
import type { BlockLook } from "./prose.ts";
import { contentTags, isHeading, leafTags } from "./tags.ts";
import type { BlockVerdict } from "./verdict.ts";

/** An element is a home of main text when it holds this share of it directly. */
const homeShare = 0.1;

/** Drops the title, what precedes the first and follows the last paragraph, and short pieces that stand apart. */
export function trim(page: Page, looks: readonly BlockLook[], verdicts: BlockVerdict[]): void {
  const isHome = homes(page, looks, verdicts);
  const is = (i: number, kind: BlockLook["kind"]) => verdicts[i] === "kept" && looks[i].kind === kind;
  keepLinkedHeadings(page, verdicts, isHome);
  const first = looks.findIndex((_, i) => is(i, "prose"));
  const last = looks.findLastIndex((_, i) => is(i, "prose") || (is(i, "short") && isHome(i)));
  verdicts.forEach((verdict, i) => {
    if (verdict !== "kept") return;
    if (i < first && isTitle(page, i)) verdicts[i] = "title";
    else if (i < first && looks[i].kind !== "heading" && !isHome(i)) verdicts[i] = "lead";
    else if (i > last) verdicts[i] = "tail";
    else if (is(i, "short") && !isHome(i) && !contentTags.has(tagOf(page, i))) verdicts[i] = "stray";
  });
}

/** A heading that is a link belongs to the paragraph below it. */
function keepLinkedHeadings(page: Page, verdicts: BlockVerdict[], isHome: (block: number) => boolean): void {
  verdicts.forEach((verdict, i) => {
    if (verdict !== "links" || !isHeading(tagOf(page, i)) || !isHome(i)) return;
    if (verdicts[i + 1] === "kept" && isHome(i + 1)) verdicts[i] = "kept";
  });
}

function isTitle(page: Page, i: number): boolean {
  const { text } = page.blocks[i];
  return tagOf(page, i) === "h1" || (text.length > 15 && page.title.includes(text));
}

/** Tells of a block whether paragraphs of the main text stand beside it. */
function homes(page: Page, looks: readonly BlockLook[], verdicts: readonly BlockVerdict[]) {
  const sums = new Map<number, number>();
  let all = 0;
  verdicts.forEach((verdict, i) => {
    if (verdict !== "kept" || looks[i].kind !== "prose") return;
    const home = homeOf(page, i);
    sums.set(home, (sums.get(home) ?? 0) + looks[i].value);
    all += looks[i].value;
  });
  return (block: number) => (sums.get(homeOf(page, block)) ?? 0) > homeShare * all;
}

function homeOf(page: Page, block: number): number {
  const { element } = page.blocks[block];
  const { tag, parent } = page.elements[element];
  if (tag === "li") return page.elements[parent]?.parent ?? element;
  return leafTags.has(tag) ? parent : element;
}

function tagOf(page: Page, block: number): string {
  return page.elements[page.blocks[block].element].tag;
}
