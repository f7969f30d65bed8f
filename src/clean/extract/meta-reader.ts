import type { AttributeReader } from "./attributes.ts";
import type { Meta } from "./page.ts";

const maximumMetas = 1_000;
const maximumAuthor = 200;

/** Collects what a page says about itself: title, meta tags, JSON-LD, inline names of authors, times. */
export class MetaReader {
  title = "";
  readonly metas: Meta[] = [];
  readonly jsonLd: string[] = [];
  /** Whether the text goes into the title. */
  inTitle = false;
  #hasTitle = false;
  #script: string[] | undefined;
  #author: { tag: string; text: string } | undefined;

  /** A start tag. */
  start(tag: string, attributes: AttributeReader): void {
    if (tag === "title") this.inTitle = true;
    else if (tag === "script") {
      if (/^application\/ld\+json/i.test(attributes.get("type").trim())) this.#script = [];
    } else if (tag === "meta") this.#metaTag(attributes);
    else if (tag === "time") this.#add(`time ${attributes.get("itemprop")}`, attributes.get("datetime"));
    else if (tag === "a" || tag === "span") this.#authorTag(tag, attributes);
  }

  /** An end tag. */
  end(tag: string): void {
    if (tag === "title") {
      this.#hasTitle ||= this.inTitle;
      this.inTitle = false;
    } else if (tag === "script" && this.#script !== undefined) {
      this.jsonLd.push(this.#script.join(""));
      this.#script = undefined;
    } else if (tag === this.#author?.tag) {
      this.#add("inline author", this.#author.text);
      this.#author = undefined;
    }
  }

  /** Text, wherever it stands. */
  text(text: string): void {
    if (this.inTitle && !this.#hasTitle && this.title.length < 1_000) this.title += text;
    this.#script?.push(text);
    if (this.#author !== undefined && this.#author.text.length < maximumAuthor) this.#author.text += text;
  }

  #metaTag(attributes: AttributeReader): void {
    const content = attributes.get("content");
    for (const key of ["name", "property", "itemprop"]) this.#add(attributes.get(key), content);
  }

  #authorTag(tag: string, attributes: AttributeReader): void {
    const named = attributes.get("rel") === "author" || /\bauthor\b/.test(attributes.get("itemprop"));
    if (named && this.#author === undefined) this.#author = { tag, text: "" };
  }

  #add(name: string, content: string): void {
    if (name === "" || content.trim() === "" || this.metas.length >= maximumMetas) return;
    this.metas.push({ name: name.trim().toLowerCase(), content });
  }
}
