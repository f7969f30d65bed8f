import { expect, test } from "vitest";
import { project } from "../../src/viz/project.ts";
import { openContext } from "./context.ts";
import { blobs } from "./points.ts";

const topics = ["whale ship sea", "judge court lawyer", "bread oven flour"];
const { points, truth } = blobs(240, 6, 3, 0.5, 11);
const quality = { map_quality: { measure: "VARCHAR", value: "DOUBLE" } } as const;

async function projected(options = {}, rows = 240) {
  const context = await openContext(quality);
  const ids = Array.from({ length: rows }, (_, i) => `doc-${String(i).padStart(3, "0")}`);
  await context.fill(
    "survivors",
    ids.map((id) => ({ id })),
  );
  await context.fill(
    "text",
    ids.map((id, i) => ({ id, text: `${topics[truth[i]]} number ${i}` })),
  );
  await context.fill(
    "vectors",
    ids.map((id, i) => ({ id, model: "lsa-6", vector: points.values.subarray(i * 6, i * 6 + 6) })),
  );
  const notes = await project(options).run(context);
  return { context, notes };
}

test("every document has a place, every topic a cluster with its words as name", async () => {
  const { context } = await projected();
  const map = await context.rows("SELECT * FROM map ORDER BY id");
  expect(map).toHaveLength(240);
  expect(map.every(({ x, y, z }) => Number.isFinite(x) && Number.isFinite(y) && z === null)).toBe(true);
  const clusters = await context.rows("SELECT * FROM clusters ORDER BY cluster");
  expect(clusters).toHaveLength(3);
  for (const { cluster, terms, size } of clusters) {
    const members = map.flatMap((row, i) => (row.cluster === cluster ? [truth[i]] : []));
    expect(new Set(members).size).toBe(1);
    expect(members).toHaveLength(size as number);
    expect((terms as string[]).join(" ")).toContain(topics[members[0]].split(" ")[0]);
  }
});

test("the quality of the map is a table of its own and the note of the stage", async () => {
  const { context, notes } = await projected();
  const measures = Object.fromEntries(
    (await context.rows("SELECT * FROM map_quality")).map(({ measure, value }) => [measure, value as number]),
  );
  expect(measures.trustworthiness).toBeGreaterThan(0.9);
  expect(measures.neighbor_recall).toBe(1);
  expect(measures.noise_share).toBeLessThan(0.2);
  expect(notes).toMatchObject({ clusters: 3 });
});

test("the same vectors and seed give the same map", async () => {
  const table = async () => (await projected()).context.rows("SELECT * FROM map ORDER BY id");
  expect(await table()).toEqual(await table());
});

test("three dimensions have a z, no clusters leave all documents at -1", async () => {
  const { context } = await projected({ dimensions: 3, clusters: "none" });
  const map = await context.rows("SELECT * FROM map");
  expect(map.every(({ z, cluster }) => Number.isFinite(z) && cluster === -1)).toBe(true);
  expect(await context.rows("SELECT * FROM clusters")).toEqual([]);
});

test("a sample puts only so many documents on the map", async () => {
  const { context } = await projected({ sample: 50 });
  expect(await context.rows("SELECT count(*) AS n FROM map")).toEqual([{ n: 50 }]);
});

test("no document, and fewer documents than neighbours, are no error", async () => {
  for (const rows of [0, 1, 5]) {
    const { context } = await projected({}, rows);
    expect(await context.rows("SELECT count(*) AS n FROM map")).toEqual([{ n: rows }]);
  }
});

test("an unknown option names the nearest one", () => {
  expect(() => project({ neighbours: 5 } as never)).toThrow(
    'project: unknown option "neighbours". Did you mean "neighbors"?',
  );
});
