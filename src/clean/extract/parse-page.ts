import { Tokenizer, type TokenizerCallbacks } from "htmlparser2";
import { AttributeReader } from "./attributes.ts";
import { BlockWriter } from "./block-writer.ts";
import { checkLimit } from "./limits.ts";
import { MetaReader } from "./meta-reader.ts";
import { OpenElements } from "./open-elements.ts";
import type { Page } from "./page.ts";
import { inlineTags, silentTags, voidTags } from "./tags.ts";

/** Reads a page in one pass, in time linear in its length. Throws a `PageLimitError` when the page exceeds a limit. */
export function parsePage(html: string): Page {
  checkLimit("characters", html.length);
  const reader = new PageReader(html);
  const tokenizer = new Tokenizer({ decodeEntities: true }, reader);
  tokenizer.write(html);
  tokenizer.end();
  return reader.page();
}

/** Turns the tokens of a page into its elements and blocks. */
class PageReader implements TokenizerCallbacks {
  readonly #html: string;
  readonly #attributes: AttributeReader;
  readonly #open = new OpenElements();
  readonly #writer = new BlockWriter();
  readonly #meta = new MetaReader();
  #tag = "";
  /** Tags that are open inside a silent element, from the silent element itself; empty outside of one. */
  #silent: string[] = [];
  /** Depth at which the open link began; 0 when none is open. */
  #link = 0;
  #verbatim = 0;
  #entities = 0;
  #tags = 0;
  /** Text that was read and not yet handed on: the tokenizer cuts it at every stray `<` and `&`. */
  #textStart = 0;
  #textEnd = 0;

  constructor(html: string) {
    this.#html = html;
    this.#attributes = new AttributeReader(html);
  }

  page(): Page {
    const { title, metas, jsonLd } = this.#meta;
    return { elements: this.#open.elements, blocks: this.#writer.blocks, title, metas, jsonLd };
  }

  onopentagname(start: number, end: number): void {
    this.#tag = this.#html.slice(start, end).toLowerCase();
    this.#attributes.reset();
  }
  onattribname(start: number, end: number): void {
    this.#attributes.name(start, end);
  }
  onattribdata(start: number, end: number): void {
    this.#attributes.data(start, end);
  }
  onattribentity(codePoint: number): void {
    checkLimit("entities", ++this.#entities);
    this.#attributes.entity(codePoint);
  }
  onattribend(): void {
    this.#attributes.end();
  }
  onopentagend(): void {
    this.#start(this.#tag, false);
  }
  onselfclosingtag(): void {
    this.#start(this.#tag, true);
  }
  onclosetag(start: number, end: number): void {
    this.#end(this.#html.slice(start, end).toLowerCase());
  }
  ontext(start: number, end: number): void {
    if (start !== this.#textEnd) {
      this.#flush();
      this.#textStart = start;
    }
    this.#textEnd = end;
  }
  ontextentity(codePoint: number): void {
    checkLimit("entities", ++this.#entities);
    this.#flush();
    this.#text(String.fromCodePoint(codePoint));
  }
  oncdata(): void {}
  oncomment(): void {}
  ondeclaration(): void {}
  onprocessinginstruction(): void {}
  onend(): void {
    this.#flush();
    this.#writer.end(this.#open.current);
    this.#open.end(this.#writer.blocks.length);
  }

  #start(tag: string, selfClosing: boolean): void {
    checkLimit("tags", ++this.#tags);
    this.#flush();
    this.#meta.start(tag, this.#attributes);
    if (this.#silent.length > 0) this.#startInSilence(tag, selfClosing);
    else if (tag === "br") this.#writer.lineBreak(this.#open.current);
    else if (tag === "a") this.#link = this.#open.depth;
    else if (silentTags.has(tag)) this.#silent = selfClosing ? [] : [tag];
    else if (tag === "hr") this.#writer.end(this.#open.current);
    else if (inlineTags.has(tag)) this.#silent = this.#attributes.isAside() && !selfClosing ? [tag] : [];
    else if (!voidTags.has(tag)) this.#startElement(tag);
  }

  #startElement(tag: string): void {
    this.#writer.end(this.#open.current);
    this.#open.push(tag, this.#attributes.hints(), this.#attributes.isHidden(), this.#writer.blocks.length);
    if (tag === "pre") this.#verbatim = this.#open.depth;
    if (this.#open.depth < this.#link) this.#link = 0;
  }

  #startInSilence(tag: string, selfClosing: boolean): void {
    if (!selfClosing && !voidTags.has(tag) && this.#silent.length < 64) this.#silent.push(tag);
  }

  #end(tag: string): void {
    checkLimit("tags", ++this.#tags);
    this.#flush();
    this.#meta.end(tag);
    if (this.#silent.length > 0) {
      const level = this.#silent.lastIndexOf(tag);
      if (level >= 0) this.#silent.length = level;
      // An end tag of something outside ends the silence too: an unclosed button must not swallow the page.
      if (level >= 0 || inlineTags.has(tag) || !this.#open.has(tag)) return;
      this.#silent = [];
    }
    if (tag === "a") this.#link = 0;
    else if (tag === "br") this.#writer.lineBreak(this.#open.current);
    else if (!inlineTags.has(tag)) this.#endElement(tag);
  }

  #endElement(tag: string): void {
    this.#writer.end(this.#open.current);
    this.#open.close(tag, this.#writer.blocks.length);
    if (this.#open.depth < this.#link) this.#link = 0;
    if (this.#open.depth < this.#verbatim) this.#verbatim = 0;
  }

  #flush(): void {
    if (this.#textEnd > this.#textStart) this.#text(this.#html.slice(this.#textStart, this.#textEnd));
    this.#textStart = this.#textEnd;
  }

  #text(text: string): void {
    this.#meta.text(text);
    if (this.#silent.length > 0 || this.#meta.inTitle) return;
    this.#writer.text(text, this.#link > 0, this.#verbatim > 0);
  }
}
