import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { makePlace } from "../../cli/sluice.ts";
import { type Serving, serving } from "../serving.ts";

/** Web pages whose text is extracted: what people see, find and take home is the text, not the page. */
const page = (i: number) => `<html><head><title>Page ${i}</title></head><body>
  <nav><ul><li><a href="/">Homelink</a></li><li><a href="/about">Aboutlink</a></li></ul></nav>
  <main><article><h1>Story ${i}</h1>
  ${Array.from(
    { length: 4 },
    (
      _,
      k,
    ) => `<p>In the year ${1800 + i + k} the miller of the ${["river", "hill", "coast"][i % 3]} wrote a long letter
    to his sister, who lived behind the ${["forest", "bridge", "market"][k % 3]}, and told her of the harvest and the weather.</p>`,
  ).join("\n")}
  </article></main><footer>Imprintlink, all rights reserved</footer></body></html>`;

const pipelineFile = `import { embed, extract, ingest, pipeline, project } from "sluice";
export default pipeline({ name: "pages", stages: {
  documents: ingest("pages/*.html"), text: extract(), vectors: embed({ dimensions: 4 }), map: project({ minimumClusterSize: 4 }),
} });`;

let server: Serving;
let version: string;
beforeAll(async () => {
  const pages = Object.fromEntries(Array.from({ length: 24 }, (_, i) => [`pages/${i}.html`, page(i)]));
  const place = makePlace({ ...pages, "pages.ts": pipelineFile });
  const { code, stderr } = await place.sluice("run", "pages.ts", "--workers", "1");
  if (code !== 0) throw new Error(stderr);
  server = await serving(join(place.folder, "pages.sluice"));
  version = (await server.ask("/api/map")).json.version;
});
afterAll(() => server.close());

async function search(q: string) {
  for (let i = 0; ; i++) {
    const { json } = await server.ask(`/api/search?q=${q}`);
    if (json.status === "ready" || i > 100) return json;
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
}

test("the search knows the text as it is now", async () => {
  expect((await search("miller")).count).toBe(24);
  expect((await search("Homelink")).count).toBe(0);
});

test("rows, stories and exports give the text as it is now", async () => {
  const where = {};
  const { json } = await server.ask("/api/selections", { body: { version, where, limit: 3 } });
  for (const { excerpt } of json.rows) expect(excerpt).not.toMatch(/<|Homelink/);
  const [{ id }] = json.rows;
  const story = (await server.ask(`/api/documents/${id}`)).json;
  expect(story.text.text).toContain("miller");
  expect(story.text.text).not.toContain("<p>");
  const exported = await server.ask("/api/selections/export", { body: { version, where, format: "jsonl" } });
  const rows = exported.text
    .trim()
    .split("\n")
    .map((line) => JSON.parse(line));
  expect(rows).toHaveLength(24);
  for (const row of rows) {
    expect(row.text).toContain("harvest");
    expect(row.text).not.toContain("Imprintlink");
  }
});
