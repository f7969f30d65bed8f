import type { Bloom } from "./bloom.ts";
import type { GramTable } from "./gram-table.ts";
import { unpack } from "./packed.ts";

/** What the header of an exact index says. */
export interface ExactHeader {
  readonly kind: "exact";
  /** Ids of the examples, by number. */
  readonly ids: readonly string[];
  /** Lengths of grams that occur, the longest first. */
  readonly lengths: readonly number[];
}

/** What the header of a Bloom index says: a filter for each set. */
export interface BloomHeader {
  readonly kind: "bloom";
  readonly lengths: readonly number[];
  readonly filters: readonly Pick<Bloom, "size" | "hashes">[];
}

/** The grams of the evaluation sets with the words behind them. */
export interface ExactIndex extends ExactHeader {
  readonly table: GramTable;
  /** The places of gram `k`: from `starts[k]` to `starts[k + 1]` of `examples`, `firsts` and `lengthOf`. */
  readonly starts: Uint32Array;
  readonly examples: Uint32Array;
  readonly firsts: Uint32Array;
  readonly lengthOf: Uint32Array;
  /** By example: number of its set, and the grams that are all of it (`gramTotal`). */
  readonly sets: Uint32Array;
  readonly totals: Uint32Array;
  readonly letters: Uint32Array;
  readonly wordEnds: Uint32Array;
}

/** The grams of the evaluation sets as bits. */
export interface BloomIndex extends BloomHeader {
  readonly blooms: readonly Bloom[];
}

/** Opens an index file; the arrays are views over its bytes. */
export function openIndex(file: Uint8Array): ExactIndex | BloomIndex {
  const { header, arrays } = unpack<ExactHeader | BloomHeader>(file);
  if (header.kind === "bloom")
    return {
      ...header,
      blooms: header.filters.map((filter, set) => ({ ...filter, bits: arrays[`bits${set}`] })),
    };
  const { low, high, slots, bits, starts, examples, firsts, lengths, sets, totals, letters, wordEnds } =
    arrays;
  const table = { low, high, slots, bits };
  return { ...header, table, starts, examples, firsts, lengthOf: lengths, sets, totals, letters, wordEnds };
}
