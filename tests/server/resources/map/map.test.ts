import { rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { files } from "../../../../src/io/files.ts";
import { openViews } from "../../../../src/io/open-views.ts";
import { Kept } from "../../../../src/server/resources/map/kept.ts";
import { select as resolve } from "../../../../src/server/resources/map/select.ts";
import type { ColoursHeader, MapAnswer, PointRow, Where } from "../../../../src/server/resources/map/wire.ts";
import { decodeColours } from "../../../../src/viz/explore/colour-bytes.ts";
import { type Serving, serving } from "../../serving.ts";
import { hostile, indexed, makeAtlas } from "../atlas.ts";

let server: Serving;
let map: MapAnswer;
beforeAll(async () => {
  server = await serving(await makeAtlas());
  map = (await server.ask("/api/map")).json;
  await indexed(server);
});
afterAll(() => server.close());

async function bytes(path: string, body?: unknown): Promise<ArrayBuffer> {
  const answer = await fetch(server.url + path, {
    method: body === undefined ? "GET" : "POST",
    headers: { cookie: server.cookie, ...(body === undefined ? {} : { "content-type": "application/json" }) },
    body: body === undefined ? undefined : JSON.stringify(body),
  });
  if (answer.status !== 200) throw new Error(`${path}: ${answer.status} ${await answer.text()}`);
  return answer.arrayBuffer();
}

const points = async () => new Float32Array(await bytes(`/api/map/points?version=${map.version}`));
const colours = async (by: string) =>
  decodeColours<ColoursHeader>(
    await bytes(`/api/map/colours?by=${encodeURIComponent(by)}&version=${map.version}`),
  );
const indices = async (where: Where) =>
  new Uint32Array(await bytes("/api/selections/indices", { version: map.version, where }));
const select = async (where: Where, more: object = {}) =>
  (await server.ask("/api/selections", { body: { version: map.version, where, ...more } })).json;
const query = async (sql: string) => {
  const { database } = await openViews({ folder: server.folder, files });
  return database.rows(sql).finally(() => database.close());
};

describe("the map", () => {
  test("tells its size, extent, named clusters, quality, and what it can be coloured by", async () => {
    const [{ n, left, right }] = await query(
      "SELECT count(*) AS n, min(x) AS left, max(x) AS right FROM map",
    );
    expect(map).toMatchObject({ count: n, dimensions: 2 });
    expect(map.extent.x).toEqual([Math.fround(Number(left)), Math.fround(Number(right))]);
    expect(map.clusters.map(({ name, size }) => ({ name, size }))).toEqual(
      await query("SELECT name, size FROM clusters ORDER BY size DESC, cluster"),
    );
    expect(map.quality.trustworthiness).toBeGreaterThan(0.5);
    expect(map.colourings.map(({ name, kind }) => `${name} ${kind}`)).toEqual(
      expect.arrayContaining([
        "cluster category",
        "label:topic category",
        "verdict category",
        "word_count number",
      ]),
    );
  });

  test("has its points in the order of their ids, whatever the bytes are asked for", async () => {
    const rows = await query("SELECT x, y, cluster FROM map ORDER BY id");
    expect([...(await points())]).toEqual(
      [...rows.map(({ x }) => x), ...rows.map(({ y }) => y)].map((value) => Math.fround(Number(value))),
    );
    expect((await indices({ clusters: [-1] })).length).toBe(
      rows.filter(({ cluster }) => cluster === -1).length,
    );
  });

  test("of a version that is gone answers 409 everywhere", async () => {
    const stale = { version: "0123456789abcdef" };
    const answers = [
      await server.ask("/api/map/points?version=0123456789abcdef"),
      await server.ask("/api/map/colours?by=cluster&version=0123456789abcdef"),
      await server.ask("/api/map/point?index=0&version=0123456789abcdef"),
      await server.ask("/api/selections", { body: { ...stale, where: {} } }),
      await server.ask("/api/selections/indices", { body: { ...stale, where: {} } }),
      await server.ask("/api/selections/export", { body: { ...stale, where: {}, format: "csv" } }),
    ];
    for (const { status, json } of answers) expect([status, json.error.code]).toEqual([409, "stale_version"]);
  });

  test("that a workspace does not have is told with the stages to add", async () => {
    const empty = await serving();
    const { status, json } = await empty.ask("/api/map");
    await empty.close();
    expect([status, json.error.code]).toEqual([404, "no_map"]);
    expect(json.error.message).toContain("project()");
  });
});

describe("colours", () => {
  test("of a category are codes into a list with counts; points without one have their own line", async () => {
    const { header, values } = await colours("label:topic");
    expect(header).toEqual({
      kind: "category",
      values: [
        { name: "nature", count: 43, role: "value" },
        { name: "food", count: 21, role: "value" },
      ],
    });
    const rows = await query("SELECT label FROM map LEFT JOIN labels USING (id) ORDER BY id");
    expect([...values]).toEqual(rows.map(({ label }) => (label === "nature" ? 0 : 1)));
  });

  test("of the clusters name the cluster of each line, and noise is none", async () => {
    const { header } = await colours("cluster");
    const lines = header.kind === "category" ? header.values : [];
    expect(lines.map(({ cluster }) => cluster)).toEqual([
      ...map.clusters.map(({ cluster }) => cluster),
      undefined,
    ]);
    expect(lines.at(-1)).toMatchObject({ name: "none", role: "none", count: 13 });
  });

  test("of a number are its values, with the ends of the scale", async () => {
    const { header, values } = await colours("word_count");
    const rows = await query("SELECT word_count AS n FROM map JOIN signals USING (id) ORDER BY map.id");
    expect([...values]).toEqual(rows.map(({ n }) => n));
    expect(header).toMatchObject({ kind: "number", missing: 0, whole: true, unit: "words" });
  });

  test("by everything on the menu can be had", async () => {
    for (const { name, kind } of map.colourings) {
      const { header, values } = await colours(name);
      expect([name, header.kind, values.length]).toEqual([name, kind, map.count]);
    }
  });

  test("by anything else are refused: nothing that is asked reaches SQL", async () => {
    for (const by of ["nope", "id", 'word_count" FROM signals; --', "label:none", "__proto__"]) {
      const path = `/api/map/colours?by=${encodeURIComponent(by)}&version=${map.version}`;
      expect([by, (await server.ask(path)).status]).toEqual([by, 404]);
    }
  });
});

describe("a selection", () => {
  test("without conditions is the whole map, with its tokens and a page of rows", async () => {
    const [{ tokens }] = await query(
      "SELECT sum(tokens) AS tokens FROM tokens WHERE id IN (SELECT id FROM map)",
    );
    const { count, tokens: sum, rows } = await select({}, { offset: 60, limit: 10 });
    expect([count, sum, rows.length]).toEqual([map.count, tokens, map.count - 60]);
    expect(rows.map(({ index }: PointRow) => index)).toEqual([60, 61, 62, 63]);
  });

  test("by a lasso takes the points inside", async () => {
    const place = await points();
    const [x, y] = [place[5], place[map.count + 5]];
    const around: Where["polygon"] = [
      [x - 1e-3, y - 1e-3],
      [x + 1e-3, y - 1e-3],
      [x, y + 1e-3],
    ];
    expect([...(await indices({ polygon: around }))]).toContain(5);
    expect([
      ...(await indices({
        polygon: [
          [90, 90],
          [91, 90],
          [91, 91],
        ],
      })),
    ]).toEqual([]);
  });

  test("takes what all of its conditions hold for", async () => {
    const [cluster] = map.clusters;
    const [{ n }] = await query(`SELECT count(*) AS n FROM map JOIN labels USING (id) JOIN signals USING (id)
      WHERE cluster = ${cluster.cluster} AND label = 'food' AND word_count BETWEEN 60 AND 100`);
    const found = await indices({
      clusters: [cluster.cluster],
      categories: [{ by: "label:topic", values: ["food"] }],
      range: [{ by: "word_count", low: 60, high: 100 }],
    });
    expect(found.length).toBe(n);
    expect(found.length).toBeGreaterThan(0);
  });

  test("by words finds what the search finds, also in Japanese", async () => {
    const [{ n }] = await query(
      "SELECT count(*) AS n FROM map JOIN text USING (id) WHERE contains(lower(text), 'summit')",
    );
    expect((await select({ search: "Summit" })).count).toBe(n);
    expect((await select({ search: "東京" })).rows.map(({ id }: PointRow) => id)).toEqual(["tokyo"]);
    expect((await select({ search: "…" })).count).toBe(0);
  });

  test("by ids leaves out those that are not on the map", async () => {
    const { rows } = await select({
      ids: ["tokyo", "short", "nobody", "quote\"'; DROP TABLE documents; --"],
    });
    expect(rows.map(({ id }: PointRow) => id)).toEqual(["quote\"'; DROP TABLE documents; --", "tokyo"]);
  });

  test("comes in the order of a number where one is asked for, up or down", async () => {
    const ordered = async (descending: boolean) =>
      (await select({}, { limit: 200, order: { by: "tokens", descending } })).rows.map(
        ({ tokens }: PointRow) => tokens,
      );
    const up = await ordered(false);
    expect(up).toEqual(up.toSorted((a: number, b: number) => a - b));
    expect(await ordered(true)).toEqual(up.toReversed());
  });

  test.each([
    [
      "two corners",
      {
        polygon: [
          [0, 0],
          [1, 1],
        ],
      },
    ],
    [
      "a corner that is no number",
      {
        polygon: [
          [0, 0],
          [1, 1],
          ["a", 1],
        ],
      },
    ],
    ["more than 5,000 corners", { polygon: Array.from({ length: 5_001 }, (_, i) => [i, i % 2]) }],
    ["an unknown condition", { sql: "1 = 1" }],
    ["a range of a category", { range: [{ by: "cluster", low: 0, high: 1 }] }],
    ["values of a number", { categories: [{ by: "word_count", values: ["12"] }] }],
  ])("with %s is refused with 400", async (_, where) => {
    const { status, json } = await server.ask("/api/selections", { body: { version: map.version, where } });
    expect([status, json.error.code]).toEqual([400, "bad_request"]);
  });
});

describe("a row", () => {
  test("holds what a table shows, and markup stays text", async () => {
    const { rows } = await select({ ids: ["quote\"'; DROP TABLE documents; --"] });
    expect(rows).toEqual([
      {
        index: expect.any(Number),
        id: "quote\"'; DROP TABLE documents; --",
        title: hostile,
        excerpt: expect.stringContaining("<script>alert(2)</script>"),
        source: "docs.jsonl",
        language: "en",
        cluster: expect.any(Number),
        clusterName: expect.anything(),
        labels: [{ task: "topic", label: "nature", probability: expect.any(Number), source: "label-model" }],
        verdict: "keep",
        tokens: expect.any(Number),
      },
    ]);
  });

  test("is what the card of its point shows", async () => {
    const { rows } = await select({ ids: ["tokyo"] });
    const card = await server.ask(`/api/map/point?version=${map.version}&index=${rows[0].index}`);
    expect(card.json).toEqual(rows[0]);
    expect((await server.ask(`/api/map/point?version=${map.version}&index=999`)).status).toBe(404);
  });
});

test("a lasso that crosses itself without end is refused before it blocks anybody", async () => {
  const many = { count: 1e6, clusters: [], x: new Float32Array(1e6), y: new Float32Array(1e6) };
  const polygon = Array.from({ length: 5_000 }, (_, i): [number, number] => [i, i % 2]);
  const explorer = { selections: new Kept(1, () => 1), dependencies: { people: { version: () => 0 } } };
  await expect(
    resolve(explorer as never, { version: "", map: many } as never, { polygon }),
  ).rejects.toMatchObject({ status: 400, code: "too_tangled" });
});

test("without an index, and no place for one, a selection by words says so and nothing else fails", async () => {
  const other = await serving(server.folder);
  rmSync(join(other.folder, "index"), { recursive: true, force: true });
  writeFileSync(join(other.folder, "index"), "a file in its place");
  const version = (await other.ask("/api/map")).json.version;
  const ask = () => other.ask("/api/selections", { body: { version, where: { search: "river" } } });
  let refused = await ask();
  for (let i = 0; i < 20 && refused.json.error.code === "index_building"; i++) refused = await ask();
  expect([refused.status, refused.json.error.code]).toEqual([409, "no_index"]);
  expect((await other.ask("/api/selections", { body: { version, where: {} } })).status).toBe(200);
  await other.close();
});
