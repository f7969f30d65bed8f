import {
  appendFileSync,
  chmodSync,
  mkdirSync,
  rmSync,
  symlinkSync,
  utimesSync,
  writeFileSync,
} from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import type { SourceRecord } from "../../src/core/stage.ts";
import { ingest, withInput } from "../../src/io/ingest.ts";
import { readAll, scratch } from "./read/scratch.ts";

function folderWith(files: Record<string, string>): string {
  const folder = scratch();
  for (const [name, content] of Object.entries(files)) {
    mkdirSync(join(folder, name, ".."), { recursive: true });
    writeFileSync(join(folder, name), content);
  }
  return folder;
}

const names = (records: readonly SourceRecord[], folder: string) =>
  records.map(({ source }) => source.slice(folder.length + 1));

test("a folder is all visible files under it, sorted; globs overlap without reading twice", async () => {
  const folder = folderWith({ "b.txt": "b", "a/z.md": "z", "a/.hidden": "h", ".git/x": "x", "c.txt": "c" });
  expect(names((await readAll(folder)).records, folder)).toEqual(["a/z.md", "b.txt", "c.txt"]);
  const globs = [`${folder}/*.txt`, `${folder}/b.txt`, `${folder}/**/*.md`];
  expect(names((await readAll(globs)).records, folder)).toEqual(["a/z.md", "b.txt", "c.txt"]);
  expect(names((await readAll(folder, { exclude: "**/c.*" })).records, folder)).toEqual(["a/z.md", "b.txt"]);
});

test("a name with brackets is a name before it is a pattern", async () => {
  const folder = folderWith({ "a[1].txt": "x", "a1.txt": "y" });
  expect((await readAll(`${folder}/a[1].txt`)).documents).toMatchObject([{ text: "x" }]);
});

test("source is the path as it was given, with slashes and without ./", async () => {
  const folder = folderWith({ "data/a.txt": "a" });
  expect((await readAll(`${folder}/./data/../data/a.txt`)).records[0].source).toBe(`${folder}/data/a.txt`);
});

test("what matches nothing is the user's mistake, told with the place and the nearest name", async () => {
  const folder = folderWith({ "crawl/a.warc": "" });
  await expect(ingest(`${folder}/crawls/*.gz`).plan(undefined)).rejects.toThrow(
    /no file matches ".*crawls\/\*\.gz"\. The folder ".*" has crawl\. Did you mean ".*\/crawl"\?/,
  );
  await expect(ingest(`${folder}/crawl/*.gz`).plan(undefined)).rejects.toThrow(
    /The folder ".*\/crawl" has a\.warc/,
  );
});

test("options are checked: unknown key, wrong value, empty input", () => {
  expect(() => ingest("x", { fromat: "csv" } as never)).toThrow(
    'unknown option "fromat". Did you mean "format"?',
  );
  expect(() => ingest("x", { format: "xml" } as never)).toThrow(/^ingest: format: /);
  expect(() => ingest([])).toThrow("needs the path, glob, folder or address");
});

test("small files share a unit, a large file has its own; units are plain data that name their content", async () => {
  const folder = folderWith({ "a.txt": "a", "b.txt": "b", "c.txt": "x".repeat(5 << 20), "d.txt": "d" });
  const units = await ingest(folder).plan(undefined);
  expect(units.map((unit) => unit.files.map((file) => file.source.at(-5)))).toEqual([
    ["a", "b"],
    ["c"],
    ["d"],
  ]);
  expect(structuredClone(units)).toEqual(units);
  expect(await ingest(folder).plan(undefined)).toEqual(units);
  writeFileSync(join(folder, "d.txt"), "D");
  expect((await ingest(folder).plan(undefined))[2].files[0].hash).not.toBe(units[2].files[0].hash);
});

test("a large JSONL file is shared by ranges: each line is read exactly once", async () => {
  const line = (i: number) => `{"text":"${i} ${"x".repeat(20_000 + (i % 977))}"}\n`;
  const folder = folderWith({ "a.jsonl": Array.from({ length: 7_000 }, (_, i) => line(i)).join("") });
  const stage = ingest(`${folder}/a.jsonl`);
  const units = await stage.plan(undefined);
  expect(units.length).toBe(3);
  const found: string[] = [];
  let position = -1;
  for (const unit of units) {
    for await (const batch of stage.read(unit)) {
      for (const record of batch) {
        expect(record.position).toBeGreaterThan(position);
        position = record.position;
        found.push("text" in record ? String(record.text).split(" ", 1)[0] : record.error);
      }
    }
  }
  expect(found).toEqual(Array.from({ length: 7_000 }, (_, i) => String(i)));
});

test("a sample takes its records from units spread over all", async () => {
  const lines = (name: string) =>
    Array.from({ length: 50_000 }, (_, i) => `{"text":"${name}${i} ${"x".repeat(90)}"}\n`).join("");
  const folder = folderWith({ "a.jsonl": lines("a"), "b.jsonl": lines("b"), "c.jsonl": lines("c") });
  const stage = ingest(folder);
  const read = async (sample: number) => {
    const texts: string[] = [];
    for (const unit of await stage.plan(sample)) {
      for await (const batch of stage.read(unit))
        texts.push(...batch.map((record) => String("text" in record && record.text).split(" ")[0]));
    }
    return texts;
  };
  expect(await read(7)).toEqual(["a0", "a1", "b0", "b1", "c0", "c1", "c2"]);
  expect(await read(1)).toEqual(["c0"]);
});

test("withInput reads other files with the same options", async () => {
  const folder = folderWith({ "a.jsonl": '{"body":"a"}', "b.jsonl": '{"body":"b"}' });
  const stage = withInput(ingest(`${folder}/a.jsonl`, { text: "body" }), `${folder}/b.jsonl`);
  const [unit] = await stage.plan(undefined);
  for await (const batch of stage.read(unit)) expect(batch).toMatchObject([{ text: "b" }]);
});

test("a file that vanished or cannot be opened is a fault; the others of its unit are read", async () => {
  const folder = folderWith({ "a.txt": "a", "b.txt": "b", "c.txt": "c" });
  symlinkSync(join(folder, "nowhere"), join(folder, "d.txt"));
  const stage = ingest(folder);
  const [unit] = await stage.plan(undefined);
  rmSync(join(folder, "b.txt"));
  const records: SourceRecord[] = [];
  for await (const batch of stage.read(unit)) records.push(...batch);
  const gone = "cannot read the file: it is not there any more";
  expect(records).toMatchObject([{ text: "a" }, { error: gone }, { text: "c" }, { error: gone }]);
});

test.skipIf(process.getuid?.() === 0)("a file without permission is a fault", async () => {
  const folder = folderWith({ "a.txt": "a" });
  chmodSync(join(folder, "a.txt"), 0);
  expect((await readAll(folder)).records).toMatchObject([
    { error: "cannot read the file: permission denied" },
  ]);
});

test("a file that changed since the plan, or while it is read, stops the unit", async () => {
  const folder = folderWith({ "a.jsonl": '{"text":"a"}\n' });
  const path = join(folder, "a.jsonl");
  const stage = ingest(folder);
  const [unit] = await stage.plan(undefined);
  appendFileSync(path, '{"text":"b"}\n');
  await expect(stage.read(unit).next()).rejects.toThrow("a.jsonl changed since it was planned");
  const [older] = await stage.plan(undefined);
  writeFileSync(path, '{"text":"a"}\n{"text":"c"}\n');
  await expect(Array.fromAsync(stage.read(older))).rejects.toThrow("a.jsonl changed since it was planned");
  const [fresh] = await stage.plan(undefined);
  const records = stage.read(fresh);
  await records.next();
  utimesSync(path, 1, 1);
  await expect(records.next()).rejects.toThrow("a.jsonl changed while it was read");
});

test("an address without DuckDB's httpfs is the user's to solve: the message says how", async () => {
  await expect(ingest("https://example.invalid/a.parquet").plan(undefined)).rejects.toMatchObject({
    name: "UserError",
    message: expect.stringMatching(/httpfs.*INSTALL httpfs.*download the files/),
  });
});
