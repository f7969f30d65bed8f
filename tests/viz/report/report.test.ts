import { createHash } from "node:crypto";
import { expect, test } from "vitest";
import type { ReportFacts } from "../../../src/viz/report/facts.ts";
import { readReportFacts } from "../../../src/viz/report/read.ts";
import { renderReport } from "../../../src/viz/report/report.ts";
import { openContext } from "../context.ts";
import { fillWorkspace } from "./workspace.ts";

const run = { name: "books", input: "books/*.jsonl", seconds: 21 };
const empty: ReportFacts = {
  run,
  totals: { documents: 0, kept: 0, quarantined: 0, tokens: null, tokenizer: null },
};

async function filled(): Promise<ReportFacts> {
  const context = await openContext({ map_quality: { measure: "VARCHAR", value: "DOUBLE" } });
  await fillWorkspace(context);
  return readReportFacts(context.rows, {
    run,
    learning: [
      {
        task: "topic",
        measure: "accuracy",
        series: [
          {
            name: "active",
            points: [
              { x: 10, y: 0.5 },
              { x: 20, y: 0.7 },
            ],
          },
        ],
      },
    ],
    cost: {
      tokens: 40,
      parameters: 1e6,
      flop: 2.4e8,
      gpuHours: { low: 1, high: 2 },
      money: { low: 2, high: 5, currency: "USD" },
      loss: 5,
      curve: [
        { x: 1e8, y: 6 },
        { x: 1e10, y: 4 },
      ],
      notes: ["C = 6ND", "prices of 2026-11-01"],
    },
  });
}

const hasNumbersOnly = (html: string) => !/NaN|undefined|Infinity|\[object/.test(html);

test("every section is there, empty or filled, with a heading and a link to it", async () => {
  for (const facts of [empty, await filled()]) {
    const html = renderReport(facts);
    const linked = [...html.matchAll(/<a href="#([\w-]+)">/g)].map(([, id]) => id);
    expect(linked).toHaveLength(13);
    for (const id of linked) expect(html).toContain(`<section id="${id}" aria-labelledby="${id}-title">`);
    expect(hasNumbersOnly(html)).toBe(true);
  }
});

test("an empty section says what would fill it", () => {
  const html = renderReport(empty);
  expect(html.match(/class="empty"/g)!.length).toBeGreaterThan(10);
  expect(html).toContain("sluice tokens count");
});

test("the only script that may run is the report's own: its hash is in the policy, and nothing is loaded", async () => {
  const html = renderReport(await filled());
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
  const poison = <T>(value: T): T => {
    if (typeof value === "string") return hostile as T;
    if (Array.isArray(value)) return value.map(poison) as T;
    if (value === null || typeof value !== "object") return value;
    return Object.fromEntries(
      Object.entries(value).map(([key, part]) => [key, key === "drops" ? part : poison(part)]),
    ) as T;
  };
  const html = renderReport(poison(await filled()));
  expect(html).not.toContain("<img");
  expect(html.match(/<script/g)).toHaveLength(2);
  expect(html.match(/<\/script/g)).toHaveLength(2);
  const [, block] = html.match(/id="map-titles">([\s\S]*?)<\/script>/)!;
  expect(JSON.stringify(JSON.parse(block))).toContain("alert(1)");
});

test("what can be learned is said in sentences with the numbers of the tables", async () => {
  const html = renderReport(await filled())
    .replaceAll(/\s+/g, " ")
    .replaceAll("\u00a0", " ");
  expect(html).toContain("<b>not chosen</b>: 15.6 % of all tokens");
  expect(html).toContain("<code>too_few_words</code> drops most: 2 documents (25.0 %), 1 of them by itself.");
  expect(html).toContain(
    "12.5 % of the documents are copies of another one. The largest cluster holds 2 of them",
  );
  expect(html).toContain("1 cluster; the largest is sea · ship (3)");
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
    ...empty,
    map: { points, documents: 10_000, clusters, quality: { trustworthiness: 0.97 } },
  });
  expect(Buffer.byteLength(html)).toBeLessThan(1.5e6);
});

test("the same facts give the same bytes", async () => {
  expect(renderReport(await filled())).toBe(renderReport(await filled()));
});
