/**
 * What one page may cost. Browsers and parsers cap depth at 512 (Blink, WebKit, jsoup); the others keep memory and
 * time linear in the size of the page and far above what real pages hold.
 */
export const limits = {
  /** UTF-16 units of a page, 8 Mi. */
  characters: 8 * 1024 * 1024,
  /** Deeper start tags become siblings. */
  depth: 512,
  /** Start tags beyond the depth limit before the page counts as an attack rather than as broken markup. */
  deeperTags: 10_000,
  /** Start and end tags of a page. */
  tags: 500_000,
  /** Attributes that are read of one tag; the rest are ignored. */
  attributes: 1_000,
  /** A longer attribute value (an inlined picture) is ignored. */
  attributeCharacters: 64 * 1024,
  /** Block-level elements of a page. */
  elements: 250_000,
  /** Character references of a page. */
  entities: 1_000_000,
} as const;

/** A page that exceeds a limit. The message states the rule and the value. */
export class PageLimitError extends Error {
  override name = "PageLimitError";
}

/** Throws when `value` exceeds the limit `name`. */
export function checkLimit(name: keyof typeof limits, value: number): void {
  if (value > limits[name]) {
    throw new PageLimitError(`page exceeds the limit of ${limits[name]} ${name}`);
  }
}
