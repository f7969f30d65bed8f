import type { Document } from "./document.ts";

/** What is known about one measurement; `sluice signals` prints it. */
export interface Signal {
  readonly type: "DOUBLE" | "INTEGER" | "VARCHAR";
  /** `characters`, `words`, `lines`, `ratio` … */
  readonly unit: string;
  /** One sentence, with what an empty document gives. */
  readonly definition: string;
  /** Paper and table, or the code that defines it. */
  readonly source: string;
  /** Whose reading of the paper: the same name means other numbers elsewhere. */
  readonly dialect: string;
}

/** The measurements of one document by column name; null where a measurement does not apply. */
export type Measurements = Readonly<Record<string, number | string | null>>;

/** Measures one document; `inputs` has the columns that the family asks for, null where they are empty. */
export type Measure = (document: Document, inputs: Measurements) => Measurements;

/** Signals that are measured together. Other folders add families by writing one of these. */
export interface Family {
  readonly name: string;
  /** Raise it whenever the same text gives other values. */
  readonly version: number;
  /** A signal may belong to several families when they share the very same definition. */
  readonly columns: Readonly<Record<string, Signal>>;
  /** Columns besides the text: of `documents` (`url`), or signals of a family before it or of an earlier stage (`language`). */
  readonly inputs?: readonly string[];
  /** What else decides the values, such as a list of words: plain data, part of the key. */
  readonly settings?: unknown;
  /** Prepares the kernel, once per worker. */
  open(): Measure | Promise<Measure>;
}

/** `part / whole`, and 0 where there is nothing to divide by. */
export function ratio(part: number, whole: number): number {
  return whole === 0 ? 0 : part / whole;
}
