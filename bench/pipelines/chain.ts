// The road from reading to token files, near-duplicates included.
import { countTokens, deduplicate, ingest, measure, pipeline, rules, write } from "sluice";

export default pipeline({
  name: "chain",
  stages: {
    documents: ingest("*.jsonl"),
    signals: measure("basics", "gopher", "language"),
    quality: rules({ too_few_words: "word_count < 50", not_english: "language <> 'en'" }),
    copies: deduplicate({ threshold: 0.8 }),
    tokens: countTokens({ tokenizer: "gpt2" }),
    train: write({ format: "nanogpt", tokenizer: "gpt2", sequence: 1024 }),
  },
});
