import type { Sheet } from "./sheet.ts";

/** What changes the text of a document, one document at a time: made by `c4Lines()`, `redact()`, `whitespace()`… for `edit({ name: rule })`. */
export interface EditRule {
  /** The function that made it. */
  readonly kind: string;
  /** Raise it whenever the same text would come out otherwise. Part of the key. */
  readonly version: number;
  /** Everything that decides the result, as plain data. */
  readonly options: unknown;
  /** What it does, part by part: rows of `edits` and `decisions` are named `rule.part`. None when it does one thing: they are named `rule`. */
  readonly parts: readonly string[];
  /** The same rule without one of its parts. */
  without(part: string): EditRule;
  /** Prepares the work, once per worker. */
  open(): Editor;
}

/** An edit rule at work. */
export interface Editor {
  /** False when the rule can certainly do nothing to this document: answered from the bytes, without decoding. */
  concerns(sheet: Sheet): boolean;
  /** Changes the text on the sheet; never throws on a document. */
  edit(sheet: Sheet): void;
}
