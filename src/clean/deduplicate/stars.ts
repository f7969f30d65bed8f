/** A document in the order of keeping, with one earlier document or text that it resembles; several rows when there are several. */
export interface Question {
  readonly rank: number;
  /** Rank of the first document with an equal text. */
  readonly text: number;
  /** Rank of the first document with the same address; NaN without one. */
  readonly url: number;
  /** The text it resembles, by the rank of its first document; NaN for none. */
  readonly partner: number;
  readonly similarity: number;
  readonly method: number;
}

/** A copy with its keeper. */
export interface Copy {
  readonly keeper: number;
  readonly copy: number;
  readonly similarity: number;
  readonly method: number;
}

/** Methods beyond those of pairs: the text is equal; the address is. */
export const EQUAL_TEXT = 254;
export const EQUAL_URL = 255;

const NONE = 0;

/**
 * Clusters as stars around the kept document, never chains: in the order of keeping, a document becomes a keeper when no
 * earlier keeper is a verified duplicate of it; otherwise it is a copy of the keeper with an equal text, or of the most similar
 * one (the first of equals), or of the one with the same address. Takes questions in the order of `rank`; documents about which
 * there is no question are keepers. Memory is 21 bytes per document.
 */
export class Stars {
  /** The kept document of a text, by its first document; NONE when that became a copy. */
  private readonly keeperOfText: Int32Array;
  private readonly keeperOfUrl: Int32Array;
  /** What a text that resembles a kept one is a copy of. */
  private readonly resembled: Int32Array;
  private readonly similarities: Float64Array;
  private readonly methods: Uint8Array;

  constructor(documents: number) {
    this.keeperOfText = Int32Array.from({ length: documents + 1 }, (_, i) => i);
    this.keeperOfUrl = this.keeperOfText.slice();
    this.resembled = new Int32Array(documents + 1);
    this.similarities = new Float64Array(documents + 1);
    this.methods = new Uint8Array(documents + 1);
  }

  /** What a document is a copy of; undefined when it is kept. `rows` are all its rows. */
  judge(rows: readonly Question[]): Copy | undefined {
    const [document] = rows;
    const copy = this.copyOf(rows);
    if (copy === undefined) this.keep(document);
    else this.leave(document);
    return copy;
  }

  private copyOf(rows: readonly Question[]): Copy | undefined {
    const [{ rank, text, url }] = rows;
    if (text !== rank) {
      if (this.keeperOfText[text] !== NONE)
        return { keeper: this.keeperOfText[text], copy: rank, similarity: 1, method: EQUAL_TEXT };
      if (this.resembled[text] !== NONE) {
        const [similarity, method] = [this.similarities[text], this.methods[text]];
        return { keeper: this.resembled[text], copy: rank, similarity, method };
      }
    }
    const best = this.mostSimilar(rows);
    if (best !== undefined) {
      this.resembled[text] = best.keeper;
      this.similarities[text] = best.similarity;
      this.methods[text] = best.method;
      return best;
    }
    const keeper = Number.isNaN(url) || url === rank ? NONE : this.keeperOfUrl[url];
    return keeper === NONE ? undefined : { keeper, copy: rank, similarity: 1, method: EQUAL_URL };
  }

  private mostSimilar(rows: readonly Question[]): Copy | undefined {
    let best: Copy | undefined;
    for (const { rank, partner, similarity, method } of rows) {
      const keeper = Number.isNaN(partner) ? NONE : this.keeperOfText[partner];
      if (keeper === NONE || keeper >= rank) continue;
      const isBetter =
        best === undefined ||
        similarity > best.similarity ||
        (similarity === best.similarity && keeper < best.keeper);
      if (isBetter) best = { keeper, copy: rank, similarity, method };
    }
    return best;
  }

  private keep({ rank, text, url }: Question): void {
    this.keeperOfText[text] = rank;
    if (!Number.isNaN(url) && this.keeperOfUrl[url] === NONE) this.keeperOfUrl[url] = rank;
  }

  private leave({ rank, text, url }: Question): void {
    if (text === rank) this.keeperOfText[text] = NONE;
    if (url === rank) this.keeperOfUrl[url] = NONE;
  }
}
