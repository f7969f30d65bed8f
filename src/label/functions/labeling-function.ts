import type { Value } from "../../core/table.ts";

/** What a labeling function sees of a document: its id, its current text, and the columns it declared. */
export interface LabelDocument {
  readonly id: string;
  readonly text: string;
  /** The text in lower case, made once for all functions that ask. */
  readonly lower: string;
  readonly columns: Readonly<Record<string, Value>>;
}

/** Gives a document a label, or null to abstain. */
export type Vote = (document: LabelDocument) => string | null | undefined;

/** A labeling function with what it needs and what decides its votes. */
export interface LabelingFunction {
  readonly vote: Vote;
  /** Columns of documents or signals it reads besides the text. */
  readonly columns: readonly string[];
  /** Everything that decides its votes: plain data, regular expressions, functions. Part of the stage's key. */
  readonly definition: unknown;
}

/** An arbitrary function that reads more than the text: `reading(["url"], ({ columns }) => …)`. */
export function reading(columns: readonly string[], vote: Vote): LabelingFunction {
  return { vote, columns, definition: { columns, vote } };
}

/** A bare function reads the text alone. */
export function asLabelingFunction(given: LabelingFunction | Vote): LabelingFunction {
  return typeof given === "function" ? reading([], given) : given;
}
