const tokens =
  "its words are spaCy's tokens, ours a short definition: addresses, abbreviations, markup and times are cut otherwise";
const spacySentences = "its sentences are spaCy's";
const punktSentences = "its sentences are Punkt's";

/** Documents of 2,000 in which a signal is not the original's to 1e-9, and why; `bench/peers/conformance.ts`, 2026-11-25. */
const differences: Readonly<Record<string, readonly [share: number, why: string]>> = {
  word_count: [
    0.4545,
    `${tokens}; on spaCy's tokens 5.9 %, where a symbol such as • or © is a word to datatrove`,
  ],
  mean_word_length: [0.7109, `${tokens}; on spaCy's tokens 5.9 %, as for word_count`],
  symbol_ratio_hash: [0.1317, tokens],
  symbol_ratio_ellipsis: [0.0865, tokens],
  alphabetic_word_ratio: [0.72, tokens],
  stop_word_count: [0.002, tokens],
  top_2gram_char_ratio: [0.0729, tokens],
  top_3gram_char_ratio: [0.1253, tokens],
  top_4gram_char_ratio: [0.1278, tokens],
  duplicate_5gram_char_ratio: [0.1584, tokens],
  duplicate_6gram_char_ratio: [0.1071, tokens],
  duplicate_7gram_char_ratio: [0.0699, tokens],
  duplicate_8gram_char_ratio: [0.0488, tokens],
  duplicate_9gram_char_ratio: [0.0407, tokens],
  duplicate_10gram_char_ratio: [0.0327, tokens],
  c4_kept_sentences: [0.1426, spacySentences],
  c4_lenient_kept_sentences: [0.1688, spacySentences],
  list_ratio: [0.6998, tokens],
  fineweb_v1_list_ratio: [0.87, "its words are NLTK's tokens"],
  dclm_c4_kept_sentences: [0.204, punktSentences],
};

/** Families whose signals were compared with the original, one by one. */
const compared: ReadonlySet<string> = new Set([
  "gopher_quality",
  "gopher_repetition",
  "c4",
  "fineweb",
  "gopher_dolma",
  "gopher_dclm",
  "gopher_redpajama",
  "c4_dolma",
  "c4_dclm",
  "fineweb_v1",
]);

/** Signals that the originals stop at: their verdicts were compared, not their counts. */
const stopped = /^(?:dclm_)?c4_(?:lenient_)?(?:lorem|curly)_lines$|^nonblank_line_count$/;

/** Whether a signal agrees with the original of its dialect; null where none was run beside it. */
export function conformanceOf(name: string, family: string): string | null {
  if (!family.split(", ").some((one) => compared.has(one))) return null;
  if (stopped.test(name)) return "compared by verdicts: the original does not count it";
  const found = differences[name];
  if (found === undefined) return "the original's value in each of 2,000 documents, to 1e-9";
  const [share, why] = found;
  return `not the original's value in ${(100 * share).toFixed(1)} % of 2,000 documents: ${why}`;
}
