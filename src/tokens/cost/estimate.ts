/** One number of an answer, with how it came about. */
export interface Estimate {
  readonly name: string;
  readonly value: number;
  readonly unit: string;
  /** Low and high of what is uncertain: utilisation, price, constants. Equal to the value where nothing is. */
  readonly range: readonly [number, number];
  readonly formula: string;
  readonly inputs: Readonly<Record<string, string | number>>;
  readonly sources: readonly string[];
  /** Why the number should not be believed here, where it should not. */
  readonly caveat?: string;
}

/** An answer; the first estimate is what was asked for. */
export type Answer = readonly Estimate[];

/** What is written behind a source that nobody opened. */
export const unopened = "(quoted by a search result: check before relying on it)";

/** A source as it is printed: name, date, and whether anyone opened it. */
export function cite({ source, date, seen }: { source: string; date: string; seen?: string }): string {
  return `${source}, ${date}${seen === "excerpt" ? ` ${unopened}` : ""}`;
}
