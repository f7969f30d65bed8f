import { literal } from "../../core/database.ts";

/** A share of the mixture: the documents whose source matches a pattern. */
export interface Part {
  readonly pattern: string;
  /** Share of the tokens, from 0 to 1; the shares of all parts sum to 1. */
  readonly share: number;
}

/** What a part has and gives. Tokens include one end-of-text token for each document. */
export interface PartPlan extends Part {
  readonly available: number;
  readonly target: number;
  /** How often the part is gone through, at most the cap. */
  readonly epochs: number;
  /** Copies of every document, and the tokens of the further copy that the best documents get. */
  readonly fullCopies: number;
  readonly restTokens: number;
}

/** Weights by pattern as shares; without weights all documents are one part. */
export function partsOf(weights: Readonly<Record<string, number>> | undefined): Part[] {
  const entries = Object.entries(weights ?? { "*": 1 });
  const total = entries.reduce((sum, [, weight]) => sum + weight, 0);
  return entries.map(([pattern, weight]) => ({ pattern, share: weight / total }));
}

/** How often to take what a part has for its share of a budget of tokens. */
export function planPart(part: Part, available: number, budget: number, cap: number): PartPlan {
  const target = part.share * budget;
  const epochs = available === 0 ? 0 : Math.min(target / available, cap);
  const fullCopies = Math.floor(epochs);
  return { ...part, available, target, epochs, fullCopies, restTokens: (epochs - fullCopies) * available };
}

/** SQL that gives the number of the first part whose pattern a source matches, or null. `*` is any text, `?` any character. */
export function partCase(parts: readonly Part[], column: string): string {
  const cases = parts.map(
    ({ pattern }, i) => `WHEN ${column} LIKE ${literal(likePattern(pattern))} ESCAPE '!' THEN ${i}`,
  );
  return `CASE ${cases.join(" ")} END`;
}

function likePattern(glob: string): string {
  return glob.replace(/[!%_]/g, "!$&").replaceAll("*", "%").replaceAll("?", "_");
}
