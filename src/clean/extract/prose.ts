import type { Block, Page } from "./page.ts";
import { isHeading } from "./tags.ts";

/** What a block looks like by itself. */
export type BlockKind = "prose" | "short" | "links" | "heading";

/** Kind and weight of a block. */
export interface BlockLook {
  readonly kind: BlockKind;
  /** Characters of prose; negative for lists of links, 0 for short pieces. */
  readonly value: number;
}

const sentenceEnd = /[.!?…。！？｡।؟۔։။]["'”’»›)\]」』]*$/;

/** A sentence with this many characters outside of its links is prose, however many words of it are links (encyclopedias). */
const plainCharacters = 25;

/** What a character of a list of links takes from the prose around it. */
const linkPenalty = 0.2;

/** Characters from which a piece without the end of a sentence is prose; on a page that holds no other, a post of a few words is. */
const wanted = { usual: 80, lenient: 25 } as const;

/** The looks of all blocks of a page. `lenient` takes short posts for prose, for pages that hold nothing else. */
export function lookAtBlocks(page: Page, strictness: keyof typeof wanted = "usual"): BlockLook[] {
  return page.blocks.map((block) => lookAt(block, page.elements[block.element].tag, wanted[strictness]));
}

/** Whether the text ends like a sentence. */
export function endsSentence(text: string): boolean {
  return sentenceEnd.test(text.slice(-8));
}

function lookAt(block: Block, tag: string, open: number): BlockLook {
  const { length } = block.text;
  const links = block.linkCharacters / length;
  const sentence = endsSentence(block.text);
  const isLinks = links > (sentence && length - block.linkCharacters >= plainCharacters ? 0.85 : 0.5);
  if (isLinks) return { kind: "links", value: -Math.min(length, 200) * linkPenalty };
  if (isHeading(tag)) return { kind: "heading", value: 0 };
  if (length < (sentence ? 25 : open)) return { kind: "short", value: 0 };
  const weight = sentence || length > 150 ? 1 : 0.4;
  return { kind: "prose", value: Math.min(length, 1000) * (1 - links) * weight };
}
