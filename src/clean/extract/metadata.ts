import { readJsonLd, type StructuredData } from "./json-ld.ts";
import type { Page } from "./page.ts";
import { parsePublished } from "./published.ts";

/** Title, author and date of a page, null where it does not tell. */
export interface PageMetadata {
  readonly title: string | null;
  readonly author: string | null;
  /** ISO 8601, UTC. */
  readonly published: string | null;
}

const titleNames = ["og:title", "twitter:title", "dc.title", "headline"];
const authorNames = [
  "author",
  "article:author",
  "dc.creator",
  "parsely-author",
  "sailthru.author",
  "byl",
  "inline author",
];
const dateNames = [
  "article:published_time",
  "datepublished",
  "time datepublished",
  "og:published_time",
  "parsely-pub-date",
  "sailthru.date",
  "publish-date",
  "pubdate",
  "dc.date",
  "dc.date.issued",
  "date",
  "time ",
];
const maximumField = 300;

/** Gathers the metadata from structured data, meta tags and the page itself, in this order. */
export function readMetadata(page: Page, structured: StructuredData = readJsonLd(page.jsonLd)): PageMetadata {
  return {
    title: firstOf([structured.headline, ...stated(page, titleNames), heading(page), page.title], tidy),
    author: firstOf([structured.author, ...stated(page, authorNames), byline(page)], author),
    published: firstOf([structured.published, ...stated(page, dateNames)], parsePublished),
  };
}

function firstOf(
  candidates: readonly (string | null)[],
  read: (value: string) => string | null,
): string | null {
  for (const candidate of candidates) {
    const value = candidate === null ? null : read(candidate);
    if (value !== null) return value;
  }
  return null;
}

function stated(page: Page, names: readonly string[]): string[] {
  return names.flatMap((name) =>
    page.metas.filter((meta) => meta.name === name).map(({ content }) => content),
  );
}

function heading(page: Page): string | null {
  return page.blocks.find(({ element }) => page.elements[element].tag === "h1")?.text ?? null;
}

function byline(page: Page): string | null {
  const block = page.blocks.find(
    ({ element, text }) =>
      text.length < 100 &&
      /(?:^|[\s_-])(?:byline|author)(?:[\s_-]?name)?(?=$|\s)/.test(page.elements[element].hints),
  );
  return block?.text ?? null;
}

function tidy(value: string): string | null {
  return (
    value
      .replace(/[\s\p{Cc}]+/gu, " ")
      .trim()
      .slice(0, maximumField) || null
  );
}

/** A name, without the word before it; an address is none. */
function author(value: string): string | null {
  const name = tidy(value)?.replace(/^(?:by|von|par|por|di|door|автор)[\s:]+/i, "") ?? "";
  return name === "" || /^https?:|^@|\/\//.test(name) ? null : name;
}
