// Text and rules: every rule has a document that fails it and one that passes, and one document fails two at once.
import { ingest, measure, pipeline, rules } from "sluice";

export default pipeline({
  name: "golden-rules",
  stages: {
    documents: ingest(["input/*.jsonl", "input/*.txt"]),
    signals: measure("basics", "gopher", "c4", "language"),
    quality: rules(
      {
        too_few_words: "word_count < 12",
        placeholder_text: "c4_lorem_lines > 0",
        repeated_lines: "duplicate_line_ratio > 0.3",
        not_english: "language <> 'en'",
      },
      { share: 1 },
    ),
  },
});

/** Records in the input, counted by hand. */
export const records = 8;

/** What is compared with the tables beside this file. */
export const queries = {
  documents: "SELECT id, source, position, title, metadata FROM documents ORDER BY source, position",
  signals: "SELECT id, word_count, line_count, character_count, language FROM signals ORDER BY id",
  decisions: "SELECT id, stage, rule, verdict, value, bound, reason FROM decisions ORDER BY id, rule",
  kept: "SELECT id FROM kept ORDER BY id",
};
