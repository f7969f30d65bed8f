import { c4, c4Lenient } from "../rules/c4.ts";
import { fineweb } from "../rules/fineweb.ts";
import { gopher, gopherQuality, gopherRepetition } from "../rules/gopher.ts";
import type { Preset } from "./preset.ts";

const english = (score: number) => `language <> 'en' OR language IS NULL OR language_score < ${score}`;

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
    source:
      "Raffel et al. 2020, section 2.2; limits of the paper (3 words a line, 5 sentences), as datatrove 0.10 has them",
    measures: ["c4"],
    rules: c4,
    notes:
      "C4's line rules are an edit: edit({ lines: c4Lines() }). The original code asks for 5 words a line and 3 sentences.",
  },
  {
    name: "fineweb",
    title: "FineWeb, as its pipeline runs them",
    source: "Penedo et al. 2024, sections 3.3 to 3.6; datatrove 0.10",
    measures: ["gopher", "c4", "fineweb", "language"],
    rules: { not_english: english(0.65), ...gopherRepetition, ...gopherQuality, ...c4Lenient, ...fineweb },
    notes:
      "After it come near-duplicates per crawl, deduplicate({ bands: 14, rows: 8, scope: … }), and redact(). Language is Sluice's own identification where FineWeb has fastText's.",
  },
];
