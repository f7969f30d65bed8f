// Web pages: extraction, copies of several kinds, tokens. The same story stands on three pages in different dress.
import { countTokens, deduplicate, extract, ingest, measure, pipeline, rules } from "sluice";

export default pipeline({
  name: "golden-pages",
  stages: {
    documents: ingest("input/*.html"),
    text: extract({ minimumWords: 20 }),
    signals: measure("basics"),
    quality: rules({ too_few_words: "word_count < 20" }, { share: 1 }),
    copies: deduplicate({ threshold: 0.7, keep: "longest" }),
    tokens: countTokens({ tokenizer: "gpt2" }),
  },
});

/** Records in the input, counted by hand. */
export const records = 5;

/** What is compared with the tables beside this file. */
export const queries = {
  kept: "SELECT source, title, text FROM kept ORDER BY source",
  decisions: `SELECT source, stage, rule, verdict, round(value, 6) AS value, bound
    FROM decisions JOIN documents USING (id) ORDER BY source, stage, rule`,
  duplicates: `SELECT d.source, k.source AS keeper, cluster, method, round(similarity, 6) AS similarity, kept
    FROM duplicates JOIN documents d USING (id) JOIN documents k ON k.id = keeper ORDER BY d.source`,
  tokens: "SELECT source, tokenizer, tokens FROM tokens JOIN documents USING (id) ORDER BY source",
};
