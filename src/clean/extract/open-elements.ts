import { checkLimit, limits } from "./limits.ts";
import type { Element } from "./page.ts";
import { closesParagraph, impliedEnd } from "./tags.ts";

/** The stack of open block-level elements, never deeper than the limit. */
export class OpenElements {
  readonly elements: Element[] = [
    { tag: "#document", parent: -1, hints: "", hidden: false, firstBlock: 0, endBlock: 0 },
  ];
  readonly #stack: number[] = [0];
  /** How many elements of a tag are open: an end tag without a start tag costs no search. */
  readonly #open = new Map<string, number>();
  #deeper = 0;

  /** Number of open elements. */
  get depth(): number {
    return this.#stack.length;
  }

  /** Index of the innermost open element. */
  get current(): number {
    return this.#stack[this.#stack.length - 1];
  }

  /** Whether an element of this tag is open. */
  has(tag: string): boolean {
    return (this.#open.get(tag) ?? 0) > 0;
  }

  /** Opens an element; `block` is the number of blocks before it. */
  push(tag: string, hints: string, hidden: boolean, block: number): void {
    this.#closeImplied(tag, block);
    if (this.#stack.length >= limits.depth) {
      checkLimit("deeperTags", ++this.#deeper);
      this.#pop(block);
    }
    checkLimit("elements", this.elements.length);
    const element = { tag, parent: this.current, hints, hidden, firstBlock: block, endBlock: block };
    this.#stack.push(this.elements.length);
    this.elements.push(element);
    this.#open.set(tag, (this.#open.get(tag) ?? 0) + 1);
  }

  /** Closes the innermost element of this tag and all inside it; an end tag that matches none is ignored. */
  close(tag: string, block: number): void {
    if (!this.has(tag)) return;
    while (this.#pop(block) !== tag);
  }

  /** Closes everything. */
  end(block: number): void {
    while (this.#stack.length > 1) this.#pop(block);
    this.elements[0].endBlock = block;
  }

  #closeImplied(tag: string, block: number): void {
    if (closesParagraph.has(tag) && this.elements[this.current].tag === "p") this.#pop(block);
    const rule = impliedEnd[tag];
    if (rule === undefined) return;
    const closable = () => rule.closes.some((name) => this.has(name));
    for (let level = this.#stack.length - 1; level > 0 && closable(); level--) {
      const open = this.elements[this.#stack[level]].tag;
      if (rule.within.includes(open)) return;
      if (!rule.closes.includes(open)) continue;
      while (this.#stack.length > level) this.#pop(block);
    }
  }

  #pop(block: number): string {
    const element = this.elements[this.#stack.pop() ?? 0];
    element.endBlock = block;
    this.#open.set(element.tag, (this.#open.get(element.tag) ?? 1) - 1);
    return element.tag;
  }
}
