import { createHash } from "node:crypto";
import { expect, test } from "vitest";
import { renderReport } from "../../../src/viz/report/report.ts";
import { emptyFacts, filledFacts, poisoned } from "./facts.ts";

const hasNumbersOnly = (html: string) =>
  !/NaN|undefined|Infinity|\[object/.test(html.replaceAll(/<script>.*?<\/script>/gs, ""));

test("every section with something to show has a heading and a link to it; empty ones are left out", async () => {
  const full = renderReport(await filledFacts());
  const links = [...full.matchAll(/<a href="#([\w-]+)">/g)].map(([, id]) => id);
  expect(links).toHaveLength(14);
  for (const id of links) expect(full).toContain(`<section id="${id}" aria-labelledby="${id}-title">`);
  const bare = renderReport(emptyFacts);
  expect([...bare.matchAll(/<section id="(\w+)"/g)].map(([, id]) => id)).toEqual(["next"]);
  for (const html of [full, bare]) expect(hasNumbersOnly(html)).toBe(true);
});

test("what is not there is named once at the end: what was looked for in vain, and what the pipeline lacks", () => {
  const lines = (tables: readonly string[]) =>
    renderReport({ ...emptyFacts, tables }).match(/class="gaps">(.*?)<\/div>/s)![1];
  expect(lines(["duplicates", "quarantine"])).toContain("Looked for, found none: copies");
  expect(lines(["duplicates"])).toContain("a map (add with <code>embed() and project()</code>)");
  expect(lines(["duplicates"])).not.toContain("deduplicate()");
  expect(lines([])).not.toContain("Looked for");
  const stopped = renderReport({ ...emptyFacts, run: { ...emptyFacts.run, unfinished: true } });
  expect(stopped).toContain("<b>Not finished.</b>");
  expect(stopped).toContain("Not done yet, or not in this pipeline: documents");
});

test("shares of tokens are of all kept tokens, and what is in no part has a bar of its own", async () => {
  const facts = await filledFacts();
  const parts = [
    { name: "a", tokens: 10, documents: 1 },
    { name: "b", tokens: 5, documents: 1 },
  ];
  const html = renderReport({
    ...facts,
    totals: { ...facts.totals, tokens: 100 },
    tokens: { tokenizer: "gpt2", by: [{ name: "topic", rest: "no label", parts }] },
  }).replaceAll("\u00a0", " ");
  expect(html).toMatch(/title="a".*?10, 10\.0 %/s);
  expect(html).toMatch(/title="no label".*?85, 85\.0 %/s);
});

test("a set too small for a scaling law promises no loss, and little time is not told in powers of ten", async () => {
  const facts = await filledFacts();
  const small = {
    ...facts.cost!,
    gpuHours: { low: 1e-7, high: 2e-7 },
    money: { low: 1e-7, high: 2e-7, currency: "USD" },
    loss: 25,
  };
  const html = renderReport({ ...facts, cost: small });
  expect(html).toContain("less than a second of one GPU and less than USD 0.01");
  expect(html).not.toContain("Loss by compute");
});

test("the only script that may run is the report's own: its hash is in the policy, and nothing is loaded", async () => {
  const html = renderReport(await filledFacts());
  const [, script] = html.match(/<script>([\s\S]*?)<\/script>/)!;
  const hash = createHash("sha256").update(script).digest("base64");
  const [, policy] = html.match(/http-equiv="Content-Security-Policy" content="([^"]+)"/)!;
  expect(policy).toContain("default-src 'none'");
  expect(policy).toContain(`script-src 'sha256-${hash}'`);
  expect(html).not.toMatch(/\b(?:src|href)=["'](?!#)/);
  expect(html).not.toMatch(/url\(|@import|https?:/);
});

test("hostile text stays text in every place where a report shows it", async () => {
  const hostile = `</script><script>alert(1)</script><img src=x onerror=alert(1)>"'&\u2028`;
  const html = renderReport(poisoned(await filledFacts(), hostile));
  expect(html).not.toContain("<img");
  expect(html.match(/<script/g)).toHaveLength(2);
  expect(html.match(/<\/script/g)).toHaveLength(2);
  const [, block] = html.match(/id="map-titles">([\s\S]*?)<\/script>/)!;
  expect(JSON.stringify(JSON.parse(block))).toContain("alert(1)");
});

test("what can be learned is said in sentences with the numbers of the tables", async () => {
  const html = renderReport(await filledFacts())
    .replaceAll(/\s+/g, " ")
    .replaceAll("\u00a0", " ");
  expect(html).toContain("<b>not chosen</b>: 15.6 % of all tokens");
  expect(html).toContain("<code>too_few_words</code> drops most: 2 documents (25.0 %), 1 of them by itself.");
  expect(html).toContain(
    "12.5 % of the documents are copies of another one. The largest cluster holds 2 of them",
  );
  expect(html).toContain("1 cluster; the largest is <bdi>sea · ship</bdi> (3)");
});

test("ten thousand documents on the map make a file under 1.5 MB", () => {
  const points = Array.from({ length: 10_000 }, (_, i) => ({
    x: Math.sin(i) * 10,
    y: Math.cos(i * 7) * 10,
    cluster: (i % 40) - 1,
    title: `Title ${i}: ${"a long first line of the document ".repeat(4)}`,
  }));
  const clusters = Array.from({ length: 39 }, (_, cluster) => ({
    cluster,
    name: `name · of · ${cluster}`,
    size: 250,
    terms: ["a", "b"],
  }));
  const html = renderReport({
    ...emptyFacts,
    map: { points, documents: 10_000, clusters, quality: { trustworthiness: 0.97 } },
  });
  expect(Buffer.byteLength(html)).toBeLessThan(1.5e6);
});

test("the same facts give the same bytes", async () => {
  expect(renderReport(await filledFacts())).toBe(renderReport(await filledFacts()));
});
