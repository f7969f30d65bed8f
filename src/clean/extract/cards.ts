import type { Element, Page } from "./page.ts";
import type { BlockLook } from "./prose.ts";

const maximumBlocks = 10;
const maximumProse = 600;
/** Elements that hold items but are none themselves. */
const lists: ReadonlySet<string> = new Set("ul ol dl table tbody thead tr figure".split(" "));

/**
 * Marks the blocks of teaser cards: elements of the same tag and class that recur on the page, each with a linked
 * headline and at most a little prose.
 */
export function markCards(page: Page, looks: readonly BlockLook[]): Uint8Array {
  const groups = new Map<string, { cards: number[]; others: number }>();
  page.elements.forEach((element, i) => {
    if (element.endBlock - element.firstBlock < 2 || lists.has(element.tag)) return;
    const key = signature(element);
    const group = groups.get(key) ?? { cards: [], others: 0 };
    groups.set(key, group);
    if (looksLikeCard(element, looks)) group.cards.push(i);
    else group.others++;
  });
  const marked = new Uint8Array(looks.length);
  for (const { cards, others } of groups.values()) {
    if (cards.length < 3 || others * 4 > cards.length) continue;
    for (const i of cards) marked.fill(1, page.elements[i].firstBlock, page.elements[i].endBlock);
  }
  return marked;
}

function signature({ tag, hints, parent }: Element): string {
  // Without a class of its own, an element is known by the class of its parent.
  const name = hints === "" ? `<${parent}` : hints.replace(/\d+/g, "");
  return `${tag}.${name}`;
}

function looksLikeCard({ firstBlock, endBlock }: Element, looks: readonly BlockLook[]): boolean {
  if (endBlock - firstBlock > maximumBlocks) return false;
  let prose = 0;
  let links = 0;
  for (let i = firstBlock; i < endBlock; i++) {
    if (looks[i].kind === "links") links++;
    else prose += looks[i].value;
  }
  return links > 0 && prose <= maximumProse;
}
