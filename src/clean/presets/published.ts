import { fineweb2Rules } from "../../features/signals/families/fineweb-2-rules.ts";
import { c4, c4Lenient } from "../rules/c4.ts";
import { fineweb } from "../rules/fineweb.ts";
import { gopher, gopherQuality, gopherRepetition } from "../rules/gopher.ts";
import { finewebFirst, gopherOfDclm, gopherOfDolma, nemo } from "./dialects.ts";
import type { Preset } from "./preset.ts";

/** Not in English, or less certain than this. A text in no known language goes too. */
const notEnglish = (score: number) => `language IS NULL OR language <> 'en' OR language_score < ${score}`;

const language =
  "Language is Sluice's own identification where the original has fastText's: scores are not the same numbers.";

/** What RefinedWeb and DCLM's reproduction of it share. */
const refinedWeb = {
  measures: ["gopher_dclm", "refinedweb", "language"],
  rules: {
    not_english: notEnglish(0.65),
    ...gopherOfDclm,
    too_many_removed_words: "refinedweb_removed_word_ratio > 0.05",
  },
} as const satisfies Pick<Preset, "measures" | "rules">;

/** All published recipes that Sluice has. */
export const published: readonly Preset[] = [
  {
    name: "gopher",
    title: "Gopher's quality and repetition rules",
    source: "Rae et al. 2021, table A1; signals as datatrove 0.10 computes them",
    measures: ["gopher"],
    rules: gopher,
    notes: "All comparisons are strict.",
  },
  {
    name: "c4",
    title: "C4's document rules",
    source: "Raffel et al. 2020, section 2.2; limits of the paper, as datatrove 0.10 has them",
    measures: ["c4"],
    rules: c4,
    notes:
      'C4\'s line rules are an edit: edit({ lines: c4Lines() }). The original code asks for 5 words a line and 3 sentences: measure("c4_dclm").',
  },
  {
    name: "fineweb",
    title: "FineWeb, as its pipeline runs",
    source: "Penedo et al. 2024, sections 3.3 to 3.6; datatrove 0.10",
    measures: ["gopher", "c4", "fineweb", "language"],
    rules: { not_english: notEnglish(0.65), ...gopherRepetition, ...gopherQuality, ...c4Lenient, ...fineweb },
    notes: `Before it: URL rules. After it: near-duplicates per crawl, deduplicate({ bands: 14, rows: 8, scope: … }), and redact(). ${language}`,
  },
  {
    name: "fineweb-v1",
    title: "FineWeb's first release",
    source: "Penedo et al. 2024; datatrove before 2024-12-06: blank lines count, bounds reject at equality",
    measures: ["gopher", "c4", "fineweb_v1", "language"],
    rules: {
      not_english: notEnglish(0.65),
      ...gopherRepetition,
      ...gopherQuality,
      ...c4Lenient,
      ...finewebFirst,
    },
    notes: `Gopher and C4 as in the preset fineweb. ${language}`,
  },
  {
    name: "fineweb-2",
    title: "FineWeb-2: bounds by language",
    source: "Penedo et al. 2025; configurations by language of the published pipeline",
    measures: ["gopher", "fineweb", "language", "fineweb_2"],
    rules: fineweb2Rules(),
    notes: `Documents of languages without bounds of their own (English too) pass the rules by language. There, deduplication comes first, and copies are put back by the size of their cluster. ${language}`,
  },
  {
    name: "refinedweb",
    title: "RefinedWeb, as DCLM reproduces it",
    source: "Penedo et al. 2023, appendix G; Li et al. 2024 (DCLM), baselines",
    ...refinedWeb,
    notes: `The line rules are an edit after the rules: edit({ lines: refinedWebLines() }). URL rules come first; MinHash with 450 bands of 20 and exact substrings follow. ${language}`,
  },
  {
    name: "dolma",
    title: "Dolma's mix of Common Crawl, versions 1.5 and 1.6",
    source: "Soldaini et al. 2024; configuration of the mixer",
    measures: ["gopher_dolma", "repetition", "language"],
    rules: {
      not_english: notEnglish(0.5),
      ...gopherOfDolma,
      repeated_tokens: "token_cycle_repeats >= 100",
    },
    notes: `The released configuration names its n-gram attributes otherwise than the tagger, so those nine rules never fired in the corpus: set them to false to reproduce it. Toxicity needs a model of one's own: score(). redact() masks. ${language}`,
  },
  {
    name: "nemo",
    title: "NeMo Curator's heuristics for English",
    source: "NeMo Curator, configuration of the English heuristic filter",
    measures: ["nemo", "gopher"],
    rules: nemo,
    notes: "Its own reading of Gopher's n-grams differs a little: ours are datatrove's.",
  },
  {
    name: "dclm",
    title: "DCLM-Baseline before its classifier",
    source: "Li et al. 2024, configuration dclm_baseline_refinedweb",
    ...refinedWeb,
    notes: `As the preset refinedweb, without its list of high-quality sites among the URL rules. The classifier keeps about a tenth of what is left: score(). ${language}`,
  },
];
