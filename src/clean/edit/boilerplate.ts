import { z } from "zod";
import { LineCuts, linesOf, type TextLine } from "./line-cuts.ts";
import { editRuleMaker } from "./make-rule.ts";
import type { Sheet } from "./sheet.ts";

const parts = ["cookies", "share", "subscribe", "copyright", "navigation", "repeated"] as const;
type Part = (typeof parts)[number];

const schema = z.object({
  /** Lines of more characters are never taken for boilerplate. */
  longest: z.int().min(1).default(200),
  /** Lines at either end of the document, or of each page (parted by form feeds), that are compared with each other. */
  edge: z.int().min(1).max(100).default(5),
});

/** Patterns for a whole line, trimmed. Each asks for more than the word alone, for people also write about cookies. */
const patterns: readonly (readonly [Part, RegExp])[] = [
  [
    "cookies",
    /^(?=.*\bcookies?\b).*(?:\b(?:we|this|our) (?:web)?(?:site|pages?)? ?(?:also )?uses? (?:\w+ )?cookies\b|\baccept (?:all )?(?:the )?(?:use of )?cookies\b|\bcookie (?:policy|settings|preferences|notice|consent)\b|\buse of cookies\b|\bcookies? (?:help|allow|enable|let)s? us\b)/i,
  ],
  [
    "share",
    /^(?=.*\b(?:share|tweet|pin it|facebook|twitter|linkedin|pinterest|whatsapp|reddit|tumblr|telegram)\b)(?:\W*(?:share|tweet|pin|email|e-mail|print|like|post|facebook|twitter|linkedin|pinterest|whatsapp|reddit|tumblr|telegram|x|this|on|to|via|with|friends|article|page|story|link|copy|it|or|and|by|the)\b){1,12}\W*$/i,
  ],
  [
    "subscribe",
    /^\W*(?:(?:please |don't forget to )?(?:subscribe|sign up|join) (?:to|for|now|here|today|us|our)\b.*(?:newsletter|mailing list|updates|channel|feed|e-?mail|inbox|free)|subscribe(?: now| today)?|get .{0,60}(?:delivered|sent) (?:straight |directly )?to your inbox|follow us on .{0,80}|enter your e-?mail address.{0,80})\W*$/i,
  ],
  [
    "copyright",
    /^\W*(?:(?:copyright|©|\(c\)|&copy;)\W*(?:copyright|©|\(c\))?\W*(?:19|20)\d\d\b.*|.{0,120}\ball rights reserved\b.{0,80}|copyright (?:©|\(c\)).*)$/i,
  ],
  [
    "navigation",
    /^\W*(?:skip to (?:main )?(?:content|navigation)|back to top|(?:log|sign)[ -]?in|log ?out|sign up|register|home|menu|search|read more|load more|show more|see more|view all|older posts?|newer posts?|previous|next|leave a (?:comment|reply)|post a comment|no comments|click here|print|e-?mail(?: this)?|advertisement|sponsored|(?:privacy policy|terms of (?:use|service)|contact us|about us|sitemap|faq|home|login|careers|help|terms|privacy)(?:\s*[|·•/-]\s*(?:privacy policy|terms of (?:use|service)|contact us|about us|sitemap|faq|home|login|careers|help|terms|privacy)){0,12})\W*$/i,
  ],
];
/** What every pattern needs somewhere, as a first and fast test of a line. */
const hint =
  /cookie|share|tweet|pin|e-?mail|print|like|face|twit|link|whats|redd|tumblr|tele|subs|sign|join|inbox|follow|enter|copy|©|\(c\)|reserved|skip|top|log|regis|home|menu|search|more|view|post|prev|next|leave|comment|click|adver|spons|priv|terms|contact|about|site|faq|careers|help/i;

/**
 * Removes lines that belong to the page, not to the text. Parts: `cookies`, `share`, `subscribe`, `copyright`, `navigation` by
 * patterns of English pages; `repeated`, in any language, removes lines that stand at both ends of the document, or at the edges
 * of three of its pages (numbers count as equal).
 */
export const boilerplate = editRuleMaker({
  kind: "boilerplate",
  version: 1,
  schema,
  parts,
  open: (options, isOn) => {
    const on = patterns.filter(([part]) => isOn(part));
    const repeats = isOn("repeated");
    return {
      concerns: ({ bytes }) => bytes.length > 0,
      edit: (sheet) => removeBoilerplate(sheet, options, on, repeats),
    };
  },
});

function removeBoilerplate(
  sheet: Sheet,
  { longest, edge }: z.output<typeof schema>,
  on: typeof patterns,
  repeats: boolean,
): void {
  const { text } = sheet;
  const lines = linesOf(text);
  const repeated = repeats ? repeatedAtEdges(text, lines, edge, longest) : new Set<TextLine>();
  const cuts = new LineCuts(text);
  for (const line of lines) {
    if (line.start === line.end) continue;
    const part =
      line.end - line.start <= longest ? partOf(text.slice(line.start, line.end).trim(), on) : undefined;
    if (part !== undefined) cuts.remove(part, line);
    else if (repeated.has(line)) cuts.remove("repeated", line);
  }
  sheet.apply(cuts.finish(text));
}

function partOf(line: string, on: typeof patterns): Part | undefined {
  if (!hint.test(line)) return undefined;
  return on.find(([, pattern]) => pattern.test(line))?.[0];
}

/** Lines at both ends of the document, or at the edges of at least three pages. */
function repeatedAtEdges(
  text: string,
  lines: readonly TextLine[],
  edge: number,
  longest: number,
): Set<TextLine> {
  const full = lines.filter(({ start, end }) => end > start && /\S/.test(text.slice(start, end)));
  const pages = pagesOf(text, full);
  const isPaged = pages.length >= 3;
  const places = new Map<string, { line: TextLine; side: string }[]>();
  const note = (line: TextLine, side: string) => {
    if (line.end - line.start > longest) return;
    const key = keyOf(text.slice(line.start, line.end));
    if (key !== "") places.set(key, [...(places.get(key) ?? []), { line, side }]);
  };
  for (const [p, page] of (isPaged ? pages : [full]).entries()) {
    const near = Math.min(isPaged ? 2 : edge, Math.floor(page.length / 2));
    for (const line of page.slice(0, near)) note(line, isPaged ? `${p}` : "top");
    for (const line of page.slice(page.length - near)) note(line, isPaged ? `${p}` : "bottom");
  }
  const enough = isPaged ? 3 : 2;
  const found = [...places.values()].filter((same) => new Set(same.map(({ side }) => side)).size >= enough);
  return new Set(found.flat().map(({ line }) => line));
}

/** A line without its case, its numbers and the space around it: running heads count pages. */
function keyOf(line: string): string {
  return line
    .trim()
    .toLowerCase()
    .replace(/\p{Nd}+/gu, "0");
}

function pagesOf(text: string, lines: readonly TextLine[]): TextLine[][] {
  const pages: TextLine[][] = [[]];
  for (const line of lines) {
    if (text.slice(line.start, line.end).includes("\f")) pages.push([]);
    pages[pages.length - 1].push(line);
  }
  return pages;
}
