import type { Element, Page } from "./page.ts";

const furnitureTags: ReadonlySet<string> = new Set(
  "nav footer aside dialog menu figure figcaption fieldset".split(" "),
);

/** Tags that are never furniture, whatever their classes say: classes there describe the layout of the page. */
const wholeTags: ReadonlySet<string> = new Set("html body main article table tbody tr td".split(" "));

/** Words of class, id and role of page furniture. */
const furniture = words(
  "ad ads adv advert\\w* author-?(bio|box|info|card) banner bio breadcrumbs? bottom-?bar byline caption carousel " +
    "complementary contentinfo consent cookies? copyright credits? cta dateline disclaimer dropdown email-?(signup|form) " +
    "footer footnav gallery gdpr hidden infobox login masthead meta metadata menu modal most-?(read|popular|viewed) " +
    "more-?(from|on|stories|articles|news|links?) nav navbar navigation newsletters? next-?prev overlay pagination pager popular popup " +
    "pop-up print-?only promo\\w* rail read-?(more|next) recommend\\w* recent-?posts? search see-?also share sharing " +
    "shar(e|ing)-?\\w+ sidebar side-?bar sign-?up skip slideshow social\\w* sponsor\\w* sr-only subscri\\w* syndication tags? " +
    "tag-?(list|cloud) teasers? timestamp toolbar tooltip topics? trending upsell up-?next visually-?hidden whatsnext",
);

/** Furniture that is dropped however much text it holds. */
const foreign = words(
  "comments? comment-?(list|form|body|text|section) disqus\\w* livefyre outbrain privacy\\w* recirc\\w* related\\w* replies respond reply taboola",
);

/** Classes of containers of main text: with one of them, other words of the class describe its state (`post no-comments`). */
const container =
  /(?:^|\s)(?:hentry|(?:article|entry|post|story|news)[_-]{0,2}(?:body|content|text)|articlebody|storybody)(?=$|\s)/;

/** What a page says by tags and class names about where its main text is not. */
export interface Evidence {
  /** Index of the outermost element at or above `element` that is named like furniture; -1 when none is. */
  furnitureOf(element: number): number;
}

/**
 * Reads the evidence. It is soft: `share` gives the part of the page's prose inside an element, and a piece of furniture
 * that holds a third of it is none.
 */
export function readEvidence(page: Page, share: (element: number) => number): Evidence {
  const { elements } = page;
  const roots = new Int32Array(elements.length).fill(-1);
  for (let i = 1; i < elements.length; i++) {
    const above = roots[elements[i].parent];
    roots[i] = above >= 0 ? above : isFurniture(elements[i], share(i)) ? i : -1;
  }
  return { furnitureOf: (element) => roots[element] };
}

function isFurniture({ tag, hints, hidden }: Element, share: number): boolean {
  if (wholeTags.has(tag)) return false;
  if (hints !== "" && container.test(hints)) return hidden && share <= 0.3;
  if (tag === "footer" || (hints !== "" && foreign.test(hints))) return share < 0.9;
  if (share > 0.3) return false;
  return hidden || furnitureTags.has(tag) || (hints !== "" && furniture.test(hints));
}

function words(list: string): RegExp {
  return new RegExp(
    `(?:^|\\s|(?<!\\b(?:has|with|no|without|show|hide|is))[_:-])(?:${list.split(" ").join("|").replaceAll("(", "(?:")})(?=$|[\\s_:-])`,
  );
}
