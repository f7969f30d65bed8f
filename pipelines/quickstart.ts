// The whole road on text that every machine has after `npm ci`: READMEs, licences, changelogs and type declarations of packages.
import {
  countTokens,
  deduplicate,
  embed,
  gopherRepetition,
  ingest,
  keyword,
  label,
  learn,
  measure,
  mix,
  pipeline,
  project,
  regex,
  rules,
  score,
  signal,
  write,
} from "sluice";

const texts = ["*.d.ts", "*.d.mts", "*.d.cts", "*.md", "LICENSE*"];

/** What a file is, by its name: the known answer that the labeling functions, which see the text alone, are held against. */
const kindByName = `CASE
  WHEN regexp_matches(source, '\\.d\\.[cm]?ts$') THEN 'declarations'
  WHEN regexp_matches(source, '/licen[cs]e[^/]*$', 'i') THEN 'licence'
  WHEN regexp_matches(source, '/(changelog|history)[^/]*$', 'i') THEN 'changelog'
  WHEN regexp_matches(source, '/readme[^/]*$', 'i') THEN 'guide' END`;

export default pipeline({
  name: "quickstart",
  stages: {
    documents: ingest(
      texts.map((name) => `node_modules/**/${name}`),
      { format: "text" },
    ),
    signals: measure("basics", "gopher", "fineweb", "language"),
    quality: rules({
      too_few_words: "word_count < 20",
      not_english: "language <> 'en' AND language_score > 0.9",
      repeated_lines: gopherRepetition.repeated_lines,
      repeated_10grams: "duplicate_10gram_char_ratio > 0.3",
      one_long_line: "character_count / line_count > 2000",
    }),
    copies: deduplicate({ threshold: 0.8, keep: "longest" }),
    kind: label("kind", {
      functions: {
        grants_permission: keyword(
          [
            "permission is hereby granted",
            "terms and conditions for use",
            "redistribution and use in source",
          ],
          "licence",
        ),
        excludes_liability: regex(/the software is provided|provided by the copyright holders/i, "licence"),
        declares_types: regex(
          /^\s*(export|declare|import) (declare|type|interface|const|class|function|default|\{|\*)/m,
          "declarations",
        ),
        has_few_stop_words: signal("stop_word_count", { below: 2 }, "declarations"),
        lists_versions: regex(/^#{1,4}\s*\[?v?\d+\.\d+\.\d+/m, "changelog"),
        tells_to_install: regex(/\b(npm (i|install)|yarn add|pnpm add) /, "guide"),
        shows_usage: regex(
          /^#{1,4}\s+(usage|install|installation|getting started|examples?|api|documentation)\b/im,
          "guide",
        ),
      },
    }),
    practice: learn({ task: "kind", truth: kindByName, batch: 10, rounds: 12 }),
    value: score({
      model: "documentation",
      pairs: { task: "kind", better: "guide", worse: ["licence", "changelog", "declarations"], count: 1000 },
    }),
    vectors: embed({ dimensions: 64 }),
    map: project({ dimensions: 2, clusters: "hdbscan" }),
    tokens: countTokens({ tokenizer: "gpt2" }),
    mixture: mix({ tokenizer: "gpt2", budget: "3M", by: "documentation", temperature: 2, validation: 0.01 }),
    train: write({ format: "nanogpt", tokenizer: "gpt2", sequence: 1024 }),
  },
});
