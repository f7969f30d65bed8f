import type { Document, Reading } from "../document.ts";
import { flaggedWords } from "./bad-word-lists.ts";
import { SpacedWords } from "./spaced-words.ts";
import { englishStopWords } from "./stop-words.ts";
import { WordSet } from "./word-set.ts";

const javascript = "javascript";
const lorem = "lorem";
const folded = englishStopWords.map((word) => word.replaceAll("'", ""));
/** Every word with the number of its list. */
const lists = new WordSet([folded, flaggedWords, [javascript], [lorem]]);

/** How often words of some lists occur among the folded words of a document, all looked up at once. */
export class ListedWords implements Reading {
  stop = 0;
  flagged = 0;
  javascript = 0;
  lorem = 0;

  /** Counts the words of a document. */
  read(document: Document): void {
    const words = document.reading(SpacedWords);
    const { occurrences } = lists.countIn(words.vocabulary, words.folded);
    [this.stop, this.flagged, this.javascript, this.lorem] = occurrences;
  }
}
