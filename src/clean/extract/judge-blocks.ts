import { markCards } from "./cards.ts";
import { type Evidence, readEvidence } from "./evidence.ts";
import type { Page } from "./page.ts";
import { asksForConsent, invitesElsewhere, marksAdvertisement } from "./phrases.ts";
import { type BlockLook, lookAtBlocks } from "./prose.ts";
import { elementSums, findRegion } from "./region.ts";
import { topicWords } from "./topic.ts";
import { trim } from "./trim.ts";
import type { BlockVerdict } from "./verdict.ts";

/** What was found in a page. */
export interface Judgement {
  /** One verdict per block. */
  readonly verdicts: readonly BlockVerdict[];
  readonly looks: readonly BlockLook[];
  /** Index of the element that holds the main text. */
  readonly region: number;
  readonly topic: ReadonlySet<string>;
}

/** Prose in furniture counts this little when the region is chosen: it decides only where there is nothing else. */
const furnitureWeight = 0.1;

/** Finds the blocks of the main text: the region that holds it, less what does not belong there. */
export function judgeBlocks(page: Page, strictness?: Parameters<typeof lookAtBlocks>[1]): Judgement {
  const topic = topicWords(page);
  const looks = lookAtBlocks(page, strictness).map((look, i) =>
    look.value > 0 && asksForConsent(page.blocks[i].text, topic) ? { ...look, value: 0 } : look,
  );
  const cards = markCards(page, looks);
  const values = looks.map(({ value }, i) => (cards[i] ? Math.min(0, value) : value));
  const evidence = readEvidence(page, proseShare(page, values));
  const weighted = values.map((value, i) =>
    value > 0 && evidence.furnitureOf(page.blocks[i].element) >= 0 ? value * furnitureWeight : value,
  );
  const region = findRegion(page, weighted, topic);
  const verdicts = page.blocks.map((_, i) =>
    cards[i] ? "card" : judge(page, i, region, looks[i], evidence),
  );
  trim(page, looks, verdicts);
  return { verdicts, looks, region, topic };
}

function proseShare(page: Page, values: readonly number[]): (element: number) => number {
  const prose = elementSums(
    page,
    values.map((value) => Math.max(0, value)),
  );
  const all = prose(0) || 1;
  return (element) => prose(element) / all;
}

function judge(page: Page, i: number, region: number, look: BlockLook, evidence: Evidence): BlockVerdict {
  const { firstBlock, endBlock } = page.elements[region];
  const { element, text, linkCharacters } = page.blocks[i];
  if (i < firstBlock || i >= endBlock) return "outside";
  if (evidence.furnitureOf(element) > region) return "furniture";
  if (look.kind === "prose" && look.value === 0) return "furniture";
  if (marksAdvertisement(text)) return "invitation";
  if (linkCharacters > 0 && invitesElsewhere(text)) return "invitation";
  return look.kind === "links" ? "links" : "kept";
}
