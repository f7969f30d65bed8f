import { countTokens, deduplicate, embed, gopherRepetition, ingest, keyword, label, measure, pipeline, regex, rules, write } from "sluice";
export default pipeline({ name: "road", stages: {
 documents: ingest("input/*"),
 signals: measure("basics","gopher","language"),
 quality: rules({ too_few_words: "word_count < 20", lines: gopherRepetition.repeated_lines }),
 copies: deduplicate({ threshold: 0.8 }),
 kind: label("kind", { functions: { a: keyword(["license"], "licence"), b: regex(/npm install/, "guide"), c: regex(/^##/m, "guide"), d: keyword(["copyright"], "licence") } }),
 vectors: embed({ dimensions: 8 }),
 tokens: countTokens({ tokenizer: "gpt2" }),
 train: write({ format: "nanogpt", tokenizer: "gpt2", sequence: 64 }),
}});
