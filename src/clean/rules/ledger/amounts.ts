import type { Ledger } from "./ledger.ts";
import type { Amount } from "./outcome.ts";

/** Documents with their characters (code points of the text that was read in) and tokens. */
export interface Size extends Amount {
  /** Null where nobody measured them and the texts were not read. */
  readonly characters: number | null;
}

/** Where the characters of a document come from. */
export interface Characters {
  /** SQL over the rows of the ledger. */
  readonly sql: string;
  /** Columns that the SQL reads. */
  readonly columns: readonly string[];
  /** `signal`: `character_count` was measured; `text`: the texts were read for it; `none`: not known. */
  readonly from: "signal" | "text" | "none";
}

/** Puts the characters of every document beside the rows: those that were measured, else counted from the texts where that is wanted. */
export async function readCharacters(ledger: Ledger, mayReadText: boolean): Promise<Characters> {
  if (ledger.origins.signals.has("character_count")) {
    await ledger.columns.read(["character_count"]);
    return { sql: "coalesce(character_count, 0)", columns: ["character_count"], from: "signal" };
  }
  if (!mayReadText) return { sql: "NULL", columns: [], from: "none" };
  await ledger.columns.compute(
    "_characters",
    "text",
    () => "SELECT coalesce(length(text), 0)::BIGINT AS _characters FROM documents",
  );
  return { sql: "_characters", columns: ["_characters"], from: "text" };
}

/** True when characters can only be had by reading the texts. */
export function mustReadText({ origins }: Pick<Ledger, "origins">): boolean {
  return !origins.signals.has("character_count");
}

/** What a sum of sizes begins with. */
export function noSize({ from }: Pick<Characters, "from">): Size {
  return { documents: 0, characters: from === "none" ? null : 0, tokens: 0 };
}

/** Two sizes together. */
export function plus(a: Size, b: Size): Size {
  return {
    documents: a.documents + b.documents,
    characters: a.characters === null || b.characters === null ? null : a.characters + b.characters,
    tokens: a.tokens + b.tokens,
  };
}
