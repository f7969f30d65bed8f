import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { Database } from "../../../../src/core/database.ts";
import { openDatabase } from "../../../../src/io/duckdb.ts";
import { type Colouring, readColourings } from "../../../../src/server/resources/map/colourings.ts";
import { readColours } from "../../../../src/server/resources/map/colours.ts";
import { idAt } from "../../../../src/server/resources/map/packed-ids.ts";
import { type PointMap, readPointMap } from "../../../../src/server/resources/map/point-map.ts";
import { temporaryFolder } from "../../../temporary-folder.ts";

let database: Database;
let map: PointMap;
const ask = (sql: string) => database.rows(sql);

/** Tables as the views of a workspace have them, with what a healthy pipeline would not write. */
const tables = [
  `map AS SELECT * FROM (VALUES ('c', 3.0, 30.0, NULL::DOUBLE, 1), ('a', 1.0, 10.0, 7.0, 0), ('b', NULL, 20.0, 8.0, NULL),
    ('d', 'nan'::DOUBLE, 40.0, 9.0, 0), ('é', 5.0, 50.0, 9.5, 5)) AS t(id, x, y, z, cluster)`,
  `clusters AS SELECT * FROM (VALUES (0, 'same', ['x'], 2), (1, 'same', NULL, 1)) AS t(cluster, name, terms, size)`,
  `documents AS SELECT id, source, CASE WHEN id = 'a' THEN 'en' END AS language FROM (VALUES
    ('a', 'crawl/1/x.html'), ('b', 'crawl/1/y.html'), ('c', 'crawl/2/z.html'), ('d', 'notes/k.txt'), ('é', 'notes/l.txt'),
    ('unmapped', 'elsewhere')) AS t(id, source)`,
  `signals AS SELECT * FROM (VALUES ('a', 1.5, 'x', true), ('b', NULL, 'y', false), ('d', 'inf'::DOUBLE, NULL, NULL))
    AS t(id, "odd ""name", kind, flagged)`,
  `labels AS SELECT * FROM (VALUES ('a', 'it''s', 'low', 0.2, 'model'), ('a', 'it''s', 'high', 0.9, 'model'),
    ('b', 'it''s', 'high', 0.9, 'model'), ('c', 'it''s', NULL, 0.9, 'model')) AS t(id, task, label, probability, source)`,
  `votes AS SELECT * FROM (VALUES ('b', 'it''s', 'p', 'person', 'old', '2026-01-01'::TIMESTAMP),
    ('b', 'it''s', 'q', 'person', 'new', '2026-01-02'), ('d', 'it''s', 'p', 'person', 'new', '2026-01-01'),
    ('c', 'it''s', 'f', 'function', 'loud', '2026-01-03'), ('c', 'it''s', 'p', 'person', NULL, '2026-01-03'))
    AS t(id, task, voter, kind, label, "at")`,
  `scores AS SELECT 'a' AS id, 'm' AS model, 0.5 AS score UNION ALL SELECT 'a', 'm', 0.7`,
  `tokens AS SELECT * FROM (VALUES ('a', 'gpt2', 10), ('a', 'other', 99), ('b', 'gpt2', 20)) AS t(id, tokenizer, tokens)`,
  `survivors AS SELECT id FROM documents WHERE id <> 'c'`,
  `decisions AS SELECT 'd' AS id, 'edit' AS verdict UNION ALL SELECT 'c', 'edit'`,
  `edits AS SELECT 'é' AS id`,
];

beforeAll(async () => {
  database = await openDatabase({
    threads: 2,
    memoryBytes: 2e8,
    spillFolder: temporaryFolder("sluice-colours-"),
  });
  for (const table of tables) await database.execute(`CREATE TABLE ${table}`);
  await database.execute("CREATE VIEW map_quality AS SELECT 'noise_share' AS measure, 0.25 AS value");
  map = await readPointMap(database);
});
afterAll(() => database.close());

describe("the points in memory", () => {
  test("stand in the order of the bytes of their ids; what has no place is NaN, what has no cluster is noise", () => {
    expect(Array.from({ length: map.count }, (_, i) => idAt(map.ids, i))).toEqual(["a", "b", "c", "d", "é"]);
    expect([...map.x]).toEqual([1, Number.NaN, 3, Number.NaN, 5]);
    expect([...map.z!]).toEqual([7, 8, Number.NaN, 9, 9.5]);
    expect([...map.clusters]).toEqual([0, -1, 1, 0, 5]);
    expect(map.quality).toEqual({ noise_share: 0.25 });
  });

  test("give each named cluster its middle", () => {
    expect(map.named).toMatchObject([
      { cluster: 0, name: "same", terms: ["x"], y: 40 },
      { cluster: 1, name: "same", terms: [], x: 3, y: 30 },
    ]);
  });

  test("are none where a map is empty, and flat where no point has a depth", async () => {
    const empty = await openDatabase({
      threads: 1,
      memoryBytes: 2e8,
      spillFolder: temporaryFolder("sluice-empty-"),
    });
    for (const table of tables.slice(0, 2)) await empty.execute(`CREATE TABLE ${table}`);
    await empty.execute("UPDATE map SET z = NULL");
    expect((await readPointMap(empty)).z).toBe(undefined);
    await empty.execute("DELETE FROM map");
    expect(await readPointMap(empty)).toMatchObject({
      count: 0,
      named: [{ size: 2 }, { size: 1 }],
      quality: {},
    });
    empty.close();
  });
});

describe("colours", () => {
  const colouring = async (name: string): Promise<Colouring> =>
    (await readColourings(ask)).find((one) => one.name === name)!;
  const categories = async (name: string) => {
    const colours = await readColours(ask, map, await colouring(name));
    if (colours.kind !== "category") throw new Error(`${name} is no category`);
    const { names, codes } = colours.categories;
    return Array.from(codes, (code) => names[code] ?? null);
  };
  const numbers = async (name: string) => {
    const colours = await readColours(ask, map, await colouring(name));
    if (colours.kind !== "number") throw new Error(`${name} is no number`);
    return [...colours.values];
  };

  test("can be chosen by what the workspace holds", async () => {
    expect((await readColourings(ask)).map(({ name }) => name)).toEqual([
      "cluster",
      "label:it's",
      "verdict",
      "source",
      "language",
      "score:m",
      "tokens",
      'odd "name',
      "kind",
      "flagged",
    ]);
  });

  test("by label: the newest answer of a person, else the surest label; a vote of a function is none", async () => {
    expect(await categories("label:it's")).toEqual(["high", "new", null, "new", null]);
    const colours = await readColours(ask, map, await colouring("label:it's"));
    expect(colours.kind === "category" && colours.legend.entries.at(-1)).toEqual({
      name: "none",
      count: 2,
      role: "none",
    });
  });

  test("by verdict: dropped before edited before kept", async () => {
    expect(await categories("verdict")).toEqual(["keep", "keep", "drop", "edit", "edit"]);
  });

  test("by source: by the folders that part the corpus, not by its thousand files", async () => {
    const large = await openDatabase({
      threads: 1,
      memoryBytes: 2e8,
      spillFolder: temporaryFolder("sluice-many-"),
    });
    await large.execute(
      "CREATE TABLE map AS SELECT printf('%04d', range) AS id, 0.0::DOUBLE AS x, 0.0::DOUBLE AS y, NULL::DOUBLE AS z, NULL::BIGINT AS cluster FROM range(1000)",
    );
    await large.execute("CREATE TABLE clusters (cluster BIGINT, name VARCHAR, terms VARCHAR[], size BIGINT)");
    await large.execute(
      "CREATE TABLE documents AS SELECT id, printf('data/%s/file-%s.txt', CASE WHEN id < '0700' THEN 'books' ELSE 'web' END, id) AS source FROM map",
    );
    const colours = await readColours(
      (sql) => large.rows(sql),
      await readPointMap(large),
      await colouring("source"),
    );
    large.close();
    expect(colours.kind === "category" && colours.legend.entries).toEqual([
      { name: "data/books", count: 700, role: "value" },
      { name: "data/web", count: 300, role: "value" },
    ]);
  });

  test("by cluster: two of the same name are told apart, a cluster without a name is noise", async () => {
    expect(await categories("cluster")).toEqual(["same", null, "same (1)", "same", null]);
  });

  test("by a category or a flag that was measured", async () => {
    expect(await categories("kind")).toEqual(["x", "y", null, null, null]);
    expect(await categories("flagged")).toEqual(["true", "false", null, null, null]);
    expect(await categories("language")).toEqual(["en", null, null, null, null]);
  });

  test("by a number: one value a document, whatever its name is, NaN where there is none", async () => {
    expect(await numbers('odd "name')).toEqual([
      1.5,
      Number.NaN,
      Number.NaN,
      Number.POSITIVE_INFINITY,
      Number.NaN,
    ]);
    expect(await numbers("tokens")).toEqual([10, 20, Number.NaN, Number.NaN, Number.NaN]);
    expect(await numbers("score:m")).toEqual([
      Math.fround(0.7),
      Number.NaN,
      Number.NaN,
      Number.NaN,
      Number.NaN,
    ]);
  });

  test("of a map that has changed since are refused", async () => {
    const other = { ...map, count: 4 };
    await expect(readColours(ask, other, await colouring("tokens"))).rejects.toMatchObject({
      code: "stale_version",
    });
  });
});
