// Crawl archives to training text. Reads the archives in ../shared/data/web, or any WARC: --input "crawl/*.warc.gz".
import {
  c4Lenient,
  countTokens,
  deduplicate,
  embed,
  extract,
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
  url,
  write,
} from "sluice";

export default pipeline({
  name: "web",
  stages: {
    documents: ingest(["../shared/data/web/*.warc.gz", "../shared/data/web/*.wet.gz"]),
    text: extract({ minimumWords: 50 }),
    signals: measure("basics", "gopher", "c4", "fineweb", "language"),
    quality: rules(
      { ...gopher, ...c4Lenient, ...fineweb, not_english: "language <> 'en' OR language_score < 0.65" },
      { share: 1 }, // few pages of a raw crawl are worth training on
    ),
    copies: deduplicate({ threshold: 0.8, keep: "longest" }),
    topic: label("topic", {
      functions: {
        mentions_party: keyword(
          ["liberal party", "conservative party", "ndp", "green party", "candidate"],
          "politics",
        ),
        mentions_government: keyword(["parliament", "minister", "election", "senate", "policy"], "politics"),
        mentions_protocol: keyword(["rfc", "protocol", "internet", "domain name", "registry"], "technology"),
        mentions_software: regex(/\b(software|server|http|dns|xml)\b/i, "technology"),
        is_long: signal("word_count", { above: 3000 }, "reference"),
        on_iana: url({ hosts: ["iana.org"] }, "technology"),
      },
    }),
    vectors: embed({ dimensions: 32 }),
    map: project({ dimensions: 2, clusters: "hdbscan" }),
    tokens: countTokens({ tokenizer: "gpt2" }),
    mixture: mix({ tokenizer: "gpt2", budget: "1M", validation: 0.05 }),
    train: write({ format: "nanogpt", tokenizer: "gpt2", sequence: 1024 }),
  },
});
