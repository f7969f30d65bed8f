// How long does a map of 2,000, 5,000 and 20,000 documents take, and how far can it be trusted?
// node bench/map.ts [books.jsonl.gz]   CPU seconds; synthetic: 20 Gaussian clusters, 6 intrinsic of 64 dimensions.
import { existsSync, readFileSync } from "node:fs";
import { gunzipSync } from "node:zlib";
import { nearestNeighbors } from "../src/features/vectors/knn/neighbors.ts";
import type { Points } from "../src/features/vectors/knn/points.ts";
import { neighborRecall } from "../src/features/vectors/knn/recall.ts";
import { fitLsa, makeProjector } from "../src/features/vectors/lsa.ts";
import { makeRandom } from "../src/features/vectors/random.ts";
import { hdbscan } from "../src/viz/cluster/hdbscan.ts";
import { trustworthiness } from "../src/viz/umap/quality.ts";
import { umap } from "../src/viz/umap/umap.ts";

const SIZES = [2_000, 5_000, 20_000];
const DIMENSIONS = 64;

function synthetic(length: number): Points {
  const random = makeRandom(7);
  const normals = (count: number) => Float64Array.from({ length: count }, () => random.normal());
  const axes = normals(6 * DIMENSIONS);
  const centres = normals(20 * 6).map((value) => value * 3);
  const values = new Float32Array(length * DIMENSIONS);
  for (let row = 0; row < length; row++) {
    const inner = normals(6).map((value, i) => value + centres[(row % 20) * 6 + i]);
    for (let t = 0; t < DIMENSIONS; t++) {
      let sum = 0.1 * random.normal();
      for (let i = 0; i < 6; i++) sum += inner[i] * axes[i * DIMENSIONS + t];
      values[row * DIMENSIONS + t] = sum;
    }
  }
  return { values, length, dimensions: DIMENSIONS };
}

/** Passages of the books; more than there are: quarters of passages. */
function passages(path: string, length: number): Buffer[] {
  const lines = gunzipSync(readFileSync(path)).toString().trim().split("\n");
  const all = lines.map((line) => (JSON.parse(line) as { text: string }).text);
  const texts = length <= all.length ? all : all.flatMap((text) => quarters(text));
  const step = texts.length / Math.min(length, texts.length);
  return Array.from({ length: Math.min(length, texts.length) }, (_, i) =>
    Buffer.from(texts[Math.floor(i * step)]),
  );
}

function quarters(text: string): string[] {
  const size = Math.ceil(text.length / 4);
  return [0, 1, 2, 3].map((i) => text.slice(i * size, (i + 1) * size)).filter((part) => part.length > 200);
}

function lsaOf(texts: readonly Buffer[]): Points {
  const fitter = fitLsa({ dimensions: DIMENSIONS, words: 2_000, seed: 42 });
  for (const text of texts) fitter.add(text, 0, text.length);
  const projector = makeProjector(fitter.finish());
  const values = new Float32Array(texts.length * DIMENSIONS);
  texts.forEach((text, i) => {
    projector.project(text, 0, text.length, values, i * DIMENSIONS);
  });
  return { values, length: texts.length, dimensions: DIMENSIONS };
}

async function measure(name: string, make: () => Points) {
  const [points, embedding] = timed(make);
  const [neighbors, search] = timed(() => nearestNeighbors(points, { k: 15, seed: 42 }));
  const [plain, layout] = timed(() => umap(points, neighbors, { dimensions: 2, seed: 42 }));
  const [drawn] = timed(() => umap(points, neighbors, { dimensions: 2, seed: 42, gravity: 0.02 }));
  const [five, layout5] = timed(() =>
    umap(points, neighbors, { dimensions: 5, seed: 42, minimumDistance: 0 }),
  );
  const flat = { values: five, length: points.length, dimensions: 5 };
  const [clusters, clustering] = timed(() => hdbscan(flat, nearestNeighbors(flat, { k: 15, seed: 42 })));
  const trust = (values: Float32Array) =>
    trustworthiness(points, { values, length: points.length, dimensions: 2 }, 15, 500, 1).toFixed(4);
  return {
    data: name,
    rows: points.length,
    "vectors s": embedding.toFixed(2),
    "kNN s": search.toFixed(2),
    recall: neighborRecall(points, neighbors, 200, 1).toFixed(3),
    "UMAP 2D s": layout.toFixed(2),
    "T@15": trust(plain),
    "T@15 with gravity": trust(drawn),
    "UMAP 5D s": layout5.toFixed(2),
    "HDBSCAN s": clustering.toFixed(2),
    clusters: clusters.count,
    noise: (clusters.labels.filter((label) => label < 0).length / points.length).toFixed(3),
  };
}

function timed<T>(work: () => T): [T, number] {
  const before = process.cpuUsage();
  const result = work();
  const { user, system } = process.cpuUsage(before);
  return [result, (user + system) / 1e6];
}

const books = process.argv[2] ?? "../shared/data/books.jsonl.gz";
const rows = [];
for (const size of SIZES) rows.push(await measure("20 clusters", () => synthetic(size)));
if (existsSync(books)) {
  for (const size of SIZES) {
    const texts = passages(books, size);
    rows.push(await measure("books, LSA", () => lsaOf(texts)));
  }
}
console.table(rows);
