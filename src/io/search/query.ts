import { indexWords, piecesOf, runsOf } from "./words.ts";

/** Words of one query that are looked for; what comes after them is left out. */
const mostTerms = 32;

/** What a person searches for. */
export interface Query {
  /** In the language of FTS5; undefined when there is no word in it. */
  readonly match: string | undefined;
  readonly terms: readonly Term[];
}

/** A word, a phrase, or the beginning of one, as pieces of a text. */
export interface Term {
  readonly pieces: readonly string[];
  readonly isBeginning: boolean;
  /** Words and runs that a text with the term contains. */
  readonly runs: readonly string[];
}

/**
 * Reads what a person typed: words, "phrases", beginnings*. All must occur. Every word reaches FTS5 in quotes and
 * holds nothing but letters, digits and marks, so that nothing that is typed is taken for its syntax.
 */
export function parseQuery(typed: string): Query {
  const parts = [...typed.toWellFormed().matchAll(/"([^"]*)"?(\*?)|([^\s"]+)/g)].slice(0, mostTerms);
  const expressions: string[] = [];
  const terms: Term[] = [];
  for (const [, phrase, star, word] of parts) {
    const text = phrase ?? word;
    const { words, isBeginning } = indexWords(text);
    if (words.length === 0) continue;
    const wantsBeginning = phrase === undefined ? word.endsWith("*") : star === "*";
    expressions.push(`"${words.join(" ")}"${isBeginning || wantsBeginning ? " *" : ""}`);
    terms.push({
      pieces: piecesOf(text).map(({ word }) => word),
      isBeginning: wantsBeginning,
      runs: runsOf(text),
    });
  }
  return { match: expressions.length > 0 ? expressions.join(" ") : undefined, terms };
}
