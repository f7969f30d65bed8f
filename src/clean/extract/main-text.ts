import { readJsonLd } from "./json-ld.ts";
import { type Judgement, judgeBlocks } from "./judge-blocks.ts";
import { type PageMetadata, readMetadata } from "./metadata.ts";
import type { Page } from "./page.ts";
import { parsePage } from "./parse-page.ts";
import { topicCoverage } from "./topic.ts";

/** The main text of a page and what the page says about it. */
export interface MainText extends PageMetadata {
  /** Paragraphs, headings, list items and quotes separated by line ends; cells of a row by tabs. No markup. */
  readonly text: string;
  /** 0 to 1: how much of the region is prose, how long it is, how well it fits the page's own title. */
  readonly confidence: number;
}

/** Below this many characters of text, a longer body in the page's structured data is taken instead. */
const scriptedPage = 200;

/**
 * Extracts the main text of an HTML page: its article, without menus, banners, teasers, comments and captions.
 * An empty text means that the page holds none. Throws a `PageLimitError` when the page exceeds a limit.
 */
export function extractMainText(html: string): MainText {
  const page = parsePage(html);
  const structured = readJsonLd(page.jsonLd);
  const { judgement, text } = judged(page);
  const body = structured.body ?? "";
  const isScripted = text.length < scriptedPage && body.length > 2 * text.length;
  return {
    text: isScripted ? plain(body) : text,
    ...readMetadata(page, structured),
    confidence: isScripted ? 0.5 : confidence(judgement, text),
  };
}

/** Below this many characters the page is read again, with short pieces taken for prose: a forum post of half a sentence. */
const hardlyAnything = 60;

function judged(page: Page): { judgement: Judgement; text: string } {
  const judgement = judgeBlocks(page);
  const text = join(page, judgement);
  if (text.length >= hardlyAnything) return { judgement, text };
  const second = judgeBlocks(page, "lenient");
  const more = join(page, second);
  return more.length > 2 * text.length && speaks(more)
    ? { judgement: second, text: more }
    : { judgement, text };
}

/** Whether lines are phrases rather than the dates and numbers of a listing. */
function speaks(text: string): boolean {
  const lines = text.split("\n");
  return (text.match(/\p{L}{2,}/gu)?.length ?? 0) >= 4 * lines.length;
}

/** Joins the kept blocks. */
function join(page: Page, { verdicts }: Judgement): string {
  let text = "";
  let previous = -1;
  verdicts.forEach((verdict, i) => {
    if (verdict !== "kept") return;
    if (previous >= 0) text += isSameRow(page, previous, i) ? "\t" : "\n";
    text += page.blocks[i].text;
    previous = i;
  });
  return text;
}

function isSameRow(page: Page, a: number, b: number): boolean {
  const [cell, next] = [page.blocks[a], page.blocks[b]].map(({ element }) => page.elements[element]);
  const isCell = (tag: string) => tag === "td" || tag === "th";
  return isCell(cell.tag) && isCell(next.tag) && cell.parent === next.parent;
}

/** The text of a body that may hold markup. */
function plain(body: string): string {
  return parsePage(body)
    .blocks.map(({ text }) => text)
    .join("\n");
}

function confidence({ verdicts, looks, topic }: Judgement, text: string): number {
  if (text === "") return 0;
  let kept = 0;
  let all = 0;
  looks.forEach(({ value }, i) => {
    all += Math.max(0, value);
    if (verdicts[i] === "kept") kept += Math.max(0, value);
  });
  const share = kept / (all || 1);
  const length = 1 - Math.exp(-text.length / 500);
  const coverage = topicCoverage(topic, text.slice(0, 20_000));
  return Math.round(1000 * Math.cbrt(share * length * coverage)) / 1000;
}
