import { jsonl, makePlace, type Place } from "./sluice.ts";

const long =
  "The mill stands by the river, and the wheel that the water turns has not been still for a hundred years.";

/** Twelve documents: prose of different lengths, two copies, two that are too short. */
export const documents = [
  ...Array.from({ length: 8 }, (_, i) => ({
    id: `prose-${i}`,
    text: `${long} ${words(i)} In year ${1800 + i} the miller wrote ${i} pages about it.`,
  })),
  { id: "copy-a", text: `${long} Nothing else happened that spring, said the baker to his cat.` },
  { id: "copy-b", text: `${long} Nothing else happened that spring, said the baker to his cat.` },
  { id: "short-a", text: "Too short." },
  { id: "short-b", text: "Short as well, and \u001b[31mred\u001b[0m." },
];

function words(i: number): string {
  const names = ["apple", "birch", "cedar", "daisy", "elder", "fern", "grass", "holly"];
  return Array.from(
    { length: 12 + 4 * i },
    (_, k) => `${names[(i * 3 + k * k) % 8]}${(i * 7 + k) % 11}`,
  ).join(" ");
}

const pipelineFile = `import { countTokens, deduplicate, ingest, keyword, label, measure, pipeline, rules, signal, write } from "sluice";

export default pipeline({
  name: "mill",
  stages: {
    documents: ingest("docs.jsonl"),
    signals: measure("basics", "language"),
    quality: rules({ too_few_words: "word_count < 10", never: "word_count > 100000" }),
    copies: deduplicate({ threshold: 0.8 }),
    place: label("place", { functions: {
      by_river: keyword(["river"], "river"),
      is_long: signal("word_count", { above: 50 }, "river"),
      names_baker: keyword(["baker"], "town"),
    } }),
    tokens: countTokens({ tokenizer: "gpt2" }),
    train: write({ format: "nanogpt", tokenizer: "gpt2", validation: 0 }),
  },
});
`;

/** A place with the corpus and the pipeline `mill.ts` over it. */
export function millPlace(): Place {
  return makePlace({ "docs.jsonl": jsonl(documents), "mill.ts": pipelineFile });
}

/** Runs the pipeline: afterwards there is `mill.sluice`. */
export async function runMill(place: Place): Promise<void> {
  const { code, stderr } = await place.sluice("run", "mill.ts", "--workers", "1");
  if (code !== 0) throw new Error(`the pipeline of the tests failed: ${stderr}`);
}
