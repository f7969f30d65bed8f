import { join } from "node:path";
import { jsonl, makePlace, type Place } from "../../cli/sluice.ts";

const prose =
  "The wheel turns by the river and the sluice carries what the water brings, year after year, to those who wait.";

/** Text that breaks a careless page. */
export const hostile = `<img src=x onerror="alert(1)"><script>alert(2)</script> gold \u202eevil\u2066 \u0007\u001b[31m </title><b id=app>`;

/** Forty documents: even ones have gold, every fifth has silver too, one is hostile, one is long, two are too short. */
export const documents = [
  ...Array.from({ length: 36 }, (_, i) => ({
    id: `d${String(i).padStart(2, "0")}`,
    title: `Note ${i}`,
    url: `https://${i % 3 === 0 ? "mine" : "mill"}.example/${i}`,
    text: `${prose} In ${1800 + i} they found ${i % 2 === 0 ? "Gold" : "sand"}${i % 5 === 0 ? " and silver" : ""}.`,
  })),
  { id: "hostile", title: hostile, url: "javascript:alert(3)", text: `${hostile} ${prose}` },
  { id: "long", title: "A book", text: `${`${prose}\r\n`.repeat(400)} gold` },
  { id: "short-a", text: "Too short." },
  { id: "short-b", text: "Short too." },
];

/** The pipeline of the place. */
export const pipelineFile = `import { ingest, keyword, label, measure, pipeline, regex, rules, signal } from "sluice";

export default pipeline({
  name: "mine",
  stages: {
    documents: ingest("notes.jsonl"),
    signals: measure("basics"),
    quality: rules({ too_few_words: "word_count < 10" }),
    ore: label("ore", { functions: {
      says_gold: keyword("gold", "gold"),
      says_silver: regex(/silver/, "silver"),
      is_dull: regex(/sand(?=[ .])/, "none"),
      is_long: signal("word_count", { above: 1000 }, "none"),
    } }),
  },
});
`;

/** A place with the documents and a pipeline over them: `mine.ts`, which makes `mine.sluice`. */
export async function minePlace(): Promise<Place & { workspace: string; run(): Promise<void> }> {
  const place = makePlace({ "notes.jsonl": jsonl(documents), "mine.ts": pipelineFile });
  const run = async () => {
    const { code, stderr } = await place.sluice("run", "mine.ts", "--workers", "1", "--no-report");
    if (code !== 0) throw new Error(`the pipeline of the tests failed: ${stderr}`);
  };
  await run();
  return { ...place, run, workspace: join(place.folder, "mine.sluice") };
}
