import { join } from "node:path";
import { jsonl, makePlace } from "../../cli/sluice.ts";
import type { Serving } from "../serving.ts";

/** Names of the topics, twenty documents each. */
export const topics = ["river", "bread", "mountain"] as const;

const words: Record<(typeof topics)[number], readonly string[]> = {
  river: "river water boat bank fish wheel mill stream bridge ferry delta flood current reed heron".split(
    " ",
  ),
  bread: "bread flour oven yeast baker crust dough salt butter loaf grain kneading warm slice rye".split(" "),
  mountain:
    "mountain summit snow climber rope ridge valley glacier cabin trail eagle rock cliff avalanche pine".split(
      " ",
    ),
};

/** Markup, script, and a text that turns the reading direction: what a page must show and never do. */
export const hostile =
  '<img src=x onerror="alert(1)"><script>alert(2)</script> \u202Egnp.exe the river again and again';

function topicDocument(topic: (typeof topics)[number], i: number) {
  const own = words[topic];
  const sentences = Array.from({ length: 6 }, (_, line) => {
    const pick = (k: number) => own[(i * 7 + line * 3 + k * k + k) % own.length];
    return `The ${pick(1)} and the ${pick(2)} of the ${topic}, with ${pick(3)}, ${pick(4)} and ${pick(5)} number ${i * 6 + line}.`;
  });
  return { id: `${topic}-${String(i).padStart(2, "0")}`, title: `${topic} ${i}`, text: sentences.join(" ") };
}

/** Sixty documents of three topics and some that try things: what `atlas.sluice` is made of. */
export const atlasDocuments = [
  ...topics.flatMap((topic) => Array.from({ length: 20 }, (_, i) => topicDocument(topic, i))),
  {
    id: "tokyo",
    title: "東京",
    text: `The river in 東京都, water and boats: ${words.river.join(" ")} 東京タワー`,
  },
  {
    id: "formula",
    title: '=HYPERLINK("http://evil")',
    text: `-1+1, "quoted", water of the river\n${words.river.join(" ")}`,
  },
  { id: "quote\"'; DROP TABLE documents; --", title: hostile, text: `${hostile} ${words.river.join(" ")}` },
  {
    id: "copy-a",
    title: null,
    text: `The same bread twice: ${words.bread.join(" ")} and nothing else happened that day.`,
  },
  {
    id: "copy-b",
    title: null,
    text: `The same bread twice: ${words.bread.join(" ")} and nothing else happened that day.`,
  },
  { id: "short", title: null, text: "Too short." },
];

const pipelineFile = `import { countTokens, deduplicate, embed, ingest, keyword, label, measure, pipeline, project, rules } from "sluice";

export default pipeline({
  name: "atlas",
  stages: {
    documents: ingest("docs.jsonl"),
    signals: measure("basics", "language"),
    quality: rules({ too_few_words: "word_count < 8" }),
    copies: deduplicate({ threshold: 0.8 }),
    topic: label("topic", { functions: {
      water: keyword(["river"], "nature"), snow: keyword(["mountain"], "nature"), oven: keyword(["bread"], "food"),
    } }),
    vectors: embed({ dimensions: 8 }),
    map: project({ minimumClusterSize: 8 }),
    tokens: countTokens({ tokenizer: "gpt2" }),
  },
});
`;

/** Runs the pipeline in a new place and answers the folder of its workspace. */
export async function makeAtlas(): Promise<string> {
  const place = makePlace({ "docs.jsonl": jsonl(atlasDocuments), "atlas.ts": pipelineFile });
  const { code, stderr } = await place.sluice("run", "atlas.ts", "--workers", "1");
  if (code !== 0) throw new Error(`the pipeline of the atlas failed: ${stderr}`);
  return join(place.folder, "atlas.sluice");
}

/** Waits until the index of the texts is there: a selection by words needs it. */
export async function indexed(server: Serving): Promise<void> {
  for (let i = 0; i < 300; i++) {
    if ((await server.ask("/api/search?q=river")).json.status === "ready") return;
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
}
