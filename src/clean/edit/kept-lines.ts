import { BytePlaces } from "./byte-places.ts";
import type { RuleChange } from "./draft.ts";
import type { Sheet } from "./sheet.ts";

/** Lines that go, one after the other, for one reason: byte offsets. */
interface Gone {
  readonly part: string;
  readonly start: number;
  end: number;
}

const NEWLINE = 10;
const marks = /\[\p{Nd}*\]|\[edit\]|\[citation needed\]/gu;

/** Turns the fates of the lines of a document into changes: kept lines end up joined by one newline, without white space around them. */
export class KeptLines {
  readonly #sheet: Sheet;
  readonly #bytes: Buffer;
  readonly #places: BytePlaces;
  readonly #trims: boolean;
  readonly #changes: RuleChange[] = [];
  #gone: Gone[] = [];
  /** End of the last kept line; -1 before the first. */
  #kept = -1;

  /** With `trims` false, white space and blank lines around kept lines stay. */
  constructor(sheet: Sheet, trims: boolean) {
    this.#sheet = sheet;
    this.#bytes = sheet.bytes;
    this.#places = new BytePlaces(sheet.bytes);
    this.#trims = trims;
  }

  /** A blank line that ends before byte `next`: it goes with the lines before it. */
  blank(next: number): void {
    const last = this.#gone.at(-1);
    if (last !== undefined) last.end = next;
  }

  /** A line that goes, from its first byte to that of the next line. */
  remove(part: string, start: number, next: number): void {
    const last = this.#gone.at(-1);
    if (last?.part === part && last.end === start) last.end = next;
    else this.#gone.push({ part, start, end: next });
  }

  /** A line that stays, trimmed; `marked` when marks of citations are to be deleted in it. */
  keep(start: number, end: number, marked: boolean): void {
    const gone = this.#gone;
    const head = Math.max(this.#kept, 0);
    const border = gone.length > 0 ? gone[0].start : start;
    const joint = this.#kept < 0 ? "" : "\n";
    if (!this.#isJoint(head, border, joint)) this.#space(head, border, joint);
    this.#cutGone();
    const after = gone.at(-1)?.end ?? start;
    if (after < start) this.#space(after, start, "");
    if (marked) this.#cutMarks(start, end);
    this.#kept = end;
    this.#gone = [];
  }

  /** Ends the document, and applies the changes. */
  finish(): void {
    const { length } = this.#bytes;
    const [first, ...more] = this.#gone;
    const from = Math.max(this.#kept, 0);
    if (first !== undefined) {
      this.#gone = [{ ...first, start: this.#trims ? from : first.start }, ...more];
      this.#cutGone();
    } else if (from < length) this.#space(from, length, "");
    this.#sheet.apply(this.#changes);
  }

  #isJoint(from: number, to: number, joint: string): boolean {
    return joint === "" ? from === to : to - from === 1 && this.#bytes[from] === NEWLINE;
  }

  #space(start: number, end: number, replacement: string): void {
    if (this.#trims) this.#change("space", start, end, replacement);
  }

  #cutGone(): void {
    for (const { part, start, end } of this.#gone) this.#change(part, start, end, "");
  }

  #cutMarks(start: number, end: number): void {
    const at = this.#places.unit(start);
    for (const { 0: mark, index } of this.#bytes.toString("utf8", start, end).matchAll(marks)) {
      const from = at + index;
      this.#changes.push({ rule: "citations", start: from, end: from + mark.length, replacement: "" });
    }
  }

  #change(rule: string, start: number, end: number, replacement: string): void {
    const from = this.#places.unit(start);
    this.#changes.push({ rule, start: from, end: this.#places.unit(end), replacement });
  }
}
