import { expect, test } from "vitest";
import type { DuplicateCluster, DuplicateFacts } from "../../../../src/viz/report/facts.ts";
import { readReportFacts } from "../../../../src/viz/report/read.ts";
import { clusterBrowser } from "../../../../src/viz/report/sections/cluster-browser.ts";
import { duplicatesSection } from "../../../../src/viz/report/sections/duplicates.ts";
import { openContext } from "../../context.ts";
import { emptyFacts } from "../facts.ts";

const cluster = (rest: Partial<DuplicateCluster> = {}): DuplicateCluster => ({
  keeper: "a",
  size: 2,
  similarity: 0.9,
  text: "the mill by the river",
  copies: [{ id: "b", method: "near", similarity: 0.9, text: "the old mill by the river" }],
  ...rest,
});

const facts = (...largest: DuplicateCluster[]): DuplicateFacts => ({
  documents: 10,
  removed: 5,
  clusters: largest.length,
  sizes: [{ size: 2, clusters: 1 }],
  largest,
});

const plain = (html: string) => html.replaceAll(/<(?!\/?(?:ins|del)\b)[^>]*>/g, "").replaceAll(/\s+/g, " ");

test("a copy stands as the difference to its keeper, word by word, with id, method and similarity", () => {
  const { markup } = clusterBrowser(facts(cluster()));
  expect(plain(markup)).toContain("2 documents near, similarity 0.90 or more");
  expect(plain(markup)).toContain("kept: a");
  expect(plain(markup)).toContain("b near, 0.900the <ins>old</ins> mill by the river");
});

test("words far from a difference are counted, not shown", () => {
  const words = Array.from({ length: 100 }, (_, i) => `w${i}`).join(" ");
  const copy = { id: "b", method: "near", similarity: 0.9, text: `${words} end` };
  const { markup } = clusterBrowser(facts(cluster({ text: words, copies: [copy] })));
  expect(plain(markup)).toContain("… 92 words … w92 w93 w94 w95 w96 w97 w98 w99 <ins>end</ins>");
});

test("equal texts say so; one of an earlier release is compared by its first copy", () => {
  const same = { id: "b", method: "exact", similarity: 1, text: "the same" };
  expect(plain(clusterBrowser(facts(cluster({ text: "the same", copies: [same] }))).markup)).toContain(
    "the same text",
  );
  const earlier = clusterBrowser(facts(cluster({ keeper: "earlier:x", text: null, copies: [same] })));
  expect(plain(earlier.markup)).toContain("kept in an earlier release, earlier:x");
});

test("document text is never markup, and no script is needed", () => {
  const hostile = `<script>alert(1)</script><img src=x onerror=alert(1)>`;
  const copy = { id: hostile, method: hostile, similarity: 0.9, text: `${hostile} ${hostile}x` };
  const { markup } = clusterBrowser(facts(cluster({ keeper: hostile, text: hostile, copies: [copy] })));
  expect(markup).not.toMatch(/<script|<img/);
});

test("a rewritten copy of any length stays small", () => {
  const text = (name: string) =>
    Array.from({ length: 2000 }, (_, i) => (i % 2 ? "same" : name + i)).join(" ");
  const copies = Array.from({ length: 4 }, (_, i) => ({
    id: `c${i}`,
    method: "near",
    similarity: 0.8,
    text: text(`x${i}`),
  }));
  const many = Array.from({ length: 24 }, () => cluster({ text: text("y"), copies }));
  expect(clusterBrowser(facts(...many)).markup.length).toBeLessThan(500_000);
});

test("read from the tables: the copies that differ most first, the text that the copies were found in, the S-curve", async () => {
  const curve = { method: "VARCHAR", similarity: "DOUBLE", chance: "DOUBLE" } as const;
  const context = await openContext({ s_curve: curve });
  await context.fill("documents", [
    { id: "a", text: "<p>kept text", source: "s", position: 0 },
    ...["b", "c", "d"].map((id, i) => ({ id, text: `<p>copy ${id}`, source: "s", position: i })),
  ]);
  await context.fill("text", [{ id: "a", text: "kept text" }]);
  const row = { keeper: "a", cluster: 1 };
  await context.fill("duplicates", [
    { ...row, id: "a", method: null, similarity: 1, kept: true },
    { ...row, id: "b", method: "exact", similarity: 1, kept: false },
    { ...row, id: "c", method: "near", similarity: 0.9, kept: false },
    { ...row, id: "d", method: "near", similarity: 0.8, kept: false },
    { id: "e", keeper: "earlier:x", cluster: 2, method: "near", similarity: 0.9, kept: false },
  ]);
  await context.fill("s_curve", [{ method: "near", similarity: 0.8, chance: 0.9 }], curve);
  const { duplicates } = await readReportFacts(context.rows, { run: emptyFacts.run });
  expect(duplicates?.largest.map(({ keeper, size, text }) => [keeper, size, text])).toEqual([
    ["a", 4, "kept text"],
    ["earlier:x", 1, null],
  ]);
  expect(duplicates?.largest[0].copies.map(({ id, text }) => [id, text])).toEqual([
    ["d", "<p>copy d"],
    ["c", "<p>copy c"],
    ["b", "<p>copy b"],
  ]);
  expect(duplicates?.curve).toEqual([{ method: "near", similarity: 0.8, chance: 0.9 }]);
  const section = duplicatesSection({ ...emptyFacts, duplicates });
  expect("body" in section && section.body.markup).toContain("Chance that a pair is found");
});
