import { describe, expect, test } from "vitest";
import type { Points } from "../../src/features/vectors/knn/points.ts";
import { fitLsa, makeProjector } from "../../src/features/vectors/lsa.ts";
import { mapPoints } from "../../src/viz/map.ts";
import { dataRecords, hasData } from "../data.ts";

/** Every fifth passage, so that all books take part. */
function passages(): { title: string; text: string }[] {
  const books = dataRecords<{ title: string; text: string }>("books.jsonl.gz");
  return books.filter((_, i) => i % 5 === 0);
}

function vectorsOf(texts: readonly string[]): Points {
  const fitter = fitLsa({ dimensions: 64, words: 2_000, seed: 42 });
  const bytes = texts.map((text) => Buffer.from(text));
  for (const text of bytes) fitter.add(text, 0, text.length);
  const projector = makeProjector(fitter.finish());
  const values = new Float32Array(texts.length * 64);
  bytes.forEach((text, i) => {
    projector.project(text, 0, text.length, values, i * 64);
  });
  return { values, length: texts.length, dimensions: 64 };
}

describe.skipIf(!hasData)("passages of 54 books", () => {
  test("lie near passages of their own book, on a map that can be trusted", () => {
    const documents = passages();
    const points = vectorsOf(documents.map(({ text }) => text));
    const map = mapPoints(points, {
      dimensions: 2,
      neighbors: 15,
      clusters: "hdbscan",
      noise: "keep",
      minimumDistance: 0.1,
      seed: 42,
    });
    expect(map.quality.trustworthiness).toBeGreaterThan(0.95);
    expect(map.quality.neighbor_recall).toBe(1);
    expect(map.quality.noise_share).toBeLessThan(0.25);
    expect(
      purity(
        map.labels,
        documents.map(({ title }) => title),
      ),
    ).toBeGreaterThan(0.8);
  });
});

/** Share of clustered documents that belong to the most frequent book of their cluster. */
function purity(labels: Int32Array, titles: readonly string[]): number {
  const counts = new Map<number, Map<string, number>>();
  labels.forEach((label, i) => {
    if (label < 0) return;
    const own = counts.get(label) ?? new Map<string, number>();
    counts.set(label, own.set(titles[i], (own.get(titles[i]) ?? 0) + 1));
  });
  const clustered = labels.filter((label) => label >= 0).length;
  return [...counts.values()].reduce((sum, own) => sum + Math.max(...own.values()), 0) / clustered;
}
