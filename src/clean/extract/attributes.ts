import { limits } from "./limits.ts";

/** Attributes that say something about the role of an element. */
const read: ReadonlySet<string> = new Set(
  "class id role itemprop style hidden aria-hidden aria-modal type name property content datetime rel".split(
    " ",
  ),
);

/** Real class lists are far shorter; the patterns of the evidence read them all. */
const maximumHints = 1_000;

const asides =
  /(?:^|\s)(?:sr-only|visually-hidden|visuallyhidden|screen-reader-text|mw-editsection|noprint|reference)(?=$|\s)/;

/** Collects the attributes of one start tag from the tokenizer's callbacks, within the limits. */
export class AttributeReader {
  readonly #html: string;
  #values = new Map<string, string>();
  #name = "";
  #value = "";
  #count = 0;

  constructor(html: string) {
    this.#html = html;
  }

  /** Begins a new start tag. */
  reset(): void {
    if (this.#values.size > 0) this.#values = new Map();
    this.#count = 0;
    this.#name = "";
  }

  /** An attribute name was read. */
  name(start: number, end: number): void {
    this.#value = "";
    this.#name = "";
    if (++this.#count > limits.attributes || end - start > 11) return;
    const name = this.#html.slice(start, end).toLowerCase();
    if (read.has(name)) this.#name = name;
  }

  /** A piece of the value was read. */
  data(start: number, end: number): void {
    if (this.#name === "") return;
    if (this.#value.length + end - start > limits.attributeCharacters) this.#name = "";
    else this.#value += this.#html.slice(start, end);
  }

  /** A character reference in the value was read. */
  entity(codePoint: number): void {
    if (this.#name !== "") this.#value += String.fromCodePoint(codePoint);
  }

  /** The attribute ended; the first of two with the same name counts. */
  end(): void {
    if (this.#name !== "" && !this.#values.has(this.#name)) this.#values.set(this.#name, this.#value);
    this.#name = "";
  }

  /** Value of an attribute; an empty string when the tag lacks it. */
  get(name: string): string {
    return this.#values.get(name) ?? "";
  }

  /** Class, id, role and itemprop in lower case. */
  hints(): string {
    if (this.#values.size === 0) return "";
    const parts = [this.get("class"), this.get("id"), this.get("role"), this.get("itemprop")];
    return parts.filter(Boolean).join(" ").slice(0, maximumHints).toLowerCase();
  }

  /** Whether the element is not shown, as far as its own tag tells. */
  isHidden(): boolean {
    const style = this.get("style");
    return (
      this.#values.has("hidden") ||
      this.get("aria-hidden") === "true" ||
      (style !== "" && /display\s*:\s*none|visibility\s*:\s*hidden/i.test(style))
    );
  }

  /** Whether an inline element is no part of the sentence around it: hidden, for screen readers, or a mark of the wiki. */
  isAside(): boolean {
    if (this.#values.size === 0) return false;
    return this.isHidden() || asides.test(this.get("class"));
  }
}
