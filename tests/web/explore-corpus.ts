import { join } from "node:path";
import { jsonl, makePlace } from "../cli/sluice.ts";

const kinds = {
  mill: ["river", "wheel", "flour", "miller", "sack", "grain", "stone", "weir"],
  port: ["harbour", "ship", "anchor", "sailor", "rope", "tide", "cargo", "pilot"],
  farm: ["field", "plough", "harvest", "barn", "horse", "hay", "orchard", "fence"],
} as const;

/** Text that would do harm if it were anything but text. */
export const hostile = {
  title: '<img src=x onerror="window.harmed=1">',
  text: `<script>window.harmed=1</script> harmful \u202egnihton\u202c \u0000 javascript:alert(1) ${"</textarea><b>bold".repeat(3)} and the river wheel flour miller sack grain of a mill that stands by a weir`,
};

/** Sentences in Chinese and Japanese, which have no spaces between words. */
export const chinese =
  "磨坊坐落在河边，水车日夜不停地转动，磨坊主人每天清晨都把新磨好的面粉装进麻袋，送到镇上的面包店去。";
const japanese =
  "水車は川のほとりに立ち、百年ものあいだ休むことなく回り続けている。粉屋は毎朝、町のパン屋へ小麦粉を届ける。";

function told(kind: keyof typeof kinds, i: number): string {
  const words = kinds[kind];
  const one = (k: number) => words[(i * 5 + k * k * 3 + k) % words.length];
  return Array.from(
    { length: 6 },
    (_, k) =>
      `In year ${1700 + i + k} the ${one(k)} and the ${one(k + 1)} were near the ${one(k + 2)}, said ${kind} number ${i}.`,
  ).join(" ");
}

const documents = [
  ...Object.keys(kinds).flatMap((kind) =>
    Array.from({ length: 40 }, (_, i) => ({
      id: `${kind}-${i}`,
      title: `${kind} ${i}`,
      text: told(kind as keyof typeof kinds, i),
      source: kind,
    })),
  ),
  { id: "hostile/?#&", title: hostile.title, text: hostile.text, source: "mill" },
  ...[chinese, japanese].flatMap((text, n) =>
    Array.from({ length: 3 }, (_, i) => ({
      id: `cjk-${n}-${i}`,
      title: "",
      text: `${text}${i}`,
      source: "cjk",
    })),
  ),
];

const pipelineFile = `import { countTokens, embed, ingest, keyword, label, measure, pipeline, project, rules } from "sluice";

export default pipeline({
  name: "places",
  stages: {
    documents: ingest("docs/*.jsonl"),
    signals: measure("basics"),
    quality: rules({ too_many_words: "word_count > 1000000" }),
    place: label("place", { functions: { by_river: keyword(["river"], "river"), at_sea: keyword(["ship", "tide"], "sea") } }),
    vectors: embed({ dimensions: 16 }),
    map: project({ dimensions: 2, clusters: "hdbscan" }),
    tokens: countTokens({ tokenizer: "gpt2" }),
  },
});
`;

/** A workspace with a map, and a way to change it. */
export interface MapPlace {
  readonly folder: string;
  /** Runs the pipeline again with vectors of another length. */
  rerun(): Promise<void>;
}

/** Makes a workspace with a map of 127 documents: three kinds, one hostile document, six in Chinese and Japanese. */
export async function mapWorkspace(): Promise<MapPlace> {
  const bySource = Object.groupBy(documents, ({ source }) => source);
  const files = Object.entries(bySource).map(([source, rows]) => [
    `docs/${source}.jsonl`,
    jsonl((rows ?? []).map(({ source: _, ...row }) => row)),
  ]);
  const place = makePlace(Object.fromEntries(files));
  const run = async (dimensions: number) => {
    place.write("places.ts", pipelineFile.replace("dimensions: 16", `dimensions: ${dimensions}`));
    const { code, stderr } = await place.sluice("run", "places.ts", "--workers", "1", "--no-report");
    if (code !== 0) throw new Error(`the pipeline of the tests failed: ${stderr}`);
  };
  await run(16);
  return { folder: join(place.folder, "places.sluice"), rerun: () => run(12) };
}
