// Public-domain prose: the FineWeb road over books, one passage a document. Reads ../shared/data/books.jsonl.gz, or --input.
import {
  c4Lenient,
  countTokens,
  deduplicate,
  embed,
  fineweb,
  gopher,
  ingest,
  keyword,
  label,
  measure,
  mix,
  pipeline,
  project,
  regex,
  rules,
  signal,
  write,
} from "sluice";

export default pipeline({
  name: "books",
  stages: {
    documents: ingest("../shared/data/books.jsonl.gz"),
    signals: measure("basics", "gopher", "c4", "fineweb", "language"),
    // As FineWeb runs them (Penedo et al. 2024): Gopher, C4 without its test for terminal marks, FineWeb's own rules.
    quality: rules({
      ...gopher,
      ...c4Lenient,
      ...fineweb,
      not_english: "language <> 'en' AND language_score > 0.65",
    }),
    copies: deduplicate({ threshold: 0.8, keep: "longest" }),
    form: label("form", {
      functions: {
        quotes_speech: regex(/["“”].{3,200}["“”],? (said|cried|asked|replied|answered)/s, "story"),
        tells_in_past: keyword(["he said", "she said", "said he", "said she"], "story"),
        argues: keyword(["therefore", "hence", "proposition", "the proof", "it follows"], "treatise"),
        numbers_points: regex(/\b(first|second|third)ly\b|§|\bchap(ter)?\. [ivxl\d]+/i, "treatise"),
        breaks_lines: signal("short_line_ratio", { above: 0.5 }, "verse"),
        apostrophizes: regex(/\b(thou|thy|o’er|ne’er|'tis)\b.*\n.*\n/i, "verse"),
      },
    }),
    vectors: embed({ dimensions: 64 }),
    map: project({ dimensions: 2, clusters: "hdbscan" }),
    tokens: countTokens({ tokenizer: "gpt2" }),
    mixture: mix({ tokenizer: "gpt2", budget: "10M", validation: 0.01 }),
    train: write({ format: "nanogpt", tokenizer: "gpt2", sequence: 1024 }),
  },
});
