import { spawn, spawnSync } from "node:child_process";
import {
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  statfsSync,
  truncateSync,
  writeFileSync,
} from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { mapWorkspace } from "../../../bench/map-workspace.ts";
import { openWorkspace, readRun } from "../../../src/core/workspace.ts";
import { files } from "../../../src/io/files.ts";
import { parseQuery } from "../../../src/io/search/query.ts";
import type { SearchIndex } from "../../../src/io/search/search-index.ts";
import { searchIndexes } from "../../../src/io/search/search-indexes.ts";
import { millPlace, runMill } from "../../cli/corpus.ts";

const place = millPlace();
const folder = join(place.folder, "mill.sluice");
const open: { close(): void }[] = [];
beforeAll(() => runMill(place));
afterAll(() => {
  for (const one of open) one.close();
});

/** The index of the workspace, once it is ready or has failed. */
async function settled(of = folder): Promise<SearchIndex> {
  const workspace = await openWorkspace(files, of);
  const indexes = searchIndexes(workspace);
  open.push(indexes);
  const index = await indexes.of(await readRun(workspace));
  await index.settled();
  return index;
}

const count = async (index: SearchIndex, query: string) =>
  (await index.ask({ kind: "find", match: parseQuery(query).match!, limit: 5, offset: 0 })).count;
const indexFiles = (of = folder) => readdirSync(join(of, "index")).toSorted();

describe("the search index of a workspace", () => {
  test("is made on first use and lies under its key, nothing else beside it", async () => {
    const index = await settled();
    expect(index.state).toEqual({ status: "ready", documents: 12 });
    expect(indexFiles()).toEqual([`search-${index.key}.sqlite`]);
    expect([await count(index, "mill"), await count(index, "short"), await count(index, "absent")]).toEqual([
      10, 2, 0,
    ]);
  });

  test("is found again, by the same key, after a run that changed no text", async () => {
    const before = await settled();
    place.write(
      "mill.ts",
      readFileSync(join(place.folder, "mill.ts"), "utf8").replace("word_count < 10", "word_count < 40"),
    );
    await runMill(place);
    expect((await settled()).key).toBe(before.key);
  });

  test("that was cut short is made again", async () => {
    const { key } = await settled();
    truncateSync(join(folder, "index", `search-${key}.sqlite`), 10_000);
    const index = await settled();
    expect([index.state.status, await count(index, "mill")]).toEqual(["ready", 10]);
  });

  test("of other texts takes the place of the old one", async () => {
    const before = await settled();
    const more = `${JSON.stringify({ id: "new", text: "A windmill, far from any river, grinds all night and all day long." })}\n`;
    place.write("docs.jsonl", `${readFileSync(join(place.folder, "docs.jsonl"), "utf8")}${more}`);
    await runMill(place);
    const index = await settled();
    expect(index.key).not.toBe(before.key);
    expect(await count(index, "windmill")).toBe(1);
    expect(indexFiles()).toEqual([`search-${index.key}.sqlite`]);
  });

  test("made twice at the same time is one whole index", async () => {
    rmSync(join(folder, "index"), { recursive: true, force: true });
    const both = await Promise.all([settled(), settled()]);
    for (const index of both) expect(await count(index, "mill")).toBe(10);
    expect(indexFiles()).toEqual([`search-${both[0].key}.sqlite`]);
  });

  test("of a process that was killed leaves nothing that looks whole, and its rest goes with the next build", async () => {
    rmSync(join(folder, "index"), { recursive: true, force: true });
    mkdirSync(join(folder, "index"));
    const { pid } = spawnSync(process.execPath, ["-e", "0"]);
    const rest = `.search-0123456789abcdef.sqlite.${pid}-1.tmp`;
    const busy = `.search-0123456789abcdef.sqlite.${process.pid}-99.tmp`;
    for (const name of [rest, busy]) writeFileSync(join(folder, "index", name), "half an index");
    const index = await settled();
    expect(index.state.status).toBe("ready");
    expect(indexFiles()).toEqual([busy, `search-${index.key}.sqlite`]);
    rmSync(join(folder, "index", busy));
  });

  test("that cannot be made says why, and no file is left", async () => {
    const other = copyOf("blocked.sluice");
    writeFileSync(join(other, "index"), "a file");
    expect((await settled(other)).state).toMatchObject({
      status: "failed",
      problem: expect.stringMatching(/taken by a file/),
    });
  });

  const disk = join(place.folder, "disk");
  mkdirSync(disk);
  const mounted =
    process.platform === "linux" &&
    spawnSync("mount", ["-t", "tmpfs", "-o", "size=1m", "tmpfs", disk]).status === 0;
  afterAll(() => {
    if (mounted) spawnSync("umount", [disk]);
  });

  test.skipIf(!mounted)("on a full disk says so; a read-only one too", async () => {
    const full = copyOf("disk/full.sluice");
    const free = statfsSync(disk);
    writeFileSync(
      join(disk, "ballast"),
      new Uint8Array(2 ** 20).subarray(0, free.bavail * free.bsize - 24_576),
    );
    expect((await settled(full)).state).toEqual({ status: "failed", problem: "the disk is full" });
    expect(existsSync(join(full, "index")) ? indexFiles(full) : []).toEqual([]);
    spawnSync("mount", ["-o", "remount,ro", disk]);
    expect((await settled(full)).state).toEqual({ status: "failed", problem: "the workspace is read-only" });
  });

  test("answers many questions at once, each its own", async () => {
    const index = await settled();
    const queries = ["mill", "short", "windmill", "absent"];
    const answers = await Promise.all(Array.from({ length: 80 }, (_, i) => count(index, queries[i % 4])));
    expect(answers).toEqual(Array.from({ length: 20 }, () => [10, 2, 1, 0]).flat());
  });

  test("that is closed while it is being made leaves no file", async () => {
    const other = copyOf("closed.sluice");
    rmSync(join(other, "index"), { recursive: true, force: true });
    const workspace = await openWorkspace(files, other);
    const indexes = searchIndexes(workspace);
    const index = await indexes.of(await readRun(workspace));
    indexes.close();
    await index.settled();
    await new Promise((resolve) => setTimeout(resolve, 100));
    const left = existsSync(join(other, "index"))
      ? indexFiles(other).filter((name) => name.endsWith(".tmp"))
      : [];
    expect(left).toEqual([]);
  });
});

test("a build that is killed half-way leaves no index, and the next one is whole", async () => {
  const large = join(place.folder, "large.sluice");
  await mapWorkspace(large, 20_000, 1_000);
  place.write(
    "build.mjs",
    `
    import { openWorkspace, readRun } from "${join(import.meta.dirname, "../../../src/core/workspace.ts")}";
    import { files } from "${join(import.meta.dirname, "../../../src/io/files.ts")}";
    import { searchIndexes } from "${join(import.meta.dirname, "../../../src/io/search/search-indexes.ts")}";
    const workspace = await openWorkspace(files, ${JSON.stringify(large)});
    const index = await searchIndexes(workspace).of(await readRun(workspace));
    setInterval(() => index.state.progress > 0.1 && console.log(index.state.progress), 5);`,
  );
  const child = spawn(process.execPath, [join(place.folder, "build.mjs")], {
    stdio: ["ignore", "pipe", "inherit"],
  });
  const ended = new Promise((done) => child.on("close", done));
  child.stdout.once("data", () => child.kill("SIGKILL"));
  await ended;
  expect(indexFiles(large)).toEqual([expect.stringMatching(/^\.search-\w+\.sqlite\.\d+-1\.tmp$/)]);
  const index = await settled(large);
  expect(index.state).toEqual({ status: "ready", documents: 20_000 });
  expect(indexFiles(large)).toEqual([`search-${index.key}.sqlite`]);
});

test("a process that only searched ends by itself", async () => {
  place.write(
    "search.mjs",
    `
    import { openWorkspace, readRun } from "${join(import.meta.dirname, "../../../src/core/workspace.ts")}";
    import { files } from "${join(import.meta.dirname, "../../../src/io/files.ts")}";
    import { searchIndexes } from "${join(import.meta.dirname, "../../../src/io/search/search-indexes.ts")}";
    const workspace = await openWorkspace(files, ${JSON.stringify(folder)});
    const index = await searchIndexes(workspace).of(await readRun(workspace));
    const waiting = setTimeout(() => {}, 60_000);
    await index.settled();
    clearTimeout(waiting);
    console.log((await index.ask({ kind: "find", match: '"mill"', limit: 1, offset: 0 })).count);`,
  );
  const child = spawn(process.execPath, [join(place.folder, "search.mjs")], {
    stdio: ["ignore", "pipe", "inherit"],
  });
  let printed = "";
  child.stdout.on("data", (text) => {
    printed += text;
  });
  expect(await new Promise((done) => child.on("close", done))).toBe(0);
  expect(printed.trim()).toBe("10");
});

function copyOf(name: string): string {
  const to = join(place.folder, name);
  spawnSync("cp", ["-r", folder, to]);
  rmSync(join(to, "index"), { recursive: true, force: true });
  return to;
}
