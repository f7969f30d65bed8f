import type { Block } from "./page.ts";

/** Gathers text into blocks, with whitespace normalised. */
export class BlockWriter {
  readonly blocks: Block[] = [];
  #pieces: string[] = [];
  #linkCharacters = 0;
  #breaks = 0;
  #hasText = false;
  #verbatim = false;

  /** Adds text; `verbatim` keeps its line ends and spaces. */
  text(piece: string, inLink: boolean, verbatim: boolean): void {
    const text = verbatim ? piece : piece.replace(/\s+/g, " ");
    this.#pieces.push(text);
    if (text === " " || text === "") return;
    if (inLink) this.#linkCharacters += text.length;
    this.#hasText = true;
    this.#verbatim ||= verbatim;
    this.#breaks = 0;
  }

  /** A line break; the second in a row ends the block. */
  lineBreak(element: number): void {
    this.#breaks++;
    if (this.#breaks >= 2) this.end(element);
    else if (this.#hasText) this.#pieces.push("\n");
  }

  /** Ends the block that belongs to `element`. */
  end(element: number): void {
    if (this.#hasText) {
      const text = clean(this.#pieces.join(""), this.#verbatim);
      if (text !== "") {
        this.blocks.push({ text, element, linkCharacters: Math.min(this.#linkCharacters, text.length) });
      }
    }
    if (this.#pieces.length > 0) this.#pieces = [];
    this.#linkCharacters = 0;
    this.#breaks = 0;
    this.#hasText = false;
    this.#verbatim = false;
  }
}

/** Drops invisible characters and white space at the ends; collapses spaces and trims every line, but not in code. */
function clean(text: string, verbatim: boolean): string {
  const visible = text.replace(/[\u00ad\u200b\ufeff]|[^\P{Cc}\n\t]/gu, "");
  if (verbatim) return visible.replace(/^(?:[ \t]*\n)+/, "").trimEnd();
  return visible
    .replace(/ {2,}/g, " ")
    .replace(/ ?\n ?/g, "\n")
    .trim();
}
