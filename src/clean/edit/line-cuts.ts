import type { RuleChange } from "./draft.ts";

/** A line of a text: UTF-16 offsets, without its newline. */
export interface TextLine {
  readonly start: number;
  readonly end: number;
}

/** The lines of a text, parted by newlines. */
export function linesOf(text: string): TextLine[] {
  const lines: TextLine[] = [];
  for (let start = 0; start <= text.length; ) {
    const newline = text.indexOf("\n", start);
    const end = newline < 0 ? text.length : newline;
    lines.push({ start, end });
    start = end + 1;
  }
  return lines;
}

/** Lines that go, each with its newline, or where nothing is left after it with the newline before it. Neighbours that go for one reason are one change. */
export class LineCuts {
  readonly #length: number;
  readonly #changes: RuleChange[] = [];

  constructor(text: string) {
    this.#length = text.length;
  }

  /** Removes a line; call it in the order of the text. */
  remove(rule: string, { start, end }: TextLine): void {
    const last = this.#changes.at(-1);
    const to = Math.min(end + 1, this.#length);
    if (last?.replacement === "" && last.rule === rule && last.end === start)
      this.#changes[this.#changes.length - 1] = { ...last, end: to };
    else this.#changes.push({ rule, start, end: to, replacement: "" });
  }

  /** Another change, in the order of the text. */
  change(change: RuleChange): void {
    this.#changes.push(change);
  }

  /** The changes; a newline that would be left at the end goes as well. */
  finish(text: string): readonly RuleChange[] {
    const changes = this.#changes;
    let first = changes.length - 1;
    while (
      first > 0 &&
      changes[first - 1].replacement === "" &&
      changes[first - 1].end === changes[first].start
    )
      first--;
    const last = changes.at(-1);
    if (last === undefined || last.end < text.length || last.replacement !== "") return changes;
    const { start } = changes[first];
    const before = changes[first - 1]?.end ?? 0;
    if (text[last.end - 1] !== "\n" && start > before && text[start - 1] === "\n")
      changes[first] = { ...changes[first], start: start - 1 };
    return changes;
  }
}
