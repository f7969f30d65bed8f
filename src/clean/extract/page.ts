/** A page as the scorer sees it: block-level elements and runs of text, both in document order. */
export interface Page {
  /** `elements[0]` is the document itself; parents come before their children. */
  readonly elements: readonly Element[];
  readonly blocks: readonly Block[];
  /** Content of the `title` element. */
  readonly title: string;
  readonly metas: readonly Meta[];
  /** Contents of `script type="application/ld+json"`. */
  readonly jsonLd: readonly string[];
}

/** A block-level element. */
export interface Element {
  readonly tag: string;
  /** Index of the parent in `Page.elements`; -1 for the document. */
  readonly parent: number;
  /** Class, id, role and itemprop in lower case, separated by spaces: soft evidence. */
  readonly hints: string;
  readonly hidden: boolean;
  /** The blocks inside are `blocks[firstBlock]` to `blocks[endBlock - 1]`. */
  readonly firstBlock: number;
  endBlock: number;
}

/** A run of text between two block-level tags. */
export interface Block {
  /** Entities decoded, whitespace normalised (kept inside `pre`). */
  readonly text: string;
  /** Index of the innermost element. */
  readonly element: number;
  /** Characters of the text that lie inside links. */
  readonly linkCharacters: number;
}

/** A piece of metadata: a `meta` tag, or a `time`, `link` or inline element that names an author or a date. */
export interface Meta {
  readonly name: string;
  readonly content: string;
}
