import type { Document } from "../document.ts";
import { type Family, type Measurements, ratio } from "../family.ts";
import { findCycles } from "./cycles.ts";
import { definer } from "./define.ts";

/** Dolma's limits for cycles of tokens. */
const TOKEN_UNIT = 13;
const TOKEN_TIMES = 3;
/** Bytes of the unit of a cycle of characters, and how often it must stand. */
const BYTE_UNIT = 16;
const BYTE_TIMES = 4;
const tokens = definer(
  "Dolma, Soldaini et al. 2024, tagger tokenizer_repetitions; tokens of symbol_ratio_hash",
  "sluice",
);
const characters = definer("Dolma, Soldaini et al. 2024, tagger repetitions_v1", "sluice");
const tokenCycle = "stretch in which 1 to 13 tokens (words and symbols) repeat at least 3 times";
const characterCycle = "stretch in which 1 to 16 bytes of UTF-8 repeat at least 4 times without a gap";

/** Loops of tokens and of characters, as stuck generators and broken pages leave them. */
export const repetition: Family = {
  name: "repetition",
  version: 1,
  columns: {
    token_cycle_ratio: tokens.ratio(`Tokens in any ${tokenCycle}, divided by tokens; 0 without tokens.`),
    token_cycle_longest: tokens.count("tokens", `Length of the longest ${tokenCycle}; 0 without one.`),
    token_cycle_repeats: tokens.count(
      "times",
      `The most times that a whole unit stands in a ${tokenCycle}; 0 without one. Dolma drops documents from 100 on.`,
    ),
    character_cycle_ratio: characters.ratio(
      `Bytes in any ${characterCycle}, divided by bytes; 0 for an empty text.`,
    ),
    character_cycle_longest: characters.count(
      "bytes",
      `Length of the longest ${characterCycle}; 0 without one.`,
    ),
    character_cycle_repeats: characters.count(
      "times",
      `The most times that a whole unit stands in a ${characterCycle}; 0 without one.`,
    ),
  },
  open: () => measureRepetition,
};

function measureRepetition({ vocabulary, tokens: { count }, bytes, length }: Document): Measurements {
  const ofTokens = findCycles(vocabulary.pairs.numbers, count, TOKEN_UNIT, TOKEN_TIMES);
  const ofBytes = findCycles(bytes, length, BYTE_UNIT, BYTE_TIMES);
  return {
    token_cycle_ratio: ratio(ofTokens.covered, count),
    token_cycle_longest: ofTokens.longest,
    token_cycle_repeats: ofTokens.repeats,
    character_cycle_ratio: ratio(ofBytes.covered, length),
    character_cycle_longest: ofBytes.longest,
    character_cycle_repeats: ofBytes.repeats,
  };
}
