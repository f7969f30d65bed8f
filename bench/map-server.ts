// How long do the map's answers take with 200,000 and 1,000,000 documents, and what does the search index cost?
// node bench/map-server.ts [documents…]   wall milliseconds, CPU milliseconds of this process in brackets;
// synthetic documents of about 1 KB (bench/map-workspace.ts). The index is made by a process of its own.
import { mkdtempSync, rmSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { readRun } from "../src/core/workspace.ts";
import { files } from "../src/io/files.ts";
import { indexPath } from "../src/io/search/build.ts";
import { parseQuery } from "../src/io/search/query.ts";
import { searchIndexes } from "../src/io/search/search-indexes.ts";
import { liveWorkspace } from "../src/server/live-workspace.ts";
import { nearestTo, readVectors } from "../src/server/resources/documents/neighbours.ts";
import { explorerOf } from "../src/server/resources/map/explorer.ts";
import { idAt } from "../src/server/resources/map/packed-ids.ts";
import { readRows } from "../src/server/resources/map/rows.ts";
import { select } from "../src/server/resources/map/select.ts";
import { mapWorkspace } from "./map-workspace.ts";

const bytesPerDocument = 1_000;
const sizes = process.argv.length > 2 ? process.argv.slice(2).map(Number) : [200_000, 1_000_000];
const table: Record<string, Figures> = {};

for (const size of sizes) {
  const folder = mkdtempSync(join(tmpdir(), "sluice-bench-map-"));
  await mapWorkspace(folder, size, bytesPerDocument);
  table[`${size} documents`] = await measure(folder);
  rmSync(folder, { recursive: true });
}
for (const [name, figures] of Object.entries(table)) {
  console.log(name);
  console.table(figures);
}

type Figures = Record<string, string | number>;

async function measure(folder: string): Promise<Figures> {
  const live = liveWorkspace({ folder, files });
  const people = { version: () => 0, rows: () => [] };
  const explorer = explorerOf({ live, people } as never);
  const figures: Figures = {};
  const timed = async <T>(name: string, work: () => T | Promise<T>): Promise<T> => {
    const [begun, spent] = [performance.now(), process.cpuUsage()];
    const result = await work();
    const { user, system } = process.cpuUsage(spent);
    figures[name] = `${Math.round(performance.now() - begun)} (${Math.round((user + system) / 1e3)})`;
    return result;
  };
  await live.rows("SELECT 1");
  const memory = process.memoryUsage().rss;
  const shown = await timed("load", () => explorer.current());
  for (const by of ["label:kind", "verdict", "tokens"]) await timed(by, () => explorer.colours(shown, by));
  const { map } = shown;
  const lasso = Array.from({ length: 200 }, (_, i): [number, number] => {
    const angle = (i / 200) * 2 * Math.PI;
    return [
      20 + (12 + Math.sin(9 * angle)) * Math.cos(angle),
      7 + (8 + Math.sin(9 * angle)) * Math.sin(angle),
    ];
  });
  const places = await timed("lasso", () => select(explorer, shown, { polygon: lasso }));
  await timed("50 rows", () => readRows(explorer, shown, places.subarray(0, 50)));
  await timed("card", () => readRows(explorer, shown, [Math.floor(map.count / 2)]));
  const vectors = (await timed("vectors", () => readVectors(live)))!;
  const id = idAt(map.ids, Math.floor(map.count / 3));
  await timed("neighbours", () => nearestTo(vectors, id, 10));
  await timed("neighbours again", () => nearestTo(vectors, id, 10));
  figures["memory MB"] = Math.round((process.memoryUsage().rss - memory) / 1e6);
  await measureSearch(folder, figures, timed);
  await live.close();
  return figures;
}

async function measureSearch(
  folder: string,
  figures: Figures,
  timed: <T>(name: string, work: () => T | Promise<T>) => Promise<T>,
): Promise<void> {
  const workspace = { folder, files };
  const indexes = searchIndexes(workspace);
  const [{ bytes }] = await liveRows(folder, "SELECT sum(strlen(text)) AS bytes FROM documents");
  const index = await indexes.of(await readRun(workspace));
  const holding = setInterval(() => {}, 1_000);
  await timed("index", () => index.settled());
  clearInterval(holding);
  figures["index MB/s"] = (Number(bytes) / 1e3 / Number.parseFloat(String(figures.index))).toFixed(1);
  figures["index size"] = (statSync(indexPath(folder, index.key)).size / Number(bytes)).toFixed(2);
  const [{ text }] = await liveRows(folder, "SELECT text FROM documents LIMIT 1");
  const words = String(text).split(/\W+/);
  const find = (query: string) =>
    index.ask({ kind: "find", match: parseQuery(query).match!, limit: 20, offset: 0 });
  await find("warm");
  for (const [name, query] of [
    ["one word", words[3]],
    ["phrase", `"${words.slice(4, 7).join(" ")}"`],
    ["beginning", `${words[3].slice(0, 2)}*`],
  ]) {
    const { count } = await timed(name, () => find(query));
    figures[`${name} hits`] = count;
  }
  indexes.close();
}

async function liveRows(folder: string, sql: string) {
  const live = liveWorkspace({ folder, files });
  return live.rows(sql).finally(() => live.close());
}
