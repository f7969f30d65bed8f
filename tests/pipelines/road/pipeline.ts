// The road with a bit of everything, over small files: what the tests of recovery kill, starve, damage and run again.
import {
  countTokens,
  deduplicate,
  embed,
  gopherRepetition,
  ingest,
  keyword,
  label,
  measure,
  pipeline,
  regex,
  rules,
  type SourceStage,
  write,
} from "sluice";

/** A unit per file, so that a small corpus still makes work for several threads. */
function unitPerFile(stage: SourceStage): SourceStage {
  const split = ({ files, limit }: Unit): Unit[] => {
    const each = limit === undefined ? {} : { limit: Math.max(1, Math.floor(limit / files.length)) };
    return files.map((file) => ({ files: [file], ...each }));
  };
  return { ...stage, plan: async (sample) => (await stage.plan(sample)).flatMap(split) };
}

type Unit = Awaited<ReturnType<SourceStage["plan"]>>[number];

export default pipeline({
  name: "road",
  stages: {
    documents: unitPerFile(ingest("input/*")),
    signals: measure("basics", "gopher_repetition"),
    quality: rules({
      too_few_words: `word_count < ${process.env.SLUICE_TEST_WORDS ?? 20}`,
      repeated_lines: gopherRepetition.repeated_lines,
    }),
    copies: deduplicate({ threshold: 0.8 }),
    kind: label("kind", {
      functions: {
        says_licence: keyword(["license", "copyright"], "licence"),
        tells_to_install: regex(/npm i(nstall)?\b/, "guide"),
        has_headings: regex(/^##/m, "guide"),
      },
    }),
    vectors: embed({ dimensions: 8 }),
    tokens: countTokens({ tokenizer: "gpt2" }),
    train: write({ format: "nanogpt", tokenizer: "gpt2", sequence: 64, validation: 0.1 }),
  },
});
